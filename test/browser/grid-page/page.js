import "../../../web/src/grid.js";
import { makeModel } from "./model.js";

const rows = Number(new URLSearchParams(location.search).get("rows") || 10_000);
const theme = new URLSearchParams(location.search).get("theme");
if (theme) document.documentElement.dataset.theme = theme;

const grid = document.querySelector("budget-grid");
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
window.selections = [];
grid.addEventListener("suanpan:select", (event) => window.selections.push(event.detail));
window.model = makeModel(rows);
grid.model = window.model;
window.grid = grid;
