import "./boot.js";
import { install } from "./store.js";
import "./grid.js";
import "./live.js";
import "./sheet.js";

install(window);
