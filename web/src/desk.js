// The page's side of the desk: shows what the worker describes and hands it
// what is done there. Elements are [tag, attributes, handlers, children] and
// come as data; nothing of them is markup.

import { h, render } from "preact";

const glue = window.suanpan;
const here = document.currentScript?.src;

let worker;
let host;
let asked = 0; // events sent
let shown; // the last page described, drawn at the next frame
let frame;
let left; // the host is no longer there
let answered = 0; // of them
let from = []; // what had the focus at the events answered last
const waiting = []; // what had it at those that are not answered yet
let goal; // the element that the address names, until it is there
const last = new Map(); // by element, the number of its last event

function say(...message) {
  worker?.postMessage(message);
}

// ---- elements ----

function valueOf(element) {
  if (element.type === "checkbox") return String(element.checked);
  return element.value ?? "";
}

function event(kind, name, value, element) {
  asked += 1;
  waiting.push(document.activeElement);
  if (element?.id) last.set(element.id, asked);
  say("event", kind, name, value);
}

const listeners = {
  click: (name) => (e) => event("click", name, "", e.currentTarget),
  input: (name) => (e) => event("input", name, valueOf(e.currentTarget), e.currentTarget),
  change: (name) => (e) => event("change", name, valueOf(e.currentTarget), e.currentTarget),
  file: (name) => async (e) => {
    const input = e.currentTarget;
    const files = [...input.files];
    input.value = "";
    for (const file of files) event("file", name, `${file.name}\n${await glue.textOf(file)}`);
  },
  keydown: (name, keys) => (e) => {
    if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
    if (!keys.split(" ").includes(e.key === " " ? "Space" : e.key)) return;
    e.preventDefault();
    event("keydown", name, e.key);
  },
};

// Keys that are heard wherever the focus is, but by what takes the key itself.
let hot = new Map();
addEventListener("keydown", (e) => {
  if (e.defaultPrevented || e.isComposing || e.ctrlKey || e.metaKey || e.altKey || !host?.isConnected) return;
  const name = hot.get(e.key === " " ? "Space" : e.key);
  if (!name || document.querySelector("dialog[open]")) return;
  if (/^F\d/.test(e.key) || !e.target.closest("input, select, textarea, [data-live]")) {
    if (/^( |Enter)$/.test(e.key) && e.target.closest("a, button, summary")) return;
    e.preventDefault();
    event("hotkey", name, e.key);
  }
});

const events = { click: "onClick", input: "onInput", change: "onChange", file: "onChange", keydown: "onKeyDown" };
const flags = new Set(["disabled", "hidden", "open", "multiple", "readonly", "spellcheck"]);

function element(node) {
  if (typeof node === "string") return node;
  const [tag, attributes, handlers, children] = node;
  const props = {};
  for (const [name, value] of Object.entries(attributes)) props[name] = flags.has(name) ? value === "true" : value;
  for (const [kind, name, keys] of handlers) {
    if (kind === "hotkey") for (const key of keys.split(" ")) hot.set(key, name);
    else props[events[kind]] = listeners[kind](name, keys);
  }
  return h(tag, props, ...children.map(element));
}

// What is typed is the planner's: it is written over only by an answer to what
// was typed last, and never while an input method composes. Of a field that is
// heard only when it is left, nothing has been answered until then.
let composing = false;
addEventListener("compositionstart", () => (composing = true), true);
addEventListener("compositionend", () => (composing = false), true);
addEventListener("input", ({ target }) => (host?.contains(target) || aside?.host.contains(target)) && last.set(target.id, Infinity), true);
addEventListener("focusout", ({ target }) => last.get(target.id) === Infinity && last.delete(target.id), true);

function fill(ack, within = host) {
  for (const input of within.querySelectorAll("[data-value]")) {
    const value = input.dataset.value;
    if (input.value === value || (last.get(input.id) ?? 0) > ack) continue;
    if (composing && input === document.activeElement) continue;
    input.value = value;
  }
  for (const box of within.querySelectorAll("[data-checked]")) {
    if ((last.get(box.id) ?? 0) <= ack) box.checked = box.dataset.checked === "true";
  }
}

function draw() {
  frame = 0;
  if (!host?.isConnected || !shown) return;
  const { ack, lang, nodes } = shown;
  hot = new Map();
  render(h("div", { class: "desk-page" }, ...nodes.map(element)), host);
  fill(ack);
  present();
  pointed();
  host.lang = lang;
  host.removeAttribute("aria-busy");
  const to = goal && document.getElementById(goal);
  if (to) {
    goal = undefined;
    to.scrollIntoView({ block: "center" });
    to.focus();
  }
  host.dataset.ack = ack;
}

// Of a table that has the focus and points at one of its cells, that cell is
// kept in sight.
let pointing;
function pointed() {
  const id = document.activeElement?.getAttribute("aria-activedescendant");
  if (id && id !== pointing) document.getElementById(id)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  pointing = id;
}

// What is shown to a room has the whole page.
function present() {
  document.documentElement.toggleAttribute("data-presenting", Boolean(host?.querySelector(".presenter")));
}

function show(ack, lang, text) {
  if (ack > answered) {
    from = waiting.splice(0, ack - answered);
    answered = ack;
  }
  shown = { ack, lang, nodes: JSON.parse(text) };
  // hidden tabs have no frames
  if (!frame) frame = document.hidden ? setTimeout(draw) : requestAnimationFrame(draw);
}

// ---- asides ----

// What the desk shows in a dialog of the page: {name, about, host, data}.
let aside;

// Fields of a dialog that an aside is told of whenever one is left.
const fieldsOf = { line: ["line-field-function", "line-field-economic", "line-field-kind"] };

function standing() {
  return fieldsOf[aside.name].map((id) => document.getElementById(id)?.value ?? "").join("\u001f");
}

function tell() {
  if (!aside || !fieldsOf[aside.name]) return;
  const data = standing();
  if (data !== aside.data) say("aside", aside.name, aside.about, (aside.data = data));
}

function showAside(ack, lang, text) {
  if (!aside?.host.isConnected) return;
  render(h("div", { class: "desk aside" }, ...JSON.parse(text).map(element)), aside.host);
  fill(ack, aside.host);
  aside.host.lang = lang;
}

function closeAside() {
  if (!aside) return;
  render(null, aside.host);
  aside = undefined;
  say("aside", "", "", "");
}

glue.deskAside = (name, about, data) => {
  const element = document.getElementById(`aside-${name}`);
  const dialog = element?.closest("dialog");
  if (!dialog?.open) return;
  if (aside?.host !== element) {
    closeAside();
    dialog.addEventListener("close", closeAside, { once: true });
    for (const kind of ["change", "focusout"]) dialog.addEventListener(kind, tell);
  }
  aside = { name, about, host: element };
  begin();
  if (fieldsOf[name]) tell();
  else say("aside", name, about, data);
};

// ---- requests ----

// The focus is led on only from where it was when that was asked for, or from
// where it was led to since: who has gone on to another field meanwhile is
// typing there.
let led;
function focus(name, from) {
  const now = document.activeElement;
  if (now && now !== document.body && now !== led && !from.every((was) => was === now)) return;
  led = document.getElementById(name);
  led?.focus();
}
let refusal; // of the action asked for last

// What the desk asked to remember is of this browser, not of a draft.
const memory = "suanpan/";

function remembered(key, value) {
  if (key?.startsWith(memory)) say("remembered", key.slice(memory.length), value ?? "");
}

addEventListener("storage", ({ key, newValue }) => remembered(key, newValue));

async function request(kind, name, data) {
  switch (kind) {
    case "act":
      try {
        refusal = glue.act(data);
      } catch (error) {
        refusal = String(error?.message ?? error);
      }
      say("acted", refusal);
      break;
    case "fill": {
      const field = document.getElementById(name);
      if (refusal || !field) break;
      field.value = data;
      field.form?.dispatchEvent(new Event("input"));
      tell();
      break;
    }
    case "fresh":
      glue.fresh(name, data, (why) => say("acted", why));
      break;
    case "read":
      glue.readDraft(name, (text, why) => say("arrived", name, text, why));
      break;
    case "download":
      glue.download(name, new TextEncoder().encode(data));
      break;
    case "remember":
      try {
        if (data) localStorage.setItem(memory + name, data);
        else localStorage.removeItem(memory + name);
        say("kept", name, "");
      } catch (error) {
        say("kept", name, String(error?.message ?? error));
      }
      break;
    case "print":
      requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
      break;
    case "focus": {
      const was = from;
      requestAnimationFrame(() => requestAnimationFrame(() => focus(name, was)));
      break;
    }
    case "follow":
      document.getElementById(name)?.click();
      break;
    default:
      glue.ask(kind, name, data);
  }
}

function start() {
  asked = answered = 0;
  from = [];
  waiting.length = 0;
  last.clear();
  worker = new Worker(new URL("desk-worker.js", here));
  worker.onmessage = ({ data: [kind, ...parts] }) => {
    if (kind === "view") show(...parts);
    else if (kind === "aside") showAside(...parts);
    else if (kind === "marks") mark(JSON.parse(parts[0]), parts[1]);
    else if (kind === "request") request(...parts);
    else if (kind === "lost") say("restore", glue.draft());
    else if (kind === "failed") failed(parts[0]);
  };
  worker.onerror = (e) => failed(e.message);
  try {
    for (const key of Object.keys(localStorage)) remembered(key, localStorage.getItem(key));
  } catch {
    // where nothing may be kept, nothing was: the desk says so when it asks
  }
  say("documents", ...glue.documents());
  say("restore", glue.draft());
  say("lang", document.documentElement.lang);
}

function begin() {
  if (!worker) start();
}

// The grid draws the marks of its lines, whichever grid it is.
function mark(changes, anew) {
  customElements.get("budget-grid")?.mark(changes, anew);
}

// A worker that has failed is begun anew when its page is opened again: it had
// nothing that the draft has not, or that it did not ask to remember.
function failed(why) {
  worker?.terminate();
  worker = undefined;
  shown = undefined;
  mark([], true);
  if (host?.isConnected) {
    render(h("p", { class: "wrong", role: "alert" }, host.dataset.failed, " ", String(why)), host);
    host.removeAttribute("aria-busy");
  }
}

glue.deskShow = (page) => {
  const element = document.getElementById("desk");
  if (!element) return;
  if (host !== element) {
    if (host) render(null, host);
    host = element;
    shown = undefined;
    hot = new Map();
    present();
  }
  goal = new URLSearchParams(location.search).get("to");
  left = false;
  begin();
  say("page", page, location.search.slice(1));
};
glue.deskBegin = begin;
glue.deskEntry = (snapshot, body) => {
  if (host && !left && !host.isConnected) {
    left = true;
    say("left"); // nobody waits for a page that is not in sight
  }
  say("entry", snapshot, body);
};
glue.deskRestore = () => {
  say("documents", ...glue.documents());
  say("restore", glue.draft());
};
glue.deskLang = (tag) => say("lang", tag);
