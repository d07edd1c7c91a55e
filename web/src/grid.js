// <budget-grid>: a spreadsheet over a tree of budget lines. The model (see the `model` property)
// owns every figure; this element shows one window of it, keeps the selection and takes the typing.
//
// A real text field lies over the active cell and keeps the focus, because an input method can only
// start in a text field: the first letter of a Chinese word would otherwise be lost. Nothing is ever
// written into that field while a composition is running.

import { keyAction } from "./grid-keys.js";
import {
  cellFlags,
  cellText,
  clamp,
  columnsFrom,
  isEditable,
  isExpandable,
  KEY,
  LEVEL,
  make,
  POSITION,
  Rows,
  setAttribute,
  STATE,
} from "./grid-rows.js";

const OVERSCAN = 14;
// How far Tab looks for the next editable cell before it gives up and stays.
const SEARCH_LIMIT = 20000;
const DESIGN_ROW_PX = 28;
const FLAG_LABELS = { "*": "changed", u: "unpublished", "!": "error", "~": "estimate" };

const WIDTH_STEP = 16;
// How near the right edge of a head the pointer has to be to take hold of it.
const EDGE_PX = 6;

let instances = 0;

// Marks of lines, by key: what stands at their cells beside the model's own figures. They come later
// than the rows and from elsewhere, and hold for every grid of the page.
const marks = new Map();
const views = new Set();

class BudgetGrid extends HTMLElement {
  /** Changes marks: [key, [column, kind, words, address], …] each; anew drops all that were there. */
  static mark(changes, anew) {
    if (anew) marks.clear();
    for (const [key, ...list] of changes) {
      if (list.length === 0) marks.delete(key);
      else marks.set(key, list.map(([column, kind, words, to]) => ({ column, kind, words, to })));
    }
    for (const view of views) view.remark();
  }

  connectedCallback() {
    const known = this.view;
    if (!known) this.view = new View(this);
    views.add(this.view);
    if (known) return;
    if (Object.prototype.hasOwnProperty.call(this, "model")) {
      const model = this.model;
      delete this.model;
      this.model = model;
    } else if (this.pendingModel) {
      this.view.attach(this.pendingModel);
    }
  }

  disconnectedCallback() {
    views.delete(this.view);
  }

  get model() {
    return this.pendingModel || null;
  }

  set model(model) {
    this.pendingModel = model;
    if (this.view) this.view.attach(model);
  }

  get activeKey() {
    return this.view ? this.view.active.key : "";
  }

  /** The first and last row of what is selected. */
  get selectedRows() {
    if (!this.view || !this.view.count) return [];
    const { first, last } = this.view.corners();
    return [first.key, last.key];
  }

  get activeColumn() {
    const column = this.view && this.view.columns[this.view.active.column];
    return column ? column.id : "";
  }

  /** Reads the rows again, keeping the selection on the same line. */
  refresh() {
    if (this.view) this.view.refresh();
  }

  /** Selects a cell by line and column; false if the line is not visible or an entry is still open. */
  select(key, columnId) {
    return this.view ? this.view.select(key, columnId) : false;
  }

  /** Scrolls a line into view without selecting it. */
  reveal(key) {
    return this.view ? this.view.revealKey(key) : false;
  }

  focus() {
    if (this.view) this.view.field.focus({ preventScroll: true });
  }
}

class View {
  constructor(host) {
    this.host = host;
    this.id = `budget-grid-${++instances}`;
    this.model = null;
    this.columns = [];
    this.columnsText = null;
    this.count = 0;

    this.active = { key: "", index: 0, column: 0 };
    this.corner = null;
    this.edit = null;
    this.composing = false;
    this.discardComposition = false;
    this.previewFrame = 0;
    this.drag = null;

    this.top = 0;
    this.left = 0;
    this.width = 0;
    this.height = 0;
    this.rowHeight = DESIGN_ROW_PX;
    this.headHeight = DESIGN_ROW_PX;
    this.offsets = [0];
    this.headHere = -1;
    this.menuOpen = false;

    this.build();
    this.rows = new Rows(this.body, this.id);
    this.rows.marks = marks;
    this.rows.setRowHeight(this.rowHeight);
    this.listen();
  }

  // ---- structure ----

  build() {
    this.scroller = make("div", "bg-scroll");
    this.sheet = make("div", "bg-sheet");
    this.tree = make("div", "bg-tree", { id: `${this.id}-tree`, role: "treegrid", "aria-multiselectable": "true" });
    this.head = make("div", "bg-head", { role: "rowgroup" });
    this.headRow = make("div", "bg-head-row", { role: "row", "aria-rowindex": "1" });
    this.body = make("div", "bg-body", { role: "rowgroup" });
    this.body.hidden = true;

    this.lane = make("div", "bg-lane");
    this.line = make("div", "bg-line");
    this.box = make("div", "bg-box");
    this.field = make("textarea", "bg-field", {
      rows: "1",
      wrap: "off",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      "aria-controls": this.tree.id,
    });
    this.hint = make("div", "bg-note bg-hint", { id: `${this.id}-hint` });
    this.alert = make("div", "bg-note bg-alert", { id: `${this.id}-alert`, role: "alert" });
    this.status = make("div", "bg-note bg-status", { role: "status" });
    this.spoken = make("div", "bg-spoken", { role: "status" });
    this.ruler = make("div", "bg-ruler");

    this.head.append(this.headRow);
    this.tree.append(this.head, this.body);
    this.box.append(this.field, this.hint, this.alert, this.status);
    this.line.append(this.box);
    this.lane.append(this.line);
    this.sheet.append(this.tree, this.lane);
    this.scroller.append(this.sheet);
    this.host.append(this.scroller, this.spoken, this.ruler);
  }

  listen() {
    this.scroller.addEventListener("scroll", () => this.onScroll(), { passive: true });
    this.scroller.addEventListener("mousedown", (event) => this.onMouseDown(event));
    this.scroller.addEventListener("dblclick", (event) => this.onDoubleClick(event));
    this.body.addEventListener("mouseover", (event) => this.onMouseOver(event));

    const field = this.field;
    field.addEventListener("keydown", (event) => this.onKeyDown(event));
    field.addEventListener("beforeinput", (event) => this.onBeforeInput(event));
    field.addEventListener("input", () => this.onInput());
    field.addEventListener("compositionstart", () => this.onCompositionStart());
    field.addEventListener("compositionend", () => this.onCompositionEnd());
    field.addEventListener("blur", () => this.onBlur());
    field.addEventListener("copy", (event) => this.onCopy(event));
    field.addEventListener("cut", (event) => this.onCut(event));
    field.addEventListener("paste", (event) => this.onPaste(event));

    this.sizes = new ResizeObserver(() => this.measure());
    this.sizes.observe(this.scroller);
    this.sizes.observe(this.headRow);
    this.sizes.observe(this.ruler);
  }

  measure() {
    const width = this.scroller.clientWidth;
    const headHeight = this.headRow.offsetHeight;
    const height = this.scroller.clientHeight - headHeight;
    const rowHeight = this.ruler.getBoundingClientRect().height || DESIGN_ROW_PX;
    if (
      width === this.width &&
      height === this.height &&
      headHeight === this.headHeight &&
      rowHeight === this.rowHeight
    ) {
      return;
    }
    const topRow = this.top / this.rowHeight;
    const resized = rowHeight !== this.rowHeight;
    // a notice above the grid takes height from it: the line one works on stays in sight
    const keep = this.height > 0 && height < this.height && this.isShown(this.active.index);
    this.width = width;
    this.height = height;
    this.headHeight = headHeight;
    this.rowHeight = rowHeight;
    this.layOut();
    if (resized) {
      this.rows.setRowHeight(rowHeight);
      this.scrollTo(topRow * rowHeight, this.left);
    }
    if (keep) this.bringIntoView(this.active.index, this.active.column);
    this.paint();
  }

  attach(model) {
    this.model = model || null;
    this.rows.model = this.model;
    if (!this.model) return;
    this.refresh();
    this.measure();
  }

  label(name) {
    return (this.model && this.model.label(name)) || "";
  }

  readColumns() {
    const text = this.model.columns();
    if (text === this.columnsText) return;
    const activeId = this.columns[this.active.column] && this.columns[this.active.column].id;
    this.columnsText = text;
    this.columns = columnsFrom(text);
    this.active.column = Math.max(0, this.columnIndex(activeId));
    this.corner = null;

    this.headRow.textContent = "";
    this.headHere = -1;
    this.columns.forEach((column, i) => {
      const cell = make("div", `bg-h${column.shape}`, { role: "columnheader", "aria-colindex": String(i + 1) });
      cell.textContent = column.title;
      this.headRow.append(cell);
    });
    setAttribute(this.tree, "aria-label", this.label("grid"));
    setAttribute(this.tree, "aria-colcount", String(this.columns.length));
    this.rows.setColumns(this.columns);
    this.layOut();
  }

  /** Gives a column a width, in px at the usual size of text, and tells the model. */
  setWidth(index, width) {
    const column = this.columns[index];
    column.width = Math.round(clamp(width, 40, 1200));
    column.sized = true;
    this.layOut();
    this.paint();
    this.model.command("width", column.id, "", String(column.width));
  }

  shownWidth(index) {
    return ((this.offsets[index + 1] - this.offsets[index]) * DESIGN_ROW_PX) / this.rowHeight;
  }

  /** The column whose right edge is under the pointer, -1 if none is. */
  edgeAt(event) {
    const head = event.target.closest(".bg-h");
    if (!head) return -1;
    const index = [...this.headRow.children].indexOf(head);
    const { left, right } = head.getBoundingClientRect();
    if (right - event.clientX <= EDGE_PX) return index;
    return event.clientX - left <= EDGE_PX ? index - 1 : -1;
  }

  dragEdge(index, event) {
    const scale = this.rowHeight / DESIGN_ROW_PX;
    const from = this.shownWidth(index);
    const x = event.clientX;
    this.columns[index].sized = true;
    const onMove = (move) => {
      this.columns[index].width = clamp(from + (move.clientX - x) / scale, 40, 1200);
      this.layOut();
      this.paint();
    };
    const stop = () => {
      window.removeEventListener("mousemove", onMove);
      window.removeEventListener("mouseup", stop);
      this.setWidth(index, this.columns[index].width);
    };
    window.addEventListener("mousemove", onMove);
    window.addEventListener("mouseup", stop);
  }

  /** Makes a column as wide as what it shows of the rows in sight. */
  fitWidth(index) {
    const scale = this.rowHeight / DESIGN_ROW_PX;
    let wide = 40;
    for (const cell of [this.headRow.children[index], ...this.body.querySelectorAll(`[role=row] > :nth-child(${index + 1})`)]) {
      const range = document.createRange();
      range.selectNodeContents(cell);
      const { paddingLeft, paddingRight } = getComputedStyle(cell);
      wide = Math.max(wide, range.getBoundingClientRect().width + parseFloat(paddingLeft) + parseFloat(paddingRight) + 4);
    }
    this.setWidth(index, wide / scale);
  }

  columnIndex(id) {
    return this.columns.findIndex((column) => column.id === id);
  }

  // Column widths follow the text size. The frozen column never takes more than half of a narrow
  // view. What a wide view leaves over goes to a text column at the end, or else to the first.
  layOut() {
    if (!this.columns.length) return;
    const scale = this.rowHeight / DESIGN_ROW_PX;
    const widths = this.columns.map((column) => Math.round(column.width * scale));
    if (this.width) widths[0] = Math.min(widths[0], Math.max(this.width * 0.5, 96));
    const spare = this.width - widths.reduce((sum, width) => sum + width, 0);
    const last = this.columns[this.columns.length - 1];
    const taker = last.kind === "text" ? widths.length - 1 : 0;
    if (spare > 0 && !this.columns[taker].sized) widths[taker] += spare;
    this.offsets = [0];
    for (const width of widths) this.offsets.push(this.offsets[this.offsets.length - 1] + width);
    this.sheet.style.setProperty("--bg-columns", widths.map((width) => `${width}px`).join(" "));
    this.sheet.style.setProperty("--bg-width", `${this.offsets[this.offsets.length - 1]}px`);
    this.scroller.style.setProperty("--bg-frozen", `${widths[0]}px`);
    this.body.style.setProperty("height", `${this.count * this.rowHeight}px`);
  }

  // ---- reading the model ----

  refresh() {
    if (!this.model) return;
    this.readColumns();
    const active = this.active;
    const before = active.index;
    const wasShown = this.isShown(before);
    const count = this.model.count();
    if (count !== this.count) {
      this.count = this.rows.count = count;
      this.body.hidden = count === 0;
      this.body.style.setProperty("height", `${count * this.rowHeight}px`);
    }
    setAttribute(this.tree, "aria-rowcount", String(count + 1));
    this.rows.stale = true;

    const index = active.key === "" ? -1 : this.model.index(active.key);
    const keptKey = active.key;
    if (index >= 0) {
      active.index = index;
    } else {
      active.index = clamp(active.index, 0, Math.max(0, count - 1));
      // An open entry keeps the line it was typed for, so that nothing is entered into another one.
      if (!this.edit) active.key = "";
    }
    if (this.corner) {
      const corner = this.model.index(this.corner.key);
      if (corner < 0) this.corner = null;
      else this.corner.index = corner;
    }

    if (wasShown && index >= 0 && index !== before) {
      this.scrollTo(this.top + (index - before) * this.rowHeight, this.left);
    } else {
      this.top = clamp(this.top, 0, this.maxTop());
    }
    this.paint();
    if (active.key === "" && count > 0) {
      active.key = this.rows.fieldsAt(active.index)[KEY];
      this.paint();
      if (keptKey !== "") this.announceSelection();
    }
  }

  activeIsEditable() {
    return this.count > 0 && isEditable(this.rows.fieldsAt(this.active.index), this.active.column);
  }

  // ---- painting ----

  paint() {
    if (!this.model || !this.columns.length) return;
    this.fillWindow();
    this.rows.mark(this.active.index, this.range());
    this.paintHead();
    this.paintBox();
  }

  fillWindow() {
    const top = Math.floor(this.top / this.rowHeight);
    const shown = Math.ceil(this.height / this.rowHeight) + 1;
    const start = clamp(top - OVERSCAN, 0, Math.max(0, this.count - 1));
    this.rows.show(start, Math.min(this.count, top + shown + OVERSCAN));
  }

  paintHead() {
    if (this.headHere === this.active.column) return;
    const heads = this.headRow.children;
    if (heads[this.headHere]) heads[this.headHere].classList.remove("is-here");
    heads[this.active.column].classList.add("is-here");
    this.headHere = this.active.column;
  }

  range() {
    const { index, column } = this.active;
    const other = this.corner || this.active;
    return {
      top: Math.min(index, other.index),
      bottom: Math.max(index, other.index),
      from: Math.min(column, other.column),
      to: Math.max(column, other.column),
    };
  }

  paintBox() {
    const { index, column } = this.active;
    if (!this.columns.length) return;
    const { shape } = this.columns[column];
    const y = index * this.rowHeight;
    const below = this.height - (y - this.top) - this.rowHeight;
    const above = y - this.top > 4 * this.rowHeight && below < 4 * this.rowHeight;
    const className =
      "bg-box" +
      shape +
      (above ? " is-above" : "") +
      (this.edit ? " is-editing" : "") +
      (this.edit && this.edit.tall ? " is-tall" : "") +
      (this.isRefused() ? " is-refused" : "") +
      (this.hint.textContent || this.alert.textContent || this.status.textContent ? " is-noted" : "") +
      (this.menuOpen ? " is-menu" : "");
    if (this.box.className !== className) this.box.className = className;
    setStyle(this.line, "top", `${y}px`);
    setStyle(this.box, "left", `${this.offsets[column]}px`);
    setStyle(this.box, "width", `${this.offsets[column + 1] - this.offsets[column]}px`);
    this.describe();
  }

  describe() {
    const { index, column } = this.active;
    const node = this.rows.node(index);
    if (node) {
      setAttribute(this.field, "aria-label", this.nameOf(node.fields, column, node.cells[column].mark));
      setAttribute(this.field, "aria-readonly", isEditable(node.fields, column) ? null : "true");
    } else if (this.count === 0) {
      setAttribute(this.field, "aria-label", this.label("empty") || this.label("grid"));
      setAttribute(this.field, "aria-readonly", "true");
    }
    // While typing, attention belongs to the field's own text, not to the cell beneath it.
    setAttribute(this.field, "aria-activedescendant", node && !this.edit ? node.cells[column].element.id : null);
    const refused = this.isRefused();
    setAttribute(this.field, "aria-invalid", refused ? "true" : null);
    setAttribute(this.field, "aria-errormessage", refused ? this.alert.id : null);
    const described = [this.alert, this.hint].filter((note) => note.textContent !== "").map((note) => note.id);
    setAttribute(this.field, "aria-describedby", described.join(" ") || null);
  }

  nameOf(fields, column, mark) {
    const flags = cellFlags(fields, column);
    const parts = column === 0 ? [] : [cellText(fields, 0)];
    parts.push(this.columns[column].title, cellText(fields, column));
    if (fields[STATE].includes("x")) parts.push(this.label("deleted"));
    for (const flag in FLAG_LABELS) if (flags.includes(flag)) parts.push(this.label(FLAG_LABELS[flag]));
    parts.push(mark?.words);
    return parts.filter(Boolean).join(" ");
  }

  /** Draws the marks as they are now; what is being typed and selected stays. */
  remark() {
    if (!this.count) return;
    this.rows.remark();
    this.rows.mark(this.active.index, this.range());
    this.describe();
  }

  // ---- scrolling ----

  onScroll() {
    const { scrollTop, scrollLeft } = this.scroller;
    if (scrollTop === this.top && scrollLeft === this.left) return;
    this.top = scrollTop;
    this.left = scrollLeft;
    this.paint();
  }

  maxTop() {
    return Math.max(0, this.count * this.rowHeight - this.height);
  }

  isShown(index) {
    const y = index * this.rowHeight;
    return y + this.rowHeight > this.top && y < this.top + this.height;
  }

  scrollTo(top, left) {
    const wantedTop = clamp(top, 0, this.maxTop());
    const wantedLeft = Math.max(0, left);
    if (wantedTop !== this.top) this.scroller.scrollTop = this.top = wantedTop;
    if (wantedLeft !== this.left) this.scroller.scrollLeft = this.left = wantedLeft;
  }

  bringIntoView(index, column) {
    const y = index * this.rowHeight;
    let top = this.top;
    if (y < top) top = y;
    else if (y + this.rowHeight > top + this.height) top = y + this.rowHeight - this.height;
    let left = this.left;
    if (column > 0) {
      const from = this.offsets[column];
      const to = this.offsets[column + 1];
      if (to > left + this.width) left = to - this.width;
      if (from < left + this.offsets[1]) left = from - this.offsets[1];
    }
    this.scrollTo(top, left);
  }

  revealKey(key) {
    const index = this.model ? this.model.index(key) : -1;
    if (index < 0) return false;
    this.bringIntoView(index, 0);
    this.paint();
    return true;
  }

  // ---- selection ----

  select(key, columnId) {
    if (!this.model) return false;
    if (this.edit && !this.commitEdit()) return false;
    const index = this.model.index(key);
    if (index < 0) {
      this.paint();
      return false;
    }
    const column = this.columnIndex(columnId);
    this.moveTo(index, column < 0 ? this.active.column : column);
    return true;
  }

  moveTo(index, column, extend = false) {
    if (!this.count) return this.paint();
    index = clamp(index, 0, this.count - 1);
    column = clamp(column, 0, this.columns.length - 1);
    this.note(null);
    this.bringIntoView(index, column);
    // The window on screen usually names the line already; asking again would cost a second crossing.
    if (!this.rows.holds(index)) this.fillWindow();
    if (extend) {
      const key = this.rows.fieldsAt(index)[KEY];
      this.corner = index === this.active.index && column === this.active.column ? null : { key, index, column };
      this.paint();
      this.sayRange();
      return;
    }
    const previous = this.active;
    this.active = { key: this.rows.fieldsAt(index)[KEY], index, column };
    this.corner = null;
    this.paint();
    this.tellRange();
    if (previous.key !== this.active.key || previous.column !== column) this.announceSelection();
  }

  announceSelection() {
    this.host.dispatchEvent(
      new CustomEvent("suanpan:select", {
        bubbles: true,
        detail: { key: this.active.key, column: this.columns[this.active.column].id },
      }),
    );
  }

  // What is selected is the model's to add up, group rows included.
  tellRange() {
    if (!this.corner && !this.ranged) return;
    this.ranged = Boolean(this.corner);
    const { first, last } = this.corners();
    this.model.range?.(first.key, this.corner ? last.key : "");
  }

  sayRange() {
    this.tellRange();
    const { top, bottom, from, to } = this.range();
    this.spoken.textContent = this.corner ? `${this.label("selected")} ${bottom - top + 1} × ${to - from + 1}`.trim() : "";
  }

  /** The cell that arrow keys start from: the moving corner of a range while it is being drawn. */
  pointOfMove(extend) {
    return extend && this.corner ? this.corner : this.active;
  }

  move(action) {
    const from = this.pointOfMove(action.extend);
    const page = Math.max(1, Math.floor(this.height / this.rowHeight) - 1);
    const rows = action.pages ? action.pages * page : action.rows;
    const columns = action.columns || 0;
    if (!action.extend && from.column === 0 && Math.abs(columns) === 1 && this.moveInTree(columns)) return;
    this.moveTo(from.index + rows, from.column + columns, action.extend);
  }

  moveInTree(direction) {
    const { index } = this.active;
    const fields = this.rows.fieldsAt(index);
    const state = fields[STATE];
    if (direction > 0) {
      if (!state.includes("c")) return false;
      this.toggle(fields, true);
      return true;
    }
    if (state.includes("o")) {
      this.toggle(fields, false);
      return true;
    }
    const level = Number(fields[LEVEL]);
    if (level <= 1) return false;
    const start = index - Math.max(1, Number(fields[POSITION]) || 1);
    const parent = this.rows.walk(start, -1, Infinity, (row, at) => (Number(row[LEVEL]) < level ? at : undefined));
    if (parent === undefined) return false;
    this.moveTo(parent, 0);
    return true;
  }

  toggle(fields, open) {
    this.note(null);
    this.model.toggle(fields[KEY], open);
    this.refresh();
  }

  /** Toggles the active row if it is a group; tells whether it was. */
  toggleActive() {
    if (!this.count) return false;
    const fields = this.rows.fieldsAt(this.active.index);
    if (!isExpandable(fields)) return false;
    this.toggle(fields, fields[STATE].includes("c"));
    return true;
  }

  nextEditable(step) {
    const { index, column } = this.active;
    return this.rows.walk(index, step, SEARCH_LIMIT, (fields, at) => {
      const last = this.columns.length - 1;
      for (let i = at === index ? column + step : step > 0 ? 0 : last; i >= 0 && i <= last; i += step) {
        if (isEditable(fields, i)) return { index: at, column: i };
      }
      return undefined;
    });
  }

  // ---- editing ----

  beginEdit(mode) {
    const { key, column } = this.active;
    this.edit = { key, column: this.columns[column].id, mode, initial: null, message: "", byComposition: false, tall: false };
    this.corner = null;
    this.note(null);
    this.bringIntoView(this.active.index, this.active.column);
    this.paint();
  }

  revise() {
    if (!this.activeIsEditable()) return this.refuseTyping();
    this.beginEdit("revise");
    const text = this.model.edittext(this.edit.key, this.edit.column);
    this.edit.initial = text;
    this.field.value = text;
    this.field.setSelectionRange(text.length, text.length);
    this.schedulePreview();
  }

  retype() {
    if (!this.activeIsEditable()) return this.refuseTyping();
    this.beginEdit("replace");
  }

  refuseTyping() {
    this.note("status", this.label("readonly"));
    this.paintBox();
  }

  isRefused() {
    return this.edit !== null && this.edit.message !== "";
  }

  closeEdit() {
    this.edit = null;
    this.field.value = "";
    this.note(null);
  }

  cancelEdit() {
    this.closeEdit();
    this.settle();
  }

  /** Paints after an entry is closed; its line may have gone while it was open. */
  settle() {
    this.paint();
    if (this.count && this.rows.fieldsAt(this.active.index)[KEY] !== this.active.key) this.refresh();
  }

  /** Hands the text to the model. True if it was taken; the caller then paints. */
  commitEdit() {
    const edit = this.edit;
    const text = this.field.value;
    if (edit.mode === "revise" && text === edit.initial) {
      this.closeEdit();
      return true;
    }
    const message = this.model.commit(edit.key, edit.column, text);
    if (message) {
      edit.message = message;
      this.note("alert", message);
      this.bringIntoView(this.active.index, this.active.column);
      this.paint();
      return false;
    }
    this.closeEdit();
    this.rows.stale = true;
    return true;
  }

  commitAnd(action) {
    if (!this.commitEdit()) return;
    const { index, column } = this.active;
    if (action.tab) {
      const next = this.nextEditable(action.tab);
      this.moveTo(next ? next.index : index, next ? next.column : column);
    } else {
      this.moveTo(index + (action.rows || 0), column + (action.columns || 0));
    }
  }

  note(kind, text = "") {
    setText(this.hint, kind === "hint" ? text : "");
    setText(this.alert, kind === "alert" ? text : "");
    setText(this.status, kind === "status" ? text : "");
  }

  schedulePreview() {
    if (this.previewFrame) return;
    this.previewFrame = requestAnimationFrame(() => {
      this.previewFrame = 0;
      if (!this.edit || this.composing || this.isRefused()) return;
      this.growForText();
      this.note("hint", this.model.preview(this.edit.key, this.edit.column, this.field.value));
      this.paintBox();
    });
  }

  // A remark that no longer fits its cell gets lines to be read in. Reading the layout here is
  // harmless: it happens at the start of a frame, and only while words are typed.
  growForText() {
    if (this.edit.tall || this.columns[this.active.column].kind === "number") return;
    this.edit.tall = this.field.scrollWidth > this.field.clientWidth;
  }

  // ---- the text field ----

  onBeforeInput(event) {
    if (event.inputType === "insertLineBreak") event.preventDefault();
    if (this.edit || this.composing || this.activeIsEditable()) return;
    event.preventDefault();
    if (event.inputType.startsWith("insert")) this.refuseTyping();
  }

  onInput() {
    if (this.composing && this.discardComposition) return;
    if (!this.edit) {
      if (this.field.value === "") return;
      if (!this.activeIsEditable()) {
        if (!this.composing) this.field.value = "";
        return;
      }
      this.beginEdit("replace");
    }
    if (this.isRefused()) {
      this.edit.message = "";
      this.note(null);
      this.paintBox();
    }
    if (!this.composing) this.schedulePreview();
  }

  onCompositionStart() {
    this.composing = true;
    this.discardComposition = false;
    if (this.edit) return;
    if (this.activeIsEditable()) {
      this.beginEdit("replace");
      this.edit.byComposition = true;
    } else {
      this.discardComposition = true;
      this.refuseTyping();
    }
  }

  onCompositionEnd() {
    this.composing = false;
    if (this.discardComposition || !this.edit) {
      this.discardComposition = false;
      this.field.value = "";
      return;
    }
    if (this.edit.byComposition && this.field.value === "") {
      this.cancelEdit();
      return;
    }
    this.edit.byComposition = false;
    this.schedulePreview();
  }

  onBlur() {
    this.setMenu(false);
    // Leaving the window to look something up is not leaving the cell.
    if (document.activeElement === this.field) return;
    this.composing = false;
    if (this.edit && this.commitEdit()) this.settle();
  }

  onKeyDown(event) {
    if (event.isComposing || event.keyCode === 229 || !this.columns.length) return;
    this.setMenu(false);
    const action = keyAction(event, this.edit ? this.edit.mode : "");
    if (action && this.perform(action)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** Does what a key asks; false leaves the key to the text field and the page. */
  perform(action) {
    switch (action.name) {
      case "commit":
        this.commitAnd(action);
        return true;
      case "cancel":
        this.cancelEdit();
        return true;
      case "move":
        this.move(action);
        return true;
      case "all":
        this.selectAll();
        return true;
      case "open":
        if (this.activeIsEditable()) this.revise();
        else if (!this.toggleActive()) this.refuseTyping();
        return true;
      case "revise":
        this.revise();
        return true;
      case "retype":
        this.retype();
        return true;
      case "space":
        return !this.activeIsEditable() && this.toggleActive();
      case "clear":
        this.clear();
        return true;
      case "command":
        this.command(action.command);
        return true;
      case "width":
        this.setWidth(this.active.column, this.shownWidth(this.active.column) + action.by * WIDTH_STEP);
        return true;
      case "collapse":
        if (!this.corner) return false;
        this.corner = null;
        this.paint();
        this.tellRange();
        return true;
    }
    return false;
  }

  command(name) {
    this.note(null);
    this.model.command(name, this.active.key, this.columns[this.active.column].id);
    if (!["details", "why", "find", "adjust", "fill"].includes(name)) this.refresh();
  }

  // The model decides which cells of a selected range can be emptied, in one step that undo takes back.
  clear() {
    if (!this.count) return;
    if (!this.corner && !this.activeIsEditable()) return this.refuseTyping();
    const { first, last } = this.corners();
    this.note(null);
    this.model.command("clear", first.key, first.column, last.key, last.column);
    this.refresh();
  }

  corners() {
    const { top, bottom, from, to } = this.range();
    return {
      first: { key: this.rows.fieldsAt(top)[KEY], column: this.columns[from].id },
      last: { key: this.rows.fieldsAt(bottom)[KEY], column: this.columns[to].id },
    };
  }

  selectAll() {
    if (!this.count) return;
    const corner = { index: this.count - 1, column: this.columns.length - 1 };
    const key = this.rows.fieldsAt(0)[KEY];
    const moved = this.active.index !== 0 || this.active.column !== 0;
    this.active = { key, index: 0, column: 0 };
    this.corner = { ...corner, key: this.rows.fieldsAt(corner.index)[KEY] };
    this.note(null);
    this.paint();
    this.sayRange();
    if (moved) this.announceSelection();
  }

  // ---- clipboard ----

  onCopy(event) {
    if (this.edit || !this.count || !event.clipboardData) return;
    const { text, html } = this.copyRange();
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", html);
    event.preventDefault();
  }

  onCut(event) {
    if (this.edit || !this.count) return;
    this.onCopy(event);
    this.clear();
  }

  copyRange() {
    const { top, bottom, from, to } = this.range();
    const lines = [];
    const rows = [];
    this.rows.each(top, bottom, (fields) => {
      const texts = [];
      let row = "";
      for (let i = from; i <= to; i++) {
        const number = this.columns[i].kind === "number";
        const text = number ? cellText(fields, i).replace(/\u2212/g, "-") : cellText(fields, i);
        texts.push(quoteTSV(text));
        // Spreadsheets would turn a code such as 2010101 or 00123 into a number.
        const format = number ? 'align="right"' : `style="mso-number-format:'\\@'"`;
        row += `<td ${format}>${escapeHTML(text)}</td>`;
      }
      lines.push(texts.join("\t"));
      rows.push(`<tr>${row}</tr>`);
    });
    return { text: lines.join("\r\n"), html: `<meta charset="utf-8"><table>${rows.join("")}</table>` };
  }

  onPaste(event) {
    if (this.composing || !event.clipboardData || !this.model) return;
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (text === "") return;
    const block = /[\n\t]/.test(text);
    if (this.edit) {
      if (!block) return;
      event.preventDefault();
      // Inside an open entry a block becomes one line; inserted this way the field can undo it.
      document.execCommand("insertText", false, text.replace(/[\n\t]+/g, " "));
      return;
    }
    event.preventDefault();
    if (block || this.corner) this.pasteBlock(text, block);
    else this.pasteOne(text);
  }

  pasteOne(text) {
    if (!this.activeIsEditable()) return this.refuseTyping();
    this.beginEdit("replace");
    this.field.value = text;
    if (this.commitEdit()) this.settle();
  }

  pasteBlock(text, block) {
    const { top, bottom, from, to } = this.range();
    if (!block) {
      const line = Array(to - from + 1).fill(quoteTSV(text)).join("\t");
      text = Array(bottom - top + 1).fill(line).join("\n");
    }
    const { first } = this.corners();
    const message = this.model.paste(first.key, first.column, text);
    this.refresh();
    this.note(message ? "alert" : null, message);
    this.paintBox();
  }

  // ---- mouse ----

  onMouseDown(event) {
    this.setMenu(false);
    if (this.box.contains(event.target)) {
      if (!this.edit) event.preventDefault();
      return;
    }
    const edge = this.edgeAt(event);
    if (edge >= 0 && event.button === 0) {
      event.preventDefault();
      return this.dragEdge(edge, event);
    }
    const place = this.rows.placeOf(event.target);
    if (!place) {
      // A press on the header or beside the rows keeps the focus; one on a scrollbar is the browser's.
      if (event.target !== this.scroller) event.preventDefault();
      return;
    }
    const sign = event.target.classList.contains("bg-mark") ? event.target : null;
    if (sign?.hasAttribute("href") && event.button < 2) return; // a link like any other
    event.preventDefault();
    const index = this.finishBeforeMoving(place.node);
    if (index < 0) return;
    this.field.focus({ preventScroll: true });
    if (event.button === 2) return this.onMenu(index, place.column);
    if (event.button !== 0) return;

    if (event.target.classList.contains("bg-twist")) {
      this.moveTo(index, 0);
      this.toggleActive();
      return;
    }
    this.moveTo(index, place.column, event.shiftKey);
    if (sign) this.command("details");
    else this.startDrag(event);
  }

  /** Commits what is open; then tells where the row that was pressed is now, or -1. */
  finishBeforeMoving(node) {
    if (!this.edit && !this.composing) return node.index;
    const key = node.fields[KEY];
    // Taking the focus away ends a composition with the text that is shown; blur then commits it.
    if (this.composing) this.field.blur();
    else this.commitEdit();
    if (!this.edit) {
      const index = this.model.index(key);
      if (index >= 0) return index;
      this.paint();
    }
    this.field.focus({ preventScroll: true });
    return -1;
  }

  // With the text field on top, the browser's own menu can offer to paste.
  onMenu(index, column) {
    const { top, bottom, from, to } = this.range();
    const inside = index >= top && index <= bottom && column >= from && column <= to;
    if (!inside) this.moveTo(index, column);
    this.setMenu(true);
  }

  setMenu(open) {
    if (this.menuOpen === open) return;
    this.menuOpen = open;
    this.paintBox();
  }

  onDoubleClick(event) {
    const edge = this.edgeAt(event);
    if (edge >= 0) return this.fitWidth(edge);
    const place = this.rows.placeOf(event.target);
    if (!place || this.edit || event.target.classList.contains("bg-twist")) return;
    if (this.activeIsEditable()) this.revise();
    else if (place.column !== 0 || !this.toggleActive()) this.refuseTyping();
  }

  // A name that is cut off can be read in full by pointing at it.
  onMouseOver(event) {
    const place = this.rows.placeOf(event.target);
    if (!place || this.drag) return;
    const { element, text, mark } = place.node.cells[place.column];
    const cut = element.scrollWidth > element.clientWidth && text.data;
    setAttribute(element, "title", [cut, mark?.words].filter(Boolean).join("\n") || null);
  }

  startDrag(event) {
    const rect = this.scroller.getBoundingClientRect();
    const drag = { x: event.clientX, y: event.clientY, frame: 0, left: rect.left, top: rect.top };
    const follow = () => {
      drag.frame = 0;
      if (this.drag !== drag) return;
      if (this.dragTo(drag)) drag.frame = requestAnimationFrame(follow);
    };
    const onMove = (move) => {
      if (!(move.buttons & 1)) return stop();
      drag.x = move.clientX;
      drag.y = move.clientY;
      if (!drag.frame) drag.frame = requestAnimationFrame(follow);
    };
    const stop = () => {
      this.drag = null;
      window.removeEventListener("mousemove", onMove);
      window.removeEventListener("mouseup", stop);
    };
    this.drag = drag;
    window.addEventListener("mousemove", onMove);
    window.addEventListener("mouseup", stop);
  }

  /** Extends the range to the pointer; true while the pointer is outside and scrolling goes on. */
  dragTo(drag) {
    const x = drag.x - drag.left;
    const y = drag.y - drag.top - this.headHeight;
    const row = clamp(Math.floor((y + this.top) / this.rowHeight), 0, this.count - 1);
    const across = x >= 0 && x < this.offsets[1] ? x : x + this.left;
    let column = this.columns.length - 1;
    while (column > 0 && this.offsets[column] > across) column--;
    const end = this.corner || this.active;
    const outside = y < 0 || y > this.height || x < 0 || x > this.width;
    const speed = y < 0 ? -1 : y > this.height ? 1 : 0;
    const index = speed ? clamp(end.index + speed, 0, this.count - 1) : row;
    if (index !== end.index || column !== end.column) this.moveTo(index, column, true);
    return outside;
  }
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function setStyle(element, name, value) {
  if (element.style.getPropertyValue(name) !== value) element.style.setProperty(name, value);
}

function quoteTSV(text) {
  return /["\t\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function escapeHTML(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

if (!customElements.get("budget-grid")) customElements.define("budget-grid", BudgetGrid);
