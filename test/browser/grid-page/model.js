// A model with the shape of the real one: three levels of lines, sums kept by deltas, undo.
// Amounts are whole 分 in plain numbers, which is enough for a page that only tests the grid.

const ROW = "\u001e";
const FIELD = "\u001f";

const COLUMNS = [
  ["name", "功能分类", 300, "l", "tree"],
  ["code", "科目编码", 88, "l", "text"],
  ["published", "公开数", 112, "r", "number"],
  ["draft", "草案数", 112, "r", "number"],
  ["change", "增减", 104, "r", "number"],
  ["percent", "增减 %", 76, "r", "number"],
  ["unit", "单位", 150, "l", "text"],
  ["basis", "测算依据", 190, "l", "text"],
  ["note", "备注", 220, "l", "text"],
];

const NAMES = ["行政运行", "一般行政管理事务", "机关服务", "综合业务管理", "劳动保障监察", "就业管理事务", "社会保险业务管理", "信息化建设", "公共就业服务和职业技能鉴定机构", "劳动人事争议调解仲裁"];
const UNITS = ["局本级", "就业中心", "社保中心", "人才服务中心", "劳动监察支队"];
const LABELS = {
  grid: "预算明细表",
  readonly: "此格由下级汇总得出，不能直接填写",
  changed: "已改动",
  unpublished: "未公开",
  error: "有误",
  estimate: "估计",
  deleted: "已删除",
  selected: "已选",
  empty: "还没有明细，按 Insert 键新增一行",
};

const money = (cents) => {
  const sign = cents < 0 ? "-" : "";
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${sign}${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",")}.${digits.slice(-2)}`;
};

const parse = (text) => {
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "").replace(/^=/, "");
  return /^[-+]?\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
};

export function makeModel(wanted) {
  const rows = [];
  const byKey = new Map();
  const undone = [];
  const done = [];
  const calls = { window: 0, commit: 0, preview: 0, rows: 0 };
  const log = [];
  let visible = [];
  let places = null;
  let serial = 0;

  function add(parent, fields) {
    const row = { key: `k${++serial}`, parent, level: parent ? parent.level + 1 : 1, children: [], open: true, note: "", basis: "", ...fields };
    row.draft = row.published;
    byKey.set(row.key, row);
    (parent ? parent.children : rows).push(row);
    return row;
  }

  for (let made = 0, top = 0; made < wanted; top++) {
    const kind = add(null, { name: `第${top + 1}类 社会保障和就业支出`, code: String(208 + top), published: 0 });
    made++;
    for (let i = 0; i < 9 && made < wanted; i++) {
      const section = add(kind, { name: `人力资源和社会保障管理事务${i + 1}`, code: `${kind.code}${String(i + 1).padStart(2, "0")}`, published: 0 });
      made++;
      for (let j = 0; j < 10 && made < wanted; j++) {
        const cents = ((made * 7919) % 9_000_000) + (made % 7 === 0 ? -4_000_000 : 0);
        add(section, {
          name: NAMES[j],
          code: `${section.code}${String(j + 1).padStart(2, "0")}`,
          published: cents,
          unit: UNITS[made % UNITS.length],
          basis: made % 4 === 0 ? "厦人社〔2022〕118号" : "",
          hidden: made % 29 === 0,
          estimate: made % 13 === 0,
          leaf: true,
        });
        made++;
        section.published += cents;
      }
      kind.published += section.published;
      section.draft = section.published;
    }
    kind.draft = kind.published;
  }

  function flatten() {
    visible = [];
    places = null;
    const visit = (list) => {
      for (const row of list) {
        visible.push(row);
        if (row.children.length && row.open) visit(row.children);
      }
    };
    visit(rows);
  }
  flatten();

  function cell(flags, text) {
    return `${flags}|${text}`;
  }

  function figures(row) {
    const change = row.draft - row.published;
    const percent = row.published === 0 ? "" : ((change / Math.abs(row.published)) * 100).toFixed(1);
    const editable = row.leaf ? "e" : "";
    const sign = (n) => (n < 0 ? "-" : "");
    return [
      cell("", row.name),
      cell("", row.code),
      row.hidden ? cell("u", "未公开") : cell(sign(row.published), money(row.published)),
      cell(editable + sign(row.draft) + (change ? "*" : "") + (row.estimate ? "~" : ""), money(row.draft)),
      change ? cell(sign(change), money(change)) : cell("", ""),
      change ? cell(sign(change), percent) : cell("", ""),
      cell("", row.unit || ""),
      cell(editable, row.basis),
      cell(editable + (row.note ? "*" : "") + (row.note.includes("？") ? "!" : ""), row.note),
    ];
  }

  function raw(row) {
    const siblings = row.parent ? row.parent.children : rows;
    row.position = siblings[(row.position || 1) - 1] === row ? row.position : siblings.indexOf(row) + 1;
    const state = (row.children.length ? `g${row.open ? "o" : "c"}` : "l") + (row.deleted ? "x" : "") + (row.leaf && (row.draft !== row.published || row.note) ? "m" : "");
    return [row.key, row.level, state, row.position, siblings.length, ...figures(row)].join(FIELD);
  }

  function put(row, column, value) {
    const before = row[column];
    if (column === "draft") for (let up = row.parent; up; up = up.parent) up.draft += value - before;
    row[column] = value;
    return { row, column, before, after: value };
  }

  function enter(row, column, text) {
    if (!row || !row.leaf || row.deleted) return { message: "这一行已不能填写" };
    if (column === "note" || column === "basis") return { value: text };
    if (column !== "draft") return { message: "这一列不能填写" };
    const cents = parse(text);
    if (cents === null) return { message: `“${text}”不是金额，请填写数字，例如 1200.50` };
    return { value: cents };
  }

  function replay(from, to, side) {
    const batch = from.pop();
    if (!batch) return;
    for (const step of side === "before" ? [...batch].reverse() : batch) put(step.row, step.column, step[side]);
    to.push(batch);
  }

  const model = {
    calls,
    log,
    byKey,
    columns: () => COLUMNS.map((column) => column.join(FIELD)).join(ROW),
    count: () => visible.length,
    window(first, n) {
      calls.window++;
      const part = visible.slice(first, first + n);
      calls.rows += part.length;
      return part.map(raw).join(ROW);
    },
    index(key) {
      if (!places) places = new Map(visible.map((row, i) => [row.key, i]));
      const place = places.get(key);
      return place === undefined ? -1 : place;
    },
    commit(key, column, text) {
      calls.commit++;
      const row = byKey.get(key);
      const { message, value } = enter(row, column, text);
      if (message) return message;
      done.push([put(row, column, value)]);
      undone.length = 0;
      log.push([key, column, text]);
      return "";
    },
    edittext(key, column) {
      const row = byKey.get(key);
      return column === "draft" ? (row.draft / 100).toFixed(2) : row[column] || "";
    },
    preview(key, column, text) {
      calls.preview++;
      if (column !== "draft" || text === "") return "";
      const cents = parse(text);
      return cents === null ? "还不是金额" : `= ${money(cents)} 万元`;
    },
    toggle(key, open) {
      byKey.get(key).open = open;
      flatten();
    },
    command(name, key, column, toKey, toColumn) {
      log.push(["command", name, key, column]);
      if (name === "undo") replay(done, undone, "before");
      if (name === "redo") replay(undone, done, "after");
      if (name === "clear") {
        const batch = [];
        const ids = COLUMNS.map(([id]) => id);
        for (let i = model.index(key); i <= model.index(toKey); i++) {
          for (const id of ids.slice(ids.indexOf(column), ids.indexOf(toColumn) + 1)) {
            if (visible[i].leaf && (id === "note" || id === "basis")) batch.push(put(visible[i], id, ""));
          }
        }
        if (batch.length) done.push(batch);
      }
      if (name === "delete" && byKey.get(key).leaf) byKey.get(key).deleted = true;
    },
    paste(key, column, text) {
      const ids = COLUMNS.map(([id]) => id);
      const batch = [];
      const plan = [];
      let i = model.index(key);
      for (const line of text.split("\n")) {
        const row = visible[i++];
        for (const [at, piece] of line.split("\t").entries()) {
          const id = ids[ids.indexOf(column) + at];
          const { message, value } = enter(row, id, piece);
          if (message) return message;
          plan.push([row, id, value]);
        }
      }
      for (const [row, id, value] of plan) batch.push(put(row, id, value));
      done.push(batch);
      return "";
    },
    label: (name) => LABELS[name] || "",
    insertAbove(n) {
      const kind = { key: `n${++serial}`, parent: null, level: 1, children: [], open: true, name: "新增类", code: "999", published: 0, draft: 0, note: "", basis: "" };
      byKey.set(kind.key, kind);
      for (let i = 0; i < n; i++) add(kind, { name: `新增 ${i + 1}`, code: `999${i}`, published: 100, leaf: true });
      rows.unshift(kind);
      flatten();
      return n + 1;
    },
    remove(key) {
      const row = byKey.get(key);
      byKey.delete(key);
      row.parent.children.splice(row.parent.children.indexOf(row), 1);
      flatten();
    },
  };
  return model;
}
