"use strict";

const version = "{{.Version}}";
const resources = {{.ResourcesToCache}};
const prefix = "suanpan-";
const cacheName = prefix + version;

self.addEventListener("install", (event) => event.waitUntil(fill()));

// A response that followed a redirect may not answer a navigation, and a
// static host redirects /annexes to /annexes/.
function plain(response) {
  if (!response.redirected) return response;
  const { status, statusText, headers } = response;
  return new Response(response.body, { status, statusText, headers });
}

async function fill() {
  try {
    const cache = await caches.open(cacheName);
    const results = await Promise.allSettled(
      resources.map(async (url) => {
        const response = await fetch(new Request(url, { cache: "reload" }));
        if (!response.ok) throw new Error(`${url}: ${response.status}`);
        await cache.put(url, plain(response));
      }),
    );
    const failed = results.find((r) => r.status === "rejected");
    if (failed) throw failed.reason;
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
}

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((n) => n.startsWith(prefix) && n !== cacheName).map((n) => caches.delete(n)),
  );
  await self.clients.claim();
}

self.addEventListener("message", (event) => {
  switch (event.data && event.data.type) {
    case "suanpan:activate":
      event.waitUntil(self.skipWaiting());
      break;
    case "suanpan:status":
      event.waitUntil(complete().then((ok) => event.ports[0].postMessage({ complete: ok })));
      break;
  }
});

async function complete() {
  if (!(await caches.has(cacheName))) return false;
  const cache = await caches.open(cacheName);
  const found = await Promise.all(resources.map((url) => cache.match(url, { ignoreVary: true })));
  return found.every(Boolean);
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  event.respondWith(answer(event.request, url.pathname));
});

async function answer(request, path) {
  if (request.mode === "navigate") path = path.replace(/(.)\/+$/, "$1");
  if (resources.includes(path)) {
    const cached = await caches.match(path, { cacheName, ignoreVary: true });
    if (cached) return cached;
  }
  return fetch(request);
}
