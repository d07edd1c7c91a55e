import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import {
  later,
  newProfile,
  offlineIs,
  openBrowser,
  running,
  startProxy,
  startServer,
  startStaticSite,
} from "./harness.mjs";

let server;
let version;

before(async () => {
  server = await startServer();
  const worker = await (await fetch(`${server.url}/app-worker.js`)).text();
  version = /version = "(\w+)"/.exec(worker)[1];
});

after(() => server?.stop());

function closing(t, thing, method = "close") {
  later(t, () => thing[method]());
  return thing;
}

async function profile(t) {
  const p = await newProfile();
  later(t, () => p.remove());
  return p.dir;
}

function clean(browser, { errors = /(?!)/ } = {}) {
  assert.deepEqual(browser.record.foreign, [], "requests to other hosts");
  assert.deepEqual(browser.record.violations, [], "policy violations");
  assert.deepEqual(browser.record.errors.filter((e) => !errors.test(e)), [], "errors on the console");
}

const unreachable = /ERR_CONNECTION_REFUSED|ERR_FAILED|503/;

// What a later build would answer: another version everywhere it is named,
// and a page that can be told apart.
function nextVersion(fault) {
  return (path) => {
    if (fault?.(path)) return { status: 503 };
    if (path === "/app.js" || path === "/app-worker.js") return { text: (s) => s.replaceAll(version, `next${version}`) };
    if (path === "/") return { text: (s) => s.replace("<html ", '<html data-build="next" ') };
  };
}

function build(page) {
  return page.evaluate(() => document.documentElement.dataset.build ?? "first");
}

function cacheNames(page) {
  return page.evaluate(async () => (await caches.keys()).sort());
}

test("the page is readable before the program arrives", async (t) => {
  const proxy = closing(t, await startProxy(server), "stop");
  const browser = closing(t, await openBrowser({ profile: await profile(t) }));
  const { page } = browser;
  let release;
  const held = new Promise((resolve) => (release = resolve));
  later(t, release);
  proxy.change = (path) => (path === "/web/app.wasm" ? held : undefined);

  await page.goto(proxy.url);
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  const seen = await page.evaluate(() => {
    const main = document.querySelector("main");
    const { x, y, width, height } = main.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + Math.min(height, innerHeight) / 2);
    const strip = document.getElementById("app-wasm-loader").getBoundingClientRect();
    return { text: main.innerText.trim(), onTop: main.contains(top), strip: strip.height, bottom: innerHeight - strip.bottom };
  });
  assert.notEqual(seen.text, "");
  assert.ok(seen.onTop, "nothing covers the page");
  assert.ok(seen.strip < 40 && Math.abs(seen.bottom) < 1, `the strip is ${seen.strip} high, ${seen.bottom} from the bottom`);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.program), undefined);

  const steps = page.evaluate(
    () =>
      new Promise((resolve) => {
        const bar = document.querySelector("#app-wasm-loader progress");
        const seen = [];
        const label = document.getElementById("app-wasm-loader-label");
        new MutationObserver(() => {
          seen.push(bar.value);
          if (label.textContent === "100%") resolve(seen);
        }).observe(label, { childList: true, characterData: true, subtree: true });
      }),
  );
  release();
  const values = await steps;
  assert.equal(values.at(-1), 100);
  assert.ok(values.every((v, i) => v <= 100 && (i === 0 || v >= values[i - 1])), `progress went ${values}`);
  await running(page);
  clean(browser);
});

test("one visit is enough to open offline after a restart", async (t) => {
  const own = closing(t, await startServer(), "stop");
  const dir = await profile(t);
  const first = closing(t, await openBrowser({ profile: dir }));
  await first.page.goto(own.url);
  await running(first.page);
  await offlineIs(first.page, "ready");
  assert.deepEqual(await cacheNames(first.page), [`suanpan-${version}`]);
  await first.page.waitForFunction(() => navigator.serviceWorker.controller);
  clean(first);
  await own.stop();
  await first.page.reload();
  await running(first.page);
  await first.close();

  const second = closing(t, await openBrowser({ profile: dir }));
  await second.page.goto(`${own.url}/?from=shortcut`);
  await running(second.page);
  await offlineIs(second.page, "ready");
  clean(second, { errors: unreachable });
});

test("a failed update leaves the old version working offline", async (t) => {
  const proxy = closing(t, await startProxy(server), "stop");
  const dir = await profile(t);
  const first = closing(t, await openBrowser({ profile: dir }));
  await first.page.goto(proxy.url);
  await offlineIs(first.page, "ready");

  let refused = 0;
  proxy.change = nextVersion((path) => path === "/web/app.wasm" && ++refused);
  await first.page.reload();
  await running(first.page);
  await first.page.waitForFunction(async () => {
    const r = await navigator.serviceWorker.getRegistration();
    return !r.installing && !r.waiting && !(await caches.keys()).some((k) => k.includes("next"));
  });
  await first.page.evaluate(async () => {
    const r = await navigator.serviceWorker.getRegistration();
    await r.update().catch(() => {});
    const worker = r.installing;
    if (!worker) return;
    await new Promise((resolve) => worker.addEventListener("statechange", resolve));
  });
  assert.ok(refused > 0, "the update was tried");
  assert.deepEqual(await cacheNames(first.page), [`suanpan-${version}`]);
  assert.equal(await first.page.locator(".shell-notice").count(), 0);
  assert.equal(await first.page.evaluate(() => document.documentElement.dataset.offline), "ready");
  clean(first, { errors: unreachable });
  await first.close();
  await proxy.stop();

  const second = closing(t, await openBrowser({ profile: dir }));
  await second.page.goto(proxy.url);
  await running(second.page);
  await offlineIs(second.page, "ready");
  assert.equal(await build(second.page), "first");
  clean(second, { errors: unreachable });
});

test("a healthy update waits until it is asked for, and saves first", async (t) => {
  const proxy = closing(t, await startProxy(server), "stop");
  const browser = closing(t, await openBrowser({ profile: await profile(t) }));
  const { page, context } = browser;
  await page.goto(proxy.url);
  await running(page);
  await offlineIs(page, "ready");

  proxy.change = nextVersion();
  await page.reload();
  await running(page);
  const button = page.locator(".shell-notice [data-action=update]");
  await button.waitFor();
  assert.equal(await build(page), "first");
  const other = await context.newPage();
  await other.goto(proxy.url);
  await running(other);
  assert.equal(await build(other), "first", "a waiting version serves nothing");

  await page.evaluate(() => (window.suanpanBeforeUpdate = () => Promise.reject(new Error("not saved"))));
  await button.click();
  await page.locator(".shell-notice", { hasText: "暂不更新" }).waitFor();
  assert.equal(await build(page), "first");

  await page.evaluate(() => {
    window.suanpanBeforeUpdate = async () => sessionStorage.setItem("saved", "before the update");
  });
  const reloaded = page.waitForEvent("load");
  await button.click();
  await reloaded;
  await running(page);
  await offlineIs(page, "ready");
  assert.equal(await build(page), "next");
  assert.equal(await page.evaluate(() => sessionStorage.getItem("saved")), "before the update");
  assert.deepEqual(await cacheNames(page), [`suanpan-next${version}`]);

  await other.locator(".shell-notice [data-action=reload]").click();
  await other.waitForFunction(() => document.documentElement.dataset.build === "next");
  clean(browser);
});

test("a stopped program is admitted, with a way back", async (t) => {
  const browser = closing(t, await openBrowser({ profile: await profile(t) }));
  const { page } = browser;
  await page.addInitScript(() => {
    // The first program can be ended from here; the one after the reload not.
    if (sessionStorage.getItem("ended")) return;
    addEventListener("DOMContentLoaded", () => {
      window.endProgram = () => {
        sessionStorage.setItem("ended", "yes");
        for (const go of window.programs) go._resolveExitPromise();
      };
    });
    window.programs = [];
    let own;
    Object.defineProperty(window, "Go", {
      get: () => own,
      set: (c) => (own = class extends c {
        constructor() {
          super();
          window.programs.push(this);
        }
      }),
    });
  });
  await page.goto(server.url);
  await running(page);
  await page.evaluate(() => window.endProgram());
  const notice = page.locator(".shell-notice[role=alert]");
  await notice.filter({ hasText: "程序意外停止，已保存的修改都在，请重新载入" }).waitFor();
  const reloaded = page.waitForEvent("load");
  await notice.locator("[data-action=reload]").click();
  await reloaded;
  await running(page);
  assert.equal(await notice.count(), 0);
  clean(browser);
});

test("a program that cannot be fetched is admitted", async (t) => {
  const proxy = closing(t, await startProxy(server), "stop");
  const browser = closing(t, await openBrowser({ profile: await profile(t) }));
  proxy.change = (path) => (path === "/web/app.wasm" ? { status: 503 } : undefined);
  await browser.page.goto(proxy.url);
  await browser.page.locator(".shell-notice[role=alert]", { hasText: "程序没有载入" }).waitFor();
  await offlineIs(browser.page, "unavailable");
  proxy.change = undefined;
  const reloaded = browser.page.waitForEvent("load");
  await browser.page.locator("[data-action=reload]").click();
  await reloaded;
  await running(browser.page);
  await offlineIs(browser.page, "ready");
  clean(browser, { errors: /503|loading wasm failed|ServiceWorker/ });
});

test("a plain static host serves every page, offline too", async (t) => {
  const dir = await profile(t);
  const site = closing(t, await startStaticSite(dir), "stop");
  const names = (await readdir(dir, { recursive: true })).filter((n) => n.endsWith("index.html"));
  const pages = names.map((n) => `/${n.replace(/\/?index\.html$/, "")}`).sort();
  assert.equal(pages[0], "/");
  const browser = closing(t, await openBrowser({ profile: await profile(t) }));
  const { page } = browser;
  await page.goto(site.url + pages.at(-1));
  await running(page);
  await offlineIs(page, "ready");
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await site.stop();
  for (const path of pages) {
    for (const form of new Set([path, path.replace(/\/?$/, "/")])) {
      const answer = await page.goto(site.url + form);
      assert.equal(answer.status(), 200, form);
      await running(page);
      assert.equal(new URL(page.url()).pathname, path);
    }
  }
  clean(browser, { errors: unreachable });
});
