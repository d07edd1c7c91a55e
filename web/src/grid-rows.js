// The rows of the grid that exist as elements: a window over the model's lines. Rows that scroll out
// at one end come back at the other, and a cell is written only when its string has changed.

const ROW_MARK = "\u001e";
const FIELD_MARK = "\u001f";
const CHUNK = 4096;

// A row's fields: these five, then one per column.
export const KEY = 0;
export const LEVEL = 1;
export const STATE = 2;
export const POSITION = 3;
const SIBLINGS = 4;
const CELLS = 5;

const FLAG_CLASSES = { "*": "is-changed", "-": "is-negative", u: "is-quiet", "!": "is-wrong", "~": "is-estimate" };
const STATE_CLASSES = { g: "is-group", x: "is-deleted", m: "is-touched", t: "is-total" };
// Where a mark is shown whose column is not.
const NAME = 0;
const NO_ROW = ["", "1", "", "", ""];

export class Rows {
  constructor(body, id) {
    this.body = body;
    this.id = id;
    this.model = null;
    this.columns = [];
    this.rowHeight = 0;
    this.count = 0;
    this.serial = 0;
    this.marks = new Map();
    this.places = new WeakMap();
    this.clear();
  }

  clear() {
    this.body.textContent = "";
    this.first = 0;
    this.raws = [];
    this.nodes = [];
    this.spares = [];
    this.stale = true;
  }

  setColumns(columns) {
    this.columns = columns;
    this.clear();
  }

  setRowHeight(rowHeight) {
    this.rowHeight = rowHeight;
    for (const node of [...this.nodes, ...this.spares]) node.index = -1;
  }

  holds(index) {
    return index >= this.first && index < this.first + this.raws.length;
  }

  /** The row on screen for a line, if there is one. */
  node(index) {
    return this.nodes[index - this.first];
  }

  placeOf(target) {
    const cell = target instanceof Element ? target.closest(".bg-c") : null;
    return cell ? this.places.get(cell) : undefined;
  }

  fetch(start, n) {
    return n > 0 ? split(this.model.window(start, n), ROW_MARK) : [];
  }

  /** Raw rows, from the window on screen if it holds them all. */
  read(start, n) {
    if (start >= this.first && start + n <= this.first + this.raws.length) {
      return this.raws.slice(start - this.first, start - this.first + n);
    }
    return this.fetch(start, n);
  }

  fieldsAt(index) {
    const node = this.node(index);
    if (node && node.index === index && !this.stale) return node.fields;
    const raw = this.count > 0 ? this.read(index, 1)[0] : undefined;
    return raw === undefined ? NO_ROW : raw.split(FIELD_MARK);
  }

  /** Visits all rows from one line to another, in few crossings however many there are. */
  each(from, to, visit) {
    for (let start = from; start <= to; start += CHUNK) {
      for (const raw of this.read(start, Math.min(CHUNK, to - start + 1))) visit(raw.split(FIELD_MARK));
    }
  }

  /** Visits rows from one index in one direction until visit returns something. */
  walk(from, step, limit, visit) {
    let size = 64;
    let index = from;
    while (index >= 0 && index < this.count && limit > 0) {
      const n = Math.min(size, step > 0 ? this.count - index : index + 1);
      const start = step > 0 ? index : index - n + 1;
      const rows = this.read(start, n);
      if (rows.length === 0) return undefined;
      for (let i = 0; i < rows.length; i++) {
        const at = step > 0 ? i : rows.length - 1 - i;
        const found = visit(rows[at].split(FIELD_MARK), start + at);
        if (found !== undefined) return found;
      }
      index += step * n;
      limit -= n;
      size = Math.min(size * 2, CHUNK);
    }
    return undefined;
  }

  /** Shows the lines [start, end); asks the model only for those not at hand. */
  show(start, end) {
    const length = Math.max(0, end - start);
    const shift = start - this.first;
    if (this.stale || Math.abs(shift) >= this.raws.length) {
      this.raws = this.fetch(start, length);
    } else if (shift !== 0 || length !== this.raws.length) {
      this.raws = this.slideRaws(start, end);
    } else if (this.nodes.every((node, i) => node.index === start + i)) {
      return;
    }
    this.stale = false;
    // A model that lost rows answers short; the rows shown are then those there are.
    this.slideNodes(shift, this.raws.length);
    this.first = start;
    this.raws.forEach((raw, i) => this.patchRow(this.nodes[i], start + i, raw));
  }

  slideRaws(start, end) {
    const oldStart = this.first;
    const oldEnd = oldStart + this.raws.length;
    return [
      ...this.fetch(start, oldStart - start),
      ...this.raws.slice(Math.max(0, start - oldStart), Math.max(0, end - oldStart)),
      ...this.fetch(oldEnd, end - oldEnd),
    ];
  }

  // Rows that leave at one end are reused at the other, so that the order of the elements stays
  // the order of the lines for those who read the page without seeing it.
  slideNodes(shift, length) {
    const nodes = this.nodes;
    if (shift > 0 && shift < nodes.length) {
      const moved = nodes.splice(0, shift);
      this.body.append(...moved.map((node) => node.element));
      nodes.push(...moved);
    } else if (shift < 0 && -shift < nodes.length) {
      const moved = nodes.splice(nodes.length + shift);
      this.body.prepend(...moved.map((node) => node.element));
      nodes.unshift(...moved);
    }
    while (nodes.length > length) {
      const node = nodes.pop();
      node.element.remove();
      this.spares.push(node);
    }
    while (nodes.length < length) {
      const node = this.spares.pop() || this.makeRow();
      this.body.append(node.element);
      nodes.push(node);
    }
  }

  makeRow() {
    const element = make("div", "bg-row", { role: "row" });
    const node = { element, index: -1, raw: null, fields: [], place: null, base: "", className: "", cells: [] };
    const serial = ++this.serial;
    this.columns.forEach((column, i) => {
      const { shape } = column;
      const cell = make("div", `bg-c${shape}`, {
        id: `${this.id}-${serial}-${i}`,
        role: i === 0 ? "rowheader" : "gridcell",
        "aria-colindex": String(i + 1),
      });
      const text = document.createTextNode("");
      if (i === 0) cell.append(make("span", "bg-twist", { "aria-hidden": "true" }));
      cell.append(text);
      element.append(cell);
      const patched = { value: null, raw: null, struck: false, base: "", className: "", selected: false, mark: undefined };
      node.cells.push({ element: cell, text, shape, ...patched });
      this.places.set(cell, { node, column: i });
    });
    return node;
  }

  patchRow(node, index, raw) {
    if (node.index !== index) {
      node.index = index;
      node.element.style.setProperty("top", `${index * this.rowHeight}px`);
      node.element.setAttribute("aria-rowindex", String(index + 2));
    }
    const key = raw.slice(0, raw.indexOf(FIELD_MARK));
    const marks = this.marks.get(key);
    if (node.raw === raw && node.marks === marks) return;
    node.raw = raw;
    node.marks = marks;
    const fields = (node.fields = raw.split(FIELD_MARK));
    const placed = marks && this.placed(marks);
    const place = `${fields[LEVEL]} ${fields[STATE]} ${fields[POSITION]} ${fields[SIBLINGS]}`;
    const struck = fields[STATE].includes("x");
    if (node.place !== place) {
      node.place = place;
      this.patchPlace(node, fields);
    }
    for (let i = 0; i < node.cells.length; i++) {
      const cell = node.cells[i];
      const cellRaw = fields[CELLS + i] || "|";
      if (cell.raw !== cellRaw || cell.struck !== struck) {
        cell.raw = cellRaw;
        cell.struck = struck;
        patchCell(cell, cellRaw, struck);
      }
      const mark = placed?.[i];
      if (cell.mark !== mark) patchMark(cell, mark);
    }
  }

  /** The marks of a row by column; one whose column is not shown stands at the name. */
  placed(marks) {
    const by = [];
    for (const mark of marks) {
      const at = this.columns.findIndex(({ id }) => id === mark.column);
      const i = at < 0 ? NAME : at;
      if (!by[i]) by[i] = mark;
      else by[i] = { ...(by[i].kind === "wrong" ? by[i] : mark), words: `${by[i].words}; ${mark.words}` };
    }
    return by;
  }

  /** Shows the rows in sight with the marks they have now. */
  remark() {
    for (const node of this.nodes) {
      if (node.raw !== null && node.index >= 0) this.patchRow(node, node.index, node.raw);
    }
  }

  patchPlace(node, fields) {
    const state = fields[STATE];
    let className = `bg-row bg-level-${clamp(Number(fields[LEVEL]) || 1, 1, 9)}`;
    for (const letter in STATE_CLASSES) if (state.includes(letter)) className += ` ${STATE_CLASSES[letter]}`;
    const open = state.includes("o");
    const expandable = isExpandable(fields);
    if (expandable) className += open ? " is-open" : " is-closed";
    node.base = className;
    setAttribute(node.element, "aria-level", fields[LEVEL] || "1");
    setAttribute(node.element, "aria-expanded", expandable ? String(open) : null);
    setAttribute(node.element, "aria-posinset", fields[POSITION] || null);
    setAttribute(node.element, "aria-setsize", fields[SIBLINGS] || null);
  }

  /** Marks the active line and the selected cells. */
  mark(activeIndex, { top, bottom, from, to }) {
    const many = top !== bottom || from !== to;
    for (const node of this.nodes) {
      const inRows = node.index >= top && node.index <= bottom;
      const className = node.index === activeIndex ? `${node.base} is-here` : node.base;
      if (node.className !== className) node.element.className = node.className = className;
      for (let i = 0; i < node.cells.length; i++) {
        const cell = node.cells[i];
        const selected = inRows && i >= from && i <= to;
        if (cell.selected !== selected) {
          cell.selected = selected;
          setAttribute(cell.element, "aria-selected", selected ? "true" : null);
        }
        const cellClass = selected && many ? `${cell.base} is-selected` : cell.base;
        if (cell.className !== cellClass) cell.element.className = cell.className = cellClass;
      }
    }
  }
}

function patchCell(cell, raw, struck) {
  const flags = flagsOf(raw);
  const value = textOf(raw);
  if (cell.value !== value) cell.text.data = cell.value = value;
  setAttribute(cell.element, "title", null);
  let className = `bg-c${cell.shape}`;
  for (const flag in FLAG_CLASSES) if (flags.includes(flag)) className += ` ${FLAG_CLASSES[flag]}`;
  const editable = flags.includes("e") && !struck;
  if (editable) className += " is-editable";
  if (cell.mark) className += ` is-marked is-${cell.mark.kind}`;
  cell.base = className;
  setAttribute(cell.element, "aria-readonly", String(!editable));
  setAttribute(cell.element, "aria-invalid", flags.includes("!") ? "true" : null);
}

// A mark is a sign in its cell that says its words to whoever points at it or
// has the page read out. One that leads somewhere is a link, out of the way of
// the Tab key: the line's own dialog has it, too.
function patchMark(cell, mark) {
  const before = cell.mark;
  cell.mark = mark;
  if (before) cell.base = cell.base.replace(` is-marked is-${before.kind}`, "");
  if (!mark) {
    cell.sign.remove();
    cell.sign = undefined;
    return;
  }
  cell.base += ` is-marked is-${mark.kind}`;
  if (!cell.sign) {
    cell.sign = make("a", "bg-mark", { tabindex: "-1", draggable: "false" });
    cell.element.append(cell.sign);
  }
  setAttribute(cell.sign, "href", mark.to || null);
  setAttribute(cell.sign, "role", mark.to ? null : "img");
  setAttribute(cell.sign, "aria-label", mark.words);
  setAttribute(cell.sign, "title", mark.words);
}

export function isEditable(fields, column) {
  const cell = fields[CELLS + column];
  return cell !== undefined && !fields[STATE].includes("x") && flagsOf(cell).includes("e");
}

export function isExpandable(fields) {
  const state = fields[STATE];
  return state.includes("g") && (state.includes("o") || state.includes("c"));
}

export function cellText(fields, column) {
  return textOf(fields[CELLS + column] || "|");
}

export function cellFlags(fields, column) {
  return flagsOf(fields[CELLS + column] || "|");
}

export function columnsFrom(text) {
  const columns = split(text, ROW_MARK).map((column) => {
    const [id, title, width, align, kind, sized] = column.split(FIELD_MARK);
    return { id, title, width: Number(width) || 100, right: align === "r", kind, sized: Boolean(sized), shape: "" };
  });
  columns.forEach((column, i) => {
    if (i === 0) column.shape += " is-frozen";
    if (column.right) column.shape += " is-right";
    else if (i > 0 && columns[i - 1].right) column.shape += " is-apart";
  });
  return columns;
}

function flagsOf(cell) {
  return cell.slice(0, cell.indexOf("|"));
}

function textOf(cell) {
  return cell.slice(cell.indexOf("|") + 1);
}

function split(text, mark) {
  return text === "" ? [] : text.split(mark);
}

export function make(tag, className, attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  return element;
}

export function setAttribute(element, name, value) {
  if (value === null) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

export function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}
