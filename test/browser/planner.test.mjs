// Thirteen tasks of a planner by keyboard alone. docs/tasks.md says how many keys
// each takes beside the same in a spreadsheet; what is pressed here is counted
// and has to be what it says.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { suite } from "./harness.mjs";

const program = suite({ installed: true });
let page;
let pressed;

const table = (await readFile(new URL("../../docs/tasks.md", import.meta.url), "utf8"))
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter((cells) => /^\d+$/.test(cells[1]))
  .map(([, n, task, keys, decisions, otherKeys, otherDecisions]) => ({
    n: Number(n), task, keys: Number(keys), decisions: Number(decisions), otherKeys: Number(otherKeys), otherDecisions: Number(otherDecisions),
  }));
const done = new Set();

async function start(t) {
  page = await program.open(t);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(program.server.url);
  await program.ready(page);
  await page.getByText("还没有改动").waitFor();
  pressed = 0;
}

/** Presses one key, or several at once. */
async function press(...keys) {
  for (const key of keys) {
    pressed++;
    await page.keyboard.press(key);
  }
}

/** Types letter by letter. */
const type = (text) => press(...text);

function counts(n) {
  const row = table.find((r) => r.n === n);
  done.add(n);
  assert.equal(pressed, row.keys, `keys of “${row.task}”`);
  assert.ok(row.keys <= row.otherKeys && row.decisions <= row.otherDecisions, `a spreadsheet is better at “${row.task}”`);
}

const spending = (figure) => page.locator("[data-live=spending]").getByText(figure, { exact: true }).waitFor();
const palette = () => page.getByRole("dialog", { name: /^查找/ });

test("1 raise a project and see what follows", async (t) => {
  await start(t);
  await press("Control+k");
  await palette().getByRole("option").first().waitFor();
  await type("ldjcyw");
  await palette().getByRole("option", { name: "L07 劳动监察业务费" }).waitFor();
  await press("Enter");
  await page.waitForFunction(() => document.querySelector("budget-grid").activeKey === "L07" && document.activeElement.matches("budget-grid textarea"));
  await type("183");
  await press("Enter");
  await spending("131,397.24");
  await press("ArrowUp", "Control+i");
  const trace = page.getByRole("complementary", { name: "来历" });
  await trace.getByText(/公布数为 83.00，草稿改为 183.00，变动 \+100.00/).waitFor();
  await trace.getByRole("button", { name: /附表 5/ }).first().waitFor();
  counts(1);
});

test("2 find all 就业 lines by initials", async (t) => {
  await start(t);
  await press("Control+f");
  await type("jy");
  await page.locator("[data-live=shown]").getByText(/^显示 \d+ 行/).waitFor();
  const shown = await page.evaluate(() => {
    document.querySelector("budget-grid").select("s.spending", "name");
    return [...document.querySelectorAll("budget-grid [role=row][aria-level]")].map((row) => row.textContent);
  });
  assert.ok(shown.filter((text) => text.includes("就业")).length >= 10);
  counts(2);
});

test("3 paste 20 lines from a sheet in 元", async (t) => {
  await start(t);
  const rows = Array.from({ length: 20 }, (_, i) => `新项目${i + 1}\t2080799\t403001\t财政拨款\t${(i + 1) * 10_000}.00`);
  await page.evaluate((text) => navigator.clipboard.writeText(text), ["项目名称\t功能科目\t预算单位\t资金来源\t金额（元）", ...rows].join("\n"));
  await press("Control+v");
  await page.getByText("将新增 20 行、改动 0 行").waitFor();
  await page.waitForFunction(() => document.activeElement.id === "intake-apply");
  await press("Enter");
  await spending("131,507.24");
  counts(3);
});

test("4 cut 公用 by 5 %", async (t) => {
  await start(t);
  await press("Control+f");
  await type("gyzc");
  const lines = await page.locator("[data-live=shown]").getByText(/^显示 \d+ 行/).textContent();
  const before = Number(/其中支出：草稿 ([\d,.]+)/.exec(lines)[1].replaceAll(",", ""));
  await press("Enter", "Control+Home", "Control+m");
  await page.getByRole("dialog", { name: "批量调整" }).waitFor();
  await type("-5%");
  await press("Enter");
  await page.getByText(/^已调整 \d+ 行/).waitFor();
  const after = Number(/其中支出：草稿 ([\d,.]+)/.exec(await page.locator("[data-live=shown]").textContent())[1].replaceAll(",", ""));
  assert.ok(Math.abs(after - before * 0.95) < 0.2, `${before} became ${after}`); // each line is rounded to 0.01
  counts(4);
});

test("5 spread a cut of 300.00 over these, to the cent", async (t) => {
  await start(t);
  await press("Control+Home", "Control+m");
  await page.getByRole("dialog", { name: "批量调整" }).waitFor();
  await press("Shift+Tab", "End", "Tab");
  await type("-300");
  await page.getByText("131,297.24 → 130,997.24 万元，变动 -300.00").waitFor();
  await press("Enter");
  await spending("130,997.24");
  counts(5);
});

test("6 start a department of one's own from a CSV", async (t) => {
  await start(t);
  const chooser = page.waitForEvent("filechooser"); // early: the browser has to be told first
  await press("Control+k");
  await palette().getByRole("option").first().waitFor();
  await type("zjbm");
  await palette().getByRole("option", { name: /自建部门预算/ }).waitFor();
  await press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "intake-name");
  await page.keyboard.insertText("档案馆");
  pressed += "danganguan ".length; // as an input method takes it: its letters, and one to choose
  await press("Tab", "Tab", "Tab", "Tab", "Tab");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /打开表格文件/);
  await press("Enter");
  await (await chooser).setFiles(new URL("testdata/department-gb18030.csv", import.meta.url).pathname);
  await page.getByText("将读入 4 行").waitFor();
  await page.waitForFunction(() => document.activeElement.id === "intake-apply");
  await press("Enter");
  await spending("338.00");
  counts(6);
});

test("7 print annex 5", async (t) => {
  await start(t);
  await press("Control+k");
  await palette().getByRole("option").first().waitFor();
  await type("fb5");
  await palette().getByRole("option", { name: /附表5/ }).waitFor();
  await press("Enter");
  await page.locator(".sheet-5 tbody tr").first().waitFor();
  await press("Control+p");
  const paper = await page.pdf({ preferCSSPageSize: true });
  assert.ok(paper.length > 10_000);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("thead").first().evaluate((head) => getComputedStyle(head).display), "table-header-group");
  counts(7);
});

// ---- scenarios ----

const draft = (name, edits) =>
  JSON.stringify({ format: "suanpan/draft", version: 1, base: "xiamen-hrss-2023", name, edits: edits.map(([line, amount, why]) => ({ op: "set", line, amount, ...(why && { why }) })) });

/** Edits that stand before the task begins. */
async function prepared(...edits) {
  const refused = await page.evaluate((list) => window.suanpan.act(new TextEncoder().encode(JSON.stringify({ do: "edits", edits: list.map(([line, amount]) => ({ op: "set", line, amount })) }))), edits);
  assert.equal(refused, "");
}

/** Another scenario of this browser, and back to the first. */
async function beside(name, edits) {
  await page.getByText(/保存在两处|尚未改动|还没有改动/).first().waitFor();
  await page.evaluate(([text, said]) => window.suanpan.ask("open", said, text), [draft(name, edits), name]);
  await page.waitForFunction((n) => window.suanpan.draft().includes(`"name":"${n}"`), name);
  await page.getByText(/保存在两处/).waitFor();
  const first = await page.evaluate(() => window.suanpan.documents()[1]);
  await page.evaluate((doc) => window.suanpan.ask("turn", doc, ""), first);
  await page.waitForFunction((n) => !window.suanpan.draft().includes(`"name":"${n}"`), name);
}

/** Finds something in the palette and goes there. */
async function find(letters, name) {
  await press("Control+k");
  await palette().getByRole("option").first().waitFor();
  await type(letters);
  await palette().getByRole("option", { name, selected: true }).waitFor();
  await press("Enter");
}

const focused = (id) => page.waitForFunction((want) => document.activeElement?.id === want, id);

test("8 compare two drafts", async (t) => {
  await start(t);
  await prepared(["L28", "25405.00"]);
  await beside("乙", [["L07", "183.00"]]);
  await find("blbj", /并列比较/);
  await focused("compare-0");
  await page.locator(".lineage .leaf").nth(2).getByText("131,397.24").waitFor();
  await press("ArrowDown");
  await page.getByRole("row", { name: /2080105 劳动保障监察 1,830.50 1,730.50 -100.00/ }).waitFor();
  await page.getByRole("row", { name: /2080116 引进人才费用 31,547.00 31,647.00 \+100.00/ }).waitFor();
  counts(8);
});

test("9 find what moved 208", async (t) => {
  await start(t);
  await prepared(["L28", "25405.00"]);
  await prepared(["L07", "95.00"]);
  await find("nxbj", /哪些编辑使它变动/);
  await focused("attribution-total");
  await type("208");
  await page.getByText(/208 社会保障和就业支出：公布数 125,072.6749 → 未命名草稿 125,184.6749，变动 \+112.00/).waitFor();
  await page.getByRole("img", { name: /每一步使合计增减多少/ }).waitFor();
  assert.deepEqual(await page.locator(".moves tbody tr").evaluateAll((rows) => rows.map((r) => r.cells[0].textContent)), ["+100.00", "+12.00", "+112.00"]);
  counts(9);
});

test("10 restore yesterday", async (t) => {
  page = await program.open(t);
  await page.clock.setFixedTime(new Date("2026-11-24T17:30:00"));
  await page.goto(program.server.url);
  await program.ready(page);
  await page.getByText("还没有改动").waitFor();
  await prepared(["L28", "25405.00"]);
  await prepared(["L07", "95.00"]);
  await page.clock.setFixedTime(new Date("2026-11-25T09:00:00"));
  await prepared(["L07", "9500.00"]);
  await prepared(["L28", "1.00"]);
  pressed = 0;
  await find("qytsg", /回到前一天收工时（2026-11-24，第 2 步）/);
  await spending("131,409.24");
  counts(10);
  // what was done since is still there to go to
  await page.locator("budget-grid textarea").focus();
  await page.keyboard.press("Control+y");
  await spending("140,814.24");
});

test("11 merge two files with one conflict", async (t) => {
  await start(t);
  await prepared(["L28", "25405.00"], ["L07", "95.00"]);
  const chooser = page.waitForEvent("filechooser");
  await find("hbts", /合并同事的文件/);
  await focused("merge-file");
  await press("Enter");
  pressed += "yi.json".length + 1; // in the dialog of the system
  await (await chooser).setFiles({ name: "yi.json", mimeType: "application/json", buffer: Buffer.from(draft("乙", [["L28", "25500.00", "人大要求"], ["L06", "200.00"]])) });
  await page.getByText("1 处冲突，还有 1 处没有选。").waitFor();
  await page.getByText("yi.json: 25,500.00").waitFor();
  await page.getByText("人大要求").waitFor();
  await focused("choose-1-0-1");
  await press("ArrowDown");
  await page.getByText("1 处冲突，还有 0 处没有选。").waitFor();
  await page.getByText(/合并后支出合计 131,551.53.* 万元（比现在 \+142.29）；合并带来的勾稽矛盾 0 处/).waitFor();
  await press("Tab");
  await focused("merge-open");
  await press("Enter");
  await spending("131,551.53");
  counts(11);
});

test("12 stay under a ceiling", async (t) => {
  await start(t);
  await page.evaluate(() => window.suanpan.act(new TextEncoder().encode('{"do":"ceilings","ceilings":[{"by":"unit","key":"403006","amount":"1700.00"}]}')));
  await page.getByRole("link", { name: "情景 1" }).waitFor();
  await find("kzs", /控制数/);
  await focused("over-0");
  await press("Enter");
  await page.locator("[data-live=shown]").getByText("显示 4 行").waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("budget-grid textarea"));
  await press("Control+Home", "Control+m");
  await page.getByRole("dialog", { name: "批量调整" }).waitFor();
  await press("Shift+Tab", "End", "Tab");
  await type("-30.50");
  await press("Enter");
  await page.locator(".tabs .badge:visible").waitFor({ state: "hidden" });
  await spending("131,266.74");
  counts(12);
});

test("13 lock a round and hand over the file", async (t) => {
  page = await program.open(t, { acceptDownloads: true });
  await page.goto(program.server.url);
  await program.ready(page);
  await page.getByText("还没有改动").waitFor();
  await prepared(["L28", "25405.00"]);
  pressed = 0;
  await find("sdb", /锁定并交出/);
  await focused("lock-open");
  await press("Enter");
  await page.getByRole("dialog", { name: "锁定并交出…" }).waitFor();
  await press("ArrowDown", "Tab", "Tab");
  const download = page.waitForEvent("download");
  await press("Enter");
  const file = JSON.parse(await readFile(await (await download).path(), "utf8"));
  assert.equal(file.locked.round, "first_down");
  await page.getByText(/已锁定为一下，只能看，不能改/).waitFor();
  counts(13);
});

after(() => assert.equal(done.size, table.length, "every task of the table was tried"));
