// Runs before the Go program and outlives it: shows how far it has loaded,
// says when it has stopped, offers updates, and tells whether the page would
// open without a network.

const root = document.documentElement;

const words = {
  crashed: [
    "程序意外停止，已保存的修改都在，请重新载入",
    "The program stopped unexpectedly. Everything saved is kept; please reload.",
  ],
  failed: ["程序没有载入，请重新载入", "The program did not load. Please reload."],
  waiting: ["新版本已备好，更新前会先保存修改", "A new version is ready. Your changes are saved before it starts."],
  replaced: ["另一个窗口已换成新版本，请重新载入本页", "Another window moved to a new version. Please reload this one."],
  unsaved: ["还有修改没有存好，暂不更新", "Some changes are not saved yet, so nothing was updated."],
  reload: ["重新载入", "Reload"],
  update: ["更新", "Update"],
  later: ["稍后", "Later"],
};

function say(key) {
  return words[key][root.lang.toLowerCase().startsWith("en") ? 1 : 0];
}

let shown;

// A serious notice stays: a later, lesser one does not take its place.
function notice(text, { serious = false, buttons }) {
  if (shown && shown.dataset.serious && !serious) return;
  if (shown) shown.remove();
  shown = document.createElement("div");
  shown.className = "shell-notice";
  shown.setAttribute("role", serious ? "alert" : "status");
  if (serious) shown.dataset.serious = "true";
  const p = shown.appendChild(document.createElement("p"));
  p.textContent = say(text);
  for (const [label, action] of buttons) {
    const b = shown.appendChild(document.createElement("button"));
    b.type = "button";
    b.dataset.action = label;
    b.textContent = say(label);
    b.addEventListener("click", (event) => {
      // A stopped Go program still listens on the window, and would throw.
      event.stopPropagation();
      action(b);
    });
  }
  document.body.append(shown);
}

const reload = () => location.reload();

// --- the program ---------------------------------------------------------

let crashed = false;

function crash() {
  if (crashed) return;
  crashed = true;
  root.dataset.program = "stopped";
  notice("crashed", { serious: true, buttons: [["reload", reload]] });
}

if (window.Go) {
  const run = Go.prototype.run;
  Go.prototype.run = function (...args) {
    root.dataset.program = "running";
    const exit = run.apply(this, args);
    exit.then(crash, crash);
    return exit;
  };
}

const exited = (text) => /Go program has already exited/.test(String(text));
addEventListener("error", (event) => exited(event.message) && crash());
addEventListener("unhandledrejection", (event) => exited(event.reason) && crash());

// go-app writes its progress, or what went wrong, into this label.
const label = document.getElementById("app-wasm-loader-label");
if (label) {
  const bar = document.getElementById("app-wasm-loader-icon");
  const follow = () => {
    const percent = /^(\d+)%$/.exec(label.textContent);
    if (percent && !navigator.serviceWorker?.controller) bar.value = Number(percent[1]);
    else if (percent) bar.removeAttribute("value"); // it is on the disk: there is nothing to count
    else if (!crashed) notice("failed", { serious: true, buttons: [["reload", reload]] });
  };
  new MutationObserver(follow).observe(label, { childList: true, characterData: true, subtree: true });
}

// A static host sends /annexes to /annexes/, which the program does not know.
if (/.\/+$/.test(location.pathname)) {
  history.replaceState(history.state, "", location.pathname.replace(/\/+$/, "") + location.search + location.hash);
}

// --- offline and updates ---------------------------------------------------

let registration;
let updating = false;

function offline(state) {
  if (root.dataset.offline === state) return;
  root.dataset.offline = state;
  dispatchEvent(new CustomEvent("suanpan:offline", { detail: state }));
}

// An active worker is not enough: its cache must hold everything.
function complete(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data.complete);
    worker.postMessage({ type: "suanpan:status" }, [port2]);
  });
}

async function refresh() {
  const { active, waiting, installing } = registration;
  if (active) offline((await complete(active)) ? "ready" : "unavailable");
  else offline(waiting || installing ? "preparing" : "unavailable");
  if (registration.active && registration.waiting && !updating) {
    notice("waiting", { buttons: [["update", update], ["later", () => shown.remove()]] });
  }
}

function follow(worker) {
  if (worker) worker.addEventListener("statechange", refresh);
}

async function saved() {
  if (window.suanpanBeforeUpdate) await window.suanpanBeforeUpdate();
}

async function update(button) {
  button.disabled = true;
  try {
    await saved();
  } catch {
    notice("unsaved", { buttons: [["update", update], ["later", () => shown.remove()]] });
    return;
  }
  updating = true;
  registration.waiting.postMessage({ type: "suanpan:activate" });
}

async function reloadSaved() {
  await saved().catch(() => {});
  reload();
}

async function start() {
  const workers = navigator.serviceWorker;
  if (!workers) return offline("unavailable");
  let controlled = Boolean(workers.controller);
  workers.addEventListener("controllerchange", () => {
    if (updating) reload();
    else if (controlled) notice("replaced", { buttons: [["reload", reloadSaved]] });
    controlled = true;
  });
  offline("preparing");
  try {
    registration = await workers.register("/app-worker.js");
  } catch {
    // Offline, registering may fail although an earlier visit left a worker.
    registration = await workers.getRegistration();
    if (!registration) return offline("unavailable");
  }
  registration.addEventListener("updatefound", () => follow(registration.installing));
  follow(registration.installing);
  await refresh();
}

start();
