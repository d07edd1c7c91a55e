// What the Go program asks of the document beside go-app: writing figures that
// change while one types, and handing files to the planner.

const ROW = "\u001e";
const FIELD = "\u001f";

function show(element, text, flags) {
  const has = (flag) => flags.includes(flag);
  if (element.localName === "button") {
    element.disabled = has("d");
    return;
  }
  if (element.textContent !== text) element.textContent = text;
  element.classList.toggle("negative", has("-"));
  element.classList.toggle("changed", has("*"));
  element.classList.toggle("urgent", has("!"));
  element.hidden = has("h");
}

const glue = (window.suanpan = window.suanpan || {});

glue.paint = (values) => {
  for (const entry of values.split(ROW)) {
    const [key, text, flags] = entry.split(FIELD);
    for (const element of document.querySelectorAll(`[data-live="${key}"]`)) show(element, text, flags);
  }
};

glue.download = (name, bytes) => {
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // the download has its own handle on the blob once the click is over
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

// Offices save tables as UTF-8, as UTF-16 with its mark, or as GB 18030. Of a
// workbook it is the bytes, a character each.
glue.textOf = async (file) => {
  const name = file.name.toLowerCase();
  if (name.endsWith(".json")) return file.text();
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (name.endsWith(".xlsx")) return new TextDecoder("x-user-defined").decode(bytes);
  const mark = (bytes[0] << 8) | bytes[1];
  if (mark === 0xfffe) return new TextDecoder("utf-16le").decode(bytes);
  if (mark === 0xfeff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
};

glue.pending = () => 0;

// An update waits for what is still being saved.
window.suanpanBeforeUpdate = () =>
  new Promise((resolve, reject) => {
    const until = performance.now() + 5000;
    const look = () => {
      if (glue.pending() === 0) resolve();
      else if (performance.now() > until) reject(new Error("edits are not saved"));
      else requestAnimationFrame(look);
    };
    look();
  });

window.addEventListener("beforeunload", (event) => {
  if (glue.pending() > 0) event.preventDefault();
});

// Scripts that only some pages need are loaded when the first of them does.
const scripts = new Map();

function loaded(name) {
  if (!scripts.has(name)) {
    scripts.set(
      name,
      new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `/web/${name}`;
        script.onload = resolve;
        script.onerror = () => {
          scripts.delete(name);
          reject(new Error(`${name} could not be loaded`));
        };
        document.head.append(script);
      }),
    );
  }
  return scripts.get(name);
}

/** Shows a page of the desk in the element that is there for it. */
glue.desk = (page) => {
  loaded("desk.js").then(
    () => glue.deskShow(page),
    (error) => {
      const host = document.getElementById("desk");
      if (!host) return;
      host.textContent = `${host.dataset.failed} ${error.message}`;
      host.removeAttribute("aria-busy");
    },
  );
};

/** Tells the desk what a dialog is about that it has a part of. */
glue.aside = (...about) => {
  loaded("desk.js").then(() => glue.deskAside(...about), () => {});
};

// How long nothing has been done before the desk is begun for the marks of the
// grid: it takes a moment of every core.
const quiet = 1200;

function whenQuiet(then) {
  let since = performance.now();
  const kinds = ["keydown", "pointerdown", "wheel"];
  const heard = () => (since = performance.now());
  for (const kind of kinds) addEventListener(kind, heard, { capture: true, passive: true });
  const look = () => {
    const { offline } = document.documentElement.dataset;
    if (offline === "preparing" || document.hidden || performance.now() - since < quiet) return setTimeout(look, 200);
    for (const kind of kinds) removeEventListener(kind, heard, { capture: true });
    if (window.requestIdleCallback) requestIdleCallback(then);
    else then();
  };
  look();
}

// Until its script is there the desk has nothing to be told; once the draft is
// open it is begun as soon as the page is left in peace.
glue.deskEntry = glue.deskLang = () => {};
glue.deskRestore = () => {
  glue.deskRestore = () => {};
  whenQuiet(() => loaded("desk.js").then(() => glue.deskBegin(), () => {}));
};

const wanted = new Map();

/** Draws a picture: the last one asked for, once the library is there. */
glue.chart = (id, kind, data) => {
  wanted.set(id, [kind, data]);
  loaded("charts.js").then(() => glue.redraw(), () => {});
};

glue.redraw = () => {
  for (const [id, [kind, data]] of wanted) {
    const element = document.getElementById(id);
    if (element) glue.draw(element, kind, data);
  }
};

glue.save = (id, type, name) => {
  const element = document.getElementById(id);
  if (element?.dataset.drawn) return glue.savePicture(element, type, name);
};
