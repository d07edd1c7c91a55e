// Builds web/dist from web/src, web/icons and the compiled page program.

import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compress } from "./compress.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const src = at("src");
const dist = at("dist");
const programs = ["app", "desk"]; // of the page, and of the worker beside it

async function exists(path) {
  return stat(path).then(() => true, () => false);
}

// Compressing a program takes most of the build, so it is skipped when the
// program is the one compressed last.
async function program(name) {
  const body = await readFile(at(`../.cache/${name}.wasm`));
  const stamp = at(`../.cache/${name}.wasm.sha256`);
  const sum = createHash("sha256").update(body).digest("hex");
  const out = join(dist, `${name}.wasm`);
  const last = await readFile(stamp, "utf8").catch(() => "");
  if (last === sum && (await exists(`${out}.br`)) && (await exists(`${out}.gz`))) return;
  await rm(stamp, { force: true });
  await compress(body, out);
  await writeFile(stamp, sum);
}

async function clear() {
  await mkdir(dist, { recursive: true });
  for (const name of await readdir(dist)) {
    if (name !== ".keep" && !programs.some((p) => name.startsWith(`${p}.wasm.`))) await rm(join(dist, name), { recursive: true });
  }
}

async function bundle() {
  const entries = ["main.js", "charts.js", "desk.js", "desk-worker.js", "journal-worker.js", "style.css"].map((name) => join(src, name));
  const present = await Promise.all(entries.map(exists));
  const { outputFiles } = await build({
    entryPoints: entries.filter((_, i) => present[i]),
    outdir: dist,
    bundle: true,
    minify: true,
    format: "iife",
    target: "chrome87",
    charset: "utf8",
    external: ["/web/*"],
    legalComments: "eof",
    write: false,
  });
  for (const { path, contents } of outputFiles) {
    await writeFile(path, contents);
    await compress(contents, path);
  }
}

// Symbols of the page's buttons, by their names in the set.
const symbols = ["search", "plus", "list-tree", "trash-2", "undo-2", "redo-2", "folder-open", "download", "chevron-down", "calculator", "history", "triangle-alert"];

async function icons() {
  const to = join(dist, "icons");
  await cp(at("icons"), to, { recursive: true });
  for (const name of symbols) await cp(at(`../node_modules/lucide-static/icons/${name}.svg`), join(to, `${name}.svg`));
}

await clear();
await Promise.all([...programs.map(program), bundle(), icons()]);

for (const name of (await readdir(dist, { recursive: true })).sort()) {
  const { size } = await stat(join(dist, name));
  if (name.endsWith(".br")) console.log(`${String(size).padStart(9)}  ${name}`);
}
