// What the browser tests stand on: the built program, a proxy before it that
// can be made to fail, and a Chromium that reaches nothing else and keeps
// account of what it tried.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import http from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, extname, join } from "node:path";
import { after, afterEach, before } from "node:test";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

// Without it playwright does not report what a service worker asks for.
process.env.PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS = "1";
const { chromium } = await import("playwright-core");

const program = process.env.SUANPAN_BIN ?? fileURLToPath(new URL("../../bin/suanpan", import.meta.url));

function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function browserPath() {
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((dir) => ["chromium", "google-chrome"].map((name) => join(dir, name)));
  const found = [process.env.SUANPAN_CHROMIUM, ...onPath].find((path) => path && runnable(path));
  if (!found) throw new Error("no Chromium: install the package chromium or set SUANPAN_CHROMIUM");
  return found;
}

const undone = new WeakMap();

/** Undoes things when a test ends, the last first: a browser closes before its profile goes. */
export function later(t, undo) {
  let stack = undone.get(t);
  if (!stack) {
    undone.set(t, (stack = []));
    t.after(async () => {
      while (stack.length) await stack.pop()();
    });
  }
  stack.push(undo);
}

/** A port nothing listens on. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Starts the program; resolves once it has said its address. */
export async function startServer(port) {
  port ??= await freePort();
  const child = spawn(program, ["serve", "--no-open", "--addr", `127.0.0.1:${port}`], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = once(child, "exit");
  let complaint = "";
  child.stderr.on("data", (chunk) => (complaint += chunk));
  const lines = createInterface({ input: child.stdout });
  const said = once(lines, "line").then(() => true);
  if ((await Promise.race([said, exit])) !== true) throw new Error(`the program ended: ${complaint}`);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await exit;
    },
  };
}

/**
 * A proxy before a server, on an origin of its own. `change`, when set, is
 * called with the path of each request; what it returns (a promise is waited
 * for) replaces the answer: {status}, or {text: (original) => changed}.
 */
export async function startProxy(server, port) {
  port ??= await freePort();
  const proxy = { port, url: `http://127.0.0.1:${port}`, change: undefined, server };
  const front = http.createServer(async (request, response) => {
    const change = await proxy.change?.(request.url);
    if (change?.status) {
      response.writeHead(change.status, { "Content-Type": "text/plain" }).end();
      return;
    }
    const headers = { ...request.headers, host: new URL(server.url).host };
    if (change?.text) {
      delete headers["accept-encoding"];
      delete headers["if-none-match"];
    }
    const forwarded = http.request(server.url + request.url, { method: request.method, headers }, async (answer) => {
      if (!change?.text) {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
        return;
      }
      const chunks = await answer.toArray();
      const body = Buffer.from(change.text(Buffer.concat(chunks).toString()));
      const { etag, ...rest } = answer.headers;
      response.writeHead(answer.statusCode, { ...rest, "content-length": body.length }).end(body);
    });
    forwarded.on("error", () => response.destroy());
    forwarded.end();
  });
  front.listen(port, "127.0.0.1");
  await once(front, "listening");
  proxy.stop = async () => {
    if (!front.listening) return;
    front.close();
    front.closeAllConnections();
    await once(front, "close");
  };
  return proxy;
}

const types = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** Writes the static site with the program, and serves it as plainly as hosts do. */
export async function startStaticSite(dir) {
  const { status, stderr } = spawnSync(program, ["site", "--out", dir], { encoding: "utf8" });
  if (status !== 0) throw new Error(`writing the site: ${stderr}`);
  const front = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const name = join(dir, decodeURIComponent(pathname));
    try {
      if (!(await stat(name)).isDirectory()) {
        const body = await readFile(name);
        response.writeHead(200, { "Content-Type": types[extname(name)] ?? "application/octet-stream" }).end(body);
      } else if (pathname.endsWith("/")) {
        response.writeHead(200, { "Content-Type": types[".html"] }).end(await readFile(join(name, "index.html")));
      } else {
        response.writeHead(301, { Location: `${pathname}/` }).end();
      }
    } catch {
      response.writeHead(404).end();
    }
  });
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  return {
    url: `http://127.0.0.1:${front.address().port}`,
    async stop() {
      if (!front.listening) return;
      front.close();
      front.closeAllConnections();
      await once(front, "close");
    },
  };
}

/** A directory for a browser profile, removed by the returned function. */
export async function newProfile() {
  const dir = await mkdtemp(join(tmpdir(), "suanpan-profile-"));
  return { dir, remove: () => rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
}

/**
 * Launches Chromium on a profile. `record` gathers, over all pages and service
 * workers: foreign requests, policy violations, and errors on the console.
 * Programs are compiled once and quickly: a test is over before compiling them
 * again and better pays, and that took a quarter of the time of all tests. What
 * measures asks for it with `optimising`.
 */
export async function openBrowser({ profile, optimising = false, ...options }) {
  const record = { foreign: [], violations: [], errors: [] };
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath(),
    headless: true,
    ...options,
    args: [
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      ...(optimising ? [] : ["--js-flags=--liftoff-only"]),
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ...(options.args ?? []),
    ],
  });
  context.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!["data:", "blob:", "about:"].includes(protocol) && hostname !== "127.0.0.1") record.foreign.push(request.url());
  });
  context.on("console", (message) => {
    if (message.type() !== "error") return;
    const list = /Content Security Policy/i.test(message.text()) ? record.violations : record.errors;
    list.push(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => record.errors.push(String(error.error())));
  const page = context.pages()[0] ?? (await context.newPage());
  /** Closes the pages of a site and forgets what they kept, but not what its service worker keeps. */
  const forget = async (origin) => {
    await page.goto(`${origin}/web/icons/icon.svg`);
    for (const other of context.pages()) if (other !== page) await other.close();
    await context.setOffline(false);
    await context.clearPermissions();
    await page.evaluate(async () => {
      localStorage.clear();
      const root = await navigator.storage.getDirectory();
      for await (const name of root.keys()) {
        // a page that has just gone may hold its files for a moment
        const late = performance.now() + 15_000;
        for (let gone = false; !gone; ) {
          gone = await root.removeEntry(name, { recursive: true }).then(() => true, (error) => error.name === "NotFoundError");
          if (!gone && performance.now() > late) throw new Error(`${name} is still held`);
        }
      }
      for (const { name } of await indexedDB.databases()) {
        await new Promise((resolve, reject) => {
          const request = indexedDB.deleteDatabase(name);
          request.onsuccess = resolve;
          request.onerror = () => reject(request.error);
        });
      }
    });
    for (const list of Object.values(record)) list.length = 0;
  };
  return { context, record, page, forget, close: () => context.close() };
}

/** Waits until the Go program runs. */
export function running(page) {
  return page.waitForFunction(
    () => document.documentElement.dataset.program === "running" && !document.getElementById("app-wasm-loader"),
  );
}

/** Waits until the part of a page that is the desk's is there, if it has one. */
export function deskShown(page) {
  return page.waitForFunction(() => {
    const desk = document.getElementById("desk");
    return !desk || (!desk.hasAttribute("aria-busy") && desk.lang === document.documentElement.lang);
  });
}

/** Waits until the page says whether it would open offline. */
export function offlineIs(page, state) {
  return page.waitForFunction((want) => document.documentElement.dataset.offline === want, state);
}

/**
 * For a file of tests on one server: open gives each test a page of the
 * program, and a test that reached for another host, broke the policy or left
 * an error on the console fails. Each has a browser of its own, on an empty
 * profile; with `installed` they share one, in which the program stays
 * installed and everything else is forgotten between tests.
 */
export function suite({ installed = false } = {}) {
  const shared = { server: undefined };
  let record, kept, profile;
  before(async () => {
    shared.server = await startServer();
  });
  after(async () => {
    await kept?.close();
    await profile?.remove();
    await shared.server?.stop();
  });
  afterEach(() => {
    const { foreign = [], violations = [], errors = [] } = record ?? {};
    record = undefined;
    assert.deepEqual(foreign, [], "requests to other hosts");
    assert.deepEqual(violations, [], "policy violations");
    assert.deepEqual(errors, [], "errors on the console");
  });
  const launch = async (dir, options) => {
    const browser = await openBrowser({ profile: dir, viewport: { width: 1366, height: 768 }, ...options });
    browser.context.setDefaultTimeout(15_000);
    return browser;
  };
  shared.open = async (t, options) => {
    if (!installed) {
      const own = await newProfile();
      later(t, () => own.remove());
      const browser = await launch(own.dir, options);
      ({ record } = browser);
      later(t, () => browser.close());
      return browser.page;
    }
    if (!kept) {
      profile = await newProfile();
      kept = await launch(profile.dir, { acceptDownloads: true });
    }
    await kept.forget(shared.server.url);
    ({ record } = kept);
    return kept.context.newPage();
  };
  shared.ready = async (page) => {
    await running(page);
    await page.getByText(/公布数（程序载入中|Published figures \(loading/).waitFor({ state: "hidden" });
    await offlineIs(page, "ready");
    await deskShown(page);
  };
  return shared;
}
