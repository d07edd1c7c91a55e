// run.mjs [FILE…]: the browser tests, or some of them. A profile in which the
// page has been visited is made once; tests that are not about first visits
// begin on copies of it (suite of harness.mjs), which saves each of them the
// download and most of the compiling. `node --test` runs them too, each on an
// empty profile.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deskShown, freePort, newProfile, offlineIs, openBrowser, running, startServer } from "./harness.mjs";

const folder = new URL("./", import.meta.url);
const all = () => readdirSync(folder).filter((name) => name.endsWith(".test.mjs")).map((name) => fileURLToPath(new URL(name, folder)));
const files = process.argv.length > 2 ? process.argv.slice(2) : all();

const seed = await newProfile();
const port = await freePort();
const server = await startServer(port);
try {
  // Compiled code is kept of what the service worker answers, so at the second.
  for (let visit = 0; visit < 3; visit++) {
    const { page, close } = await openBrowser({ profile: seed.dir });
    await page.goto(server.url);
    await running(page);
    await offlineIs(page, "ready");
    await page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "测算", exact: true }).click();
    await deskShown(page);
    await close();
  }
} finally {
  await server.stop();
}

const tests = spawn(process.execPath, ["--test", ...files], {
  stdio: "inherit",
  env: { ...process.env, SUANPAN_VISITED: JSON.stringify({ dir: seed.dir, port }) },
});
const [code] = await once(tests, "exit");
await seed.remove();
process.exitCode = code ?? 1;
