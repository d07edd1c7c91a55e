// Seven tasks of a planner by keyboard alone. docs/tasks.md says how many keys
// each takes beside the same in a spreadsheet; what is pressed here is counted
// and has to be what it says.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { suite } from "./harness.mjs";

const program = suite();
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

after(() => assert.equal(done.size, table.length, "every task of the table was tried"));
