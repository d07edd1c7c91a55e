// Holds the files of one draft's journal. Only here can a browser write a file
// in place and flush it. What the bytes mean is known in app/store.

const suffixes = ["a", "b", "kept"];
const holdTries = 100;
const holdPause = 50; // ms

let files = [];
let handles = [];

function failure(name, message) {
  return Object.assign(new Error(message), { name });
}

// A page that lost the draft lets its files go a moment later.
async function hold(file) {
  for (let i = 1; ; i++) {
    try {
      return await file.createSyncAccessHandle();
    } catch (error) {
      if (error.name !== "NoModificationAllowedError" || i === holdTries) throw error;
      await new Promise((resolve) => setTimeout(resolve, holdPause));
    }
  }
}

// Some browsers made these methods asynchronous at first, so each is awaited.
const operations = {
  async open(name, write) {
    if (!self.navigator?.storage?.getDirectory) throw failure("NotSupportedError", "no private file system");
    const root = await navigator.storage.getDirectory();
    const dir = await root.getDirectoryHandle("suanpan", { create: true });
    const base = encodeURIComponent(name);
    // Names are made once: a file that exists is never created or renamed.
    for (const suffix of suffixes) files.push(await dir.getFileHandle(`${base}.${suffix}`, { create: true }));
    if (!write) return;
    if (!files[0].createSyncAccessHandle) throw failure("NotSupportedError", "no files that can be flushed");
    for (const file of files) handles.push(await hold(file));
    // What an earlier page wrote and did not flush counts as durable from now on.
    for (const handle of handles) await handle.flush();
  },

  async read(i) {
    if (!handles.length) return new Uint8Array(await (await files[i].getFile()).arrayBuffer());
    const data = new Uint8Array(await handles[i].getSize());
    const n = handles[i].read(data, { at: 0 });
    if (n !== data.length) throw failure("NotReadableError", `read ${n} of ${data.length} bytes`);
    return data;
  },

  async append(i, at, data) {
    const handle = handles[i];
    if (!handle) throw failure("InvalidStateError", "the files are not held");
    const size = await handle.getSize();
    if (size < at) throw failure("NotReadableError", `the file has ${size} bytes instead of ${at}`);
    if (size > at) await handle.truncate(at);
    if (data.length) {
      const n = handle.write(data, { at });
      if (n !== data.length) throw failure("QuotaExceededError", `wrote ${n} of ${data.length} bytes`);
    }
    await handle.flush();
    const back = new Uint8Array(data.length);
    handle.read(back, { at });
    if (back.some((byte, k) => byte !== data[k])) throw failure("NotReadableError", "read back other bytes than written");
  },

  async replace(i, data) {
    await operations.append(i, 0, data);
  },

  async close() {
    for (const handle of handles) await handle.close();
    handles = [];
    files = [];
  },
};

let turn = Promise.resolve();

self.onmessage = ({ data: { id, operation, args } }) => {
  turn = turn.then(async () => {
    try {
      const value = await operations[operation](...args);
      self.postMessage({ id, value }, value?.buffer ? [value.buffer] : []);
    } catch (error) {
      self.postMessage({ id, error: { name: error.name, message: error.message } });
    }
  });
};
