// The browser's side of app/store: files held by a worker, rows in IndexedDB,
// the lock that makes one page the writer. Nothing is decided here.

import { openDB } from "idb";

const database = "suanpan";
const schema = 1;
const closePatience = 1000; // ms

// While a classic script runs, its own address tells where the worker lies.
const here = globalThis.document?.currentScript?.src ?? globalThis.location?.href;

function failure(name, message) {
  return Object.assign(new Error(message), { name });
}

// ---- files ----

function files(workerURL, name) {
  let worker;
  let waiting = new Map();
  let last = 0;

  function drop(error) {
    worker?.terminate();
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting = new Map();
  }

  function call(operation, ...args) {
    if (!worker) return Promise.reject(failure("InvalidStateError", "the files are closed"));
    return new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      worker.postMessage({ id: last, operation, args });
    });
  }

  async function close() {
    if (!worker) return;
    const mine = worker;
    let timer;
    const enough = new Promise((resolve) => (timer = setTimeout(resolve, closePatience)));
    await Promise.race([call("close").catch(() => {}), enough]);
    clearTimeout(timer);
    if (worker === mine) drop(failure("InvalidStateError", "the files are closed"));
  }

  return {
    async open(write) {
      await close();
      if (!globalThis.navigator?.storage?.getDirectory || !globalThis.Worker) {
        throw failure("NotSupportedError", "no private file system");
      }
      worker = new Worker(workerURL);
      worker.onmessage = ({ data: { id, value, error } }) => {
        const { resolve, reject } = waiting.get(id) ?? {};
        waiting.delete(id);
        if (error) reject?.(failure(error.name, error.message));
        else resolve?.(value);
      };
      worker.onerror = (event) => drop(failure("InvalidStateError", event.message || "the worker did not start"));
      await call("open", name, write);
    },
    read: (file) => call("read", file),
    append: (file, at, data) => call("append", file, at, data),
    replace: (file, data) => call("replace", file, data),
    close,
  };
}

// ---- rows ----

let connection;

function connect() {
  if (!globalThis.indexedDB) return Promise.reject(failure("NotSupportedError", "no database"));
  if (connection) return connection;
  const mine = new Promise((resolve, reject) => {
    let refused = false;
    const forget = () => {
      if (connection === mine) connection = undefined;
    };
    openDB(database, schema, {
      upgrade(db, from, to, tx, event) {
        if (from < 1) {
          db.createObjectStore("frames");
          db.createObjectStore("meta");
          db.createObjectStore("kept");
          db.createObjectStore("prefs");
        }
        // Said once by the browser, so it is written down at once.
        if (event?.dataLoss && event.dataLoss !== "none") {
          tx.objectStore("meta").put(event.dataLossMessage || event.dataLoss, "lost");
        }
      },
      blocked() {
        refused = true;
        forget();
        reject(failure("NoModificationAllowedError", "a page of an older version holds the database"));
      },
      blocking(current, wanted, event) {
        event.target.close();
        forget();
      },
      terminated: forget,
    }).then(
      (db) => (refused ? db.close() : resolve(db)),
      (error) => {
        forget();
        reject(error);
      },
    );
  });
  connection = mine;
  return mine;
}

const same = (a, b) => (!a || !b ? !a && !b : a.length === b.length && a.every((byte, i) => byte === b[i]));

// Requests succeed before a transaction may still fail, so only its completion
// counts.
async function write(stores, work) {
  const db = await connect();
  const tx = db.transaction(stores, "readwrite", { durability: "strict" });
  let results;
  try {
    results = await Promise.allSettled([...(await work(tx)), tx.done]);
  } catch (error) {
    tx.done.catch(() => {});
    try {
      tx.abort();
    } catch {
      // It has already ended by itself.
    }
    throw error;
  }
  const failed = results.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason ?? failure("AbortError", "the transaction was aborted");
}

function rows(name) {
  const headKey = `head:${name}`;
  const range = (below = Infinity) => IDBKeyRange.bound([name, 0], [name, below], false, true);
  const bytes = (value) => (value instanceof Uint8Array ? value : new TextEncoder().encode(String(value)));
  return {
    async open() {
      const db = await connect();
      return String((await db.get("meta", "lost")) ?? "");
    },
    async read() {
      const tx = (await connect()).transaction(["meta", "frames"]);
      const [head, frames] = await Promise.all([
        tx.objectStore("meta").get(headKey),
        tx.objectStore("frames").getAll(range()),
        tx.done,
      ]);
      return { head: head === undefined ? null : bytes(head), frames: frames.map(bytes) };
    },
    commit: (base, head, revs, frames, below, clear) =>
      write(["meta", "frames"], async (tx) => {
        const meta = tx.objectStore("meta");
        const table = tx.objectStore("frames");
        const now = await meta.get(headKey);
        if (!same(now === undefined ? null : bytes(now), base)) {
          throw failure("ConflictError", "the head has moved");
        }
        const requests = [];
        if (clear) requests.push(table.delete(range()));
        else if (below > 0) requests.push(table.delete(range(below)));
        frames.forEach((frame, i) => requests.push(table.put(frame, [name, revs[i]])));
        requests.push(head ? meta.put(head, headKey) : meta.delete(headKey));
        return requests;
      }),
    keep: (label, data) => write(["kept"], async (tx) => [tx.objectStore("kept").put(data, [name, label])]),
    async kept() {
      const all = IDBKeyRange.bound([name], [name, []]);
      const tx = (await connect()).transaction("kept");
      const [keys, values] = await Promise.all([tx.store.getAllKeys(all), tx.store.getAll(all), tx.done]);
      return keys.map((key, i) => ({ name: key[1], data: values[i] }));
    },
  };
}

// ---- lock ----

/** Resolves to a function that releases the lock, or to null if it is taken. */
function lock(name, steal, lost) {
  if (!globalThis.navigator?.locks) return Promise.reject(failure("NotSupportedError", "no locks"));
  return new Promise((resolve, reject) => {
    let held = false;
    navigator.locks
      .request(`suanpan:draft:${name}`, steal ? { steal: true } : { ifAvailable: true }, (granted) => {
        if (!granted) return resolve(null);
        held = true;
        return new Promise((release) => resolve(release));
      })
      .catch((error) => (held ? lost() : reject(error)));
  });
}

/** Puts what app/store calls on target, by default with the worker beside this script. */
export function install(target, { workerURL = new URL("journal-worker.js", here).href } = {}) {
  target.suanpanStore = {
    files: (name) => files(workerURL, name),
    rows,
    lock,
    async loadPref(key) {
      return (await connect()).get("prefs", key);
    },
    savePref: (key, value) => write(["prefs"], async (tx) => [tx.objectStore("prefs").put(value, key)]),
    // Both places know documents by name; one that fails leaves the other's.
    async documents() {
      const names = new Set();
      const look = [
        async () => {
          for (const key of await (await connect()).getAllKeys("meta")) {
            if (String(key).startsWith("head:")) names.add(String(key).slice(5));
          }
        },
        async () => {
          const dir = await (await navigator.storage.getDirectory()).getDirectoryHandle("suanpan");
          for await (const name of dir.keys()) if (name.endsWith(".a")) names.add(decodeURIComponent(name.slice(0, -2)));
        },
      ];
      await Promise.allSettled(look.map((ask) => ask()));
      return [...names].sort();
    },
    async tab(name) {
      if (name) sessionStorage.setItem("suanpan:document", name);
      return sessionStorage.getItem("suanpan:document") ?? "";
    },
    async persist() {
      return (await globalThis.navigator?.storage?.persist?.()) ?? false;
    },
  };
}
