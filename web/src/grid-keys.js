// The one table of what a key press asks of the grid. A key that is not listed belongs to the page
// or to the text field. Tab outside editing is deliberately missing: it leaves the grid.

const ARROWS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** mode is "" when a cell is merely selected, "replace" while typing over it, "revise" after F2. */
export function keyAction(event, mode) {
  return mode ? editing(event, mode) : selecting(event);
}

function editing(event, mode) {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (key === "Enter") return { name: "commit", rows: ctrlKey || metaKey || altKey ? 0 : shiftKey ? -1 : 1 };
  if (key === "Tab") return { name: "commit", tab: shiftKey ? -1 : 1 };
  if (key === "Escape") return { name: "cancel" };
  // After F2 the arrows move the caret; while typing over a cell they finish it, as in a spreadsheet.
  const arrow = ARROWS[key];
  if (arrow && mode === "replace" && !shiftKey && !ctrlKey && !metaKey && !altKey) {
    return { name: "commit", rows: arrow[0], columns: arrow[1] };
  }
  return null;
}

function selecting(event) {
  const { key, shiftKey, altKey } = event;
  const control = event.ctrlKey || event.metaKey;
  const extend = shiftKey;
  const arrow = ARROWS[key];
  if (altKey && shiftKey && arrow && arrow[1]) return { name: "width", by: arrow[1] };
  if (altKey) return key === "Enter" ? { name: "command", command: "details" } : null;

  if (arrow) {
    const far = control ? Infinity : 1;
    return { name: "move", rows: arrow[0] && arrow[0] * far, columns: arrow[1] && arrow[1] * far, extend };
  }
  switch (key) {
    case "Home":
      return { name: "move", rows: control ? -Infinity : 0, columns: -Infinity, extend };
    case "End":
      return { name: "move", rows: control ? Infinity : 0, columns: Infinity, extend };
    case "PageUp":
      return { name: "move", pages: -1, extend };
    case "PageDown":
      return { name: "move", pages: 1, extend };
    case "Insert":
      return control || shiftKey ? null : { name: "command", command: "add" };
  }
  if (control) {
    switch (key.toLowerCase()) {
      case "a":
        return { name: "all" };
      case "z":
        return { name: "command", command: shiftKey ? "redo" : "undo" };
      case "y":
        return { name: "command", command: "redo" };
      case "d":
        return { name: "command", command: "fill" };
      case "m":
        return { name: "command", command: "adjust" };
      case "f":
        return { name: "command", command: "find" };
      case "i":
        return { name: "command", command: "why" };
      case "=":
      case "+":
        return { name: "command", command: "add" };
      case "-":
      case "_":
        return { name: "command", command: "delete" };
    }
    return null;
  }
  switch (key) {
    case "Enter":
      return shiftKey ? { name: "move", rows: -1, columns: 0 } : { name: "open" };
    case "F2":
      return { name: "revise" };
    case "Backspace":
      return { name: "retype" };
    case "Delete":
      return shiftKey ? null : { name: "clear" };
    case "Escape":
      return { name: "collapse" };
    case " ":
      return { name: "space" };
  }
  return null;
}
