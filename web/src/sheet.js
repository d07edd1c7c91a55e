// Statements by keyboard: in a table of figures the arrows go from figure to
// figure and Enter asks where one comes from, as a click does.

function rowOf(cell) {
  return [...cell.parentElement.querySelectorAll("td.amount")];
}

function step(cell, key) {
  const row = rowOf(cell);
  const at = row.indexOf(cell);
  switch (key) {
    case "ArrowLeft":
      return row[at - 1];
    case "ArrowRight":
      return row[at + 1];
    case "Home":
      return row[0];
    case "End":
      return row.at(-1);
  }
  const rows = [...cell.closest("tbody").rows].filter((r) => r.querySelector("td.amount"));
  const next = rows[rows.indexOf(cell.parentElement) + (key === "ArrowUp" ? -1 : 1)];
  return next && (rowOf(next.cells[0])[at] ?? rowOf(next.cells[0]).at(-1));
}

function focus(cell) {
  cell.tabIndex = -1;
  cell.focus({ preventScroll: true });
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

const keys = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !(event.target instanceof Element)) return;
  const table = event.target.closest(".sheet-table");
  if (!table) return;
  const cell = event.target.closest("td.amount");
  if (event.key === "Enter" && cell) {
    cell.click();
  } else if (keys.includes(event.key)) {
    const to = cell ? step(cell, event.key) : table.querySelector("td.amount");
    if (to) focus(to);
  } else {
    return;
  }
  event.preventDefault();
});

// At once, so that the next letter is already typed into it.
function openPalette() {
  const palette = document.getElementById("palette");
  const input = document.getElementById("palette-input");
  if (!palette || !window.suanpan.find) return;
  window.suanpan.before = document.activeElement;
  input.value = "";
  palette.showModal();
  input.focus();
  window.suanpan.find();
}

// What works on every page: Ctrl+K finds, ? shows the keys, Escape ends a trace.
document.addEventListener("keydown", (event) => {
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openPalette();
  } else if (event.key === "?" && !event.ctrlKey && !event.target.closest?.("input, textarea, select, budget-grid")) {
    event.preventDefault();
    document.getElementById("keys-dialog")?.showModal();
  } else if (event.key === "Escape" && event.target.closest?.("#tour")) {
    event.preventDefault();
    document.querySelector("#tour .actions button").click();
  } else if (event.key === "Escape" && document.getElementById("trace") && !event.target.closest?.("input, textarea, select, budget-grid")) {
    event.preventDefault();
    window.suanpan.endTrace?.();
  }
});

// A figure that is clicked can be returned to.
document.addEventListener("mousedown", (event) => {
  const cell = event.target instanceof Element && event.target.closest(".sheet-table td.amount");
  if (cell) cell.tabIndex = -1;
});

const find = {
  cell(at) {
    const table = [...document.querySelectorAll(".sheet-table")].find((t) => at.startsWith(`${t.dataset.table}:`));
    const row = table && [...table.querySelectorAll("[data-row]")].find((r) => at.startsWith(`${table.dataset.table}:${r.dataset.row}:`));
    if (!row) return null;
    if (row.matches("td")) return row;
    const column = table.dataset.columns.split(" ").indexOf(at.slice(at.lastIndexOf(":") + 1));
    return row.querySelectorAll("td.amount")[Math.max(column, 0)];
  },
  figure: (at) => [...document.querySelectorAll("[data-figure]")].find((f) => f.dataset.figure === at),
};

const glue = (window.suanpan = window.suanpan || {});

glue.openPalette = openPalette;

/** Marks the cell that is traced; none ends it. */
glue.traced = (cell) => {
  for (const was of document.querySelectorAll("td.traced")) was.classList.remove("traced");
  cell?.classList.add("traced");
};

/** Rings what a step of the tour is about, and gives the focus to another thing. */
glue.point = (target, focus) => {
  for (const was of document.querySelectorAll("[data-ringed]")) delete was.dataset.ringed;
  const ringed = target && document.querySelector(target);
  if (ringed) ringed.dataset.ringed = "";
  if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
};

/** Brings the cell or figure of a name into sight and focus. */
glue.reach = (kind, at) => {
  const found = find[kind](at);
  if (!found) return;
  if (found.matches("td")) found.tabIndex = -1;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: "center" });
};
