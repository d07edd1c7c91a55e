// Works out every worked case anew, from the rules of docs/estimates.md alone,
// and says where a case expects something else: exit code 1. With --write it
// fills in what is expected.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { chain } from "./chain.mjs";

/** One function for each kind of model, by the file that a case of it holds. */
const kinds = { "model.json": chain };

const root = new URL("../../", import.meta.url);
const write = process.argv.includes("--write");

/** The files of a txtar archive; what stands before them is "". */
function archive(text) {
  const files = { "": "" };
  let name = "";
  for (const line of text.split(/(?<=\n)/)) {
    const head = /^-- (.+) --\n?$/.exec(line);
    if (head) files[(name = head[1])] = "";
    else files[name] += line;
  }
  return files;
}

const format = (files) =>
  Object.entries(files)
    .map(([name, text]) => (name ? `-- ${name} --\n${text}` : text))
    .join("");

const folder = new URL("budgetcore/standard/testdata/cases/", root);

async function cases() {
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith(".txtar")).toSorted().map((name) => new URL(name, folder));
}

let done = 0;
let wrong = 0;
for (const url of await cases()) {
  const text = await readFile(url, "utf8");
  const files = archive(text);
  const kind = Object.keys(kinds).find((name) => name in files);
  const short = url.pathname.slice(root.pathname.length);
  if (!kind || !/^why: \S/m.test(files[""])) {
    console.error(`${short}: no model, or it does not say why`);
    wrong++;
    continue;
  }
  const got = (await kinds[kind](files)).map((line) => `${line}\n`).join("");
  done++;
  if (write) {
    files.expect = got;
    if (format(files) !== text) await writeFile(url, format(files));
  } else if (files.expect !== got) {
    wrong++;
    console.error(`${short}: expected\n${files.expect}worked out\n${got}`);
  }
}
console.log(`${done} cases, ${wrong} wrong`);
if (wrong > 0 || done === 0) process.exitCode = 1;
