// wasm-test.mjs FILE [flags]: runs a test program compiled for the browser in
// a page of Chromium, with those flags, and ends as it ends. The page is
// isolated, so that its clock is as fine as browsers allow.

import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import http from "node:http";
import { join } from "node:path";
import { newProfile, openBrowser } from "../browser/harness.mjs";

const [file, ...flags] = process.argv.slice(2);
const { stdout: goroot } = spawnSync("go", ["env", "GOROOT"], { encoding: "utf8" });

const answers = {
  "/": ["text/html", "<!doctype html><link rel=icon href=data:,><script src=/wasm_exec.js></script>"],
  "/wasm_exec.js": ["text/javascript", await readFile(join(goroot.trim(), "lib/wasm/wasm_exec.js"))],
  "/test.wasm": ["application/wasm", await readFile(file)],
};
const server = http.createServer((request, response) => {
  const [type, body] = answers[request.url];
  response
    .writeHead(200, {
      "Content-Type": type,
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    })
    .end(body);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");

const profile = await newProfile();
const browser = await openBrowser({ profile: profile.dir, optimising: true });
try {
  browser.page.on("console", (message) => console.log(message.text()));
  await browser.page.goto(`http://127.0.0.1:${server.address().port}/`);
  process.exitCode = await browser.page.evaluate(async (argv) => {
    const go = new window.Go();
    go.argv = argv;
    const ended = new Promise((resolve) => (go.exit = resolve));
    const { instance } = await WebAssembly.instantiateStreaming(fetch("/test.wasm"), go.importObject);
    await Promise.race([go.run(instance), ended]);
    return ended;
  }, ["test", ...flags]);
} finally {
  await browser.close();
  await profile.remove();
  server.close();
}
