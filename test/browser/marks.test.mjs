// Marks in the grid: where an amount comes from and which codes are in doubt,
// what the dialogs say of it, and a sheet whose codes are put right before it
// is taken.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { suite } from "./harness.mjs";

const program = suite({ installed: true });
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let page;

/** What is in sight can be read by all, by day and by night. */
async function readable() {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(" · ")}`);
    });
    assert.deepEqual(found, [], colorScheme);
  }
}

async function start(t, path = "/") {
  page = await program.open(t);
  await page.goto(program.server.url + path);
  await program.ready(page);
}

const grid = () => page.getByRole("treegrid");
const row = (name) => grid().getByRole("row", { name });
const dialog = (name) => page.getByRole("dialog", { name });
const estimated = /来自测算“住房补贴”/;

async function turn(name) {
  await page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
}

/** Puts the cursor of the grid on the draft amount of a line. */
async function select(line) {
  await page.waitForFunction(() => document.querySelector("budget-grid [role=row]"));
  await page.evaluate((line) => {
    const element = document.querySelector("budget-grid");
    element.select(line, "draft");
    element.focus();
  }, line);
}

/** Opens the dialog of a line as a person at the keyboard does. */
async function details(line) {
  await select(line);
  await page.keyboard.press("Alt+Enter");
  await dialog(/./).waitFor();
}

/** Begins an estimate by a name. */
async function estimate(name) {
  const begin = page.getByRole("button", { name: "新引进人才生活补贴", exact: true });
  if (!(await begin.isVisible())) await page.getByText("新的测算").click();
  await begin.click();
  const field = page.getByLabel("名称", { exact: true });
  await field.fill(name);
  await field.press("Tab");
  await page.getByRole("button", { name, exact: true }).waitFor(); // kept
}

async function write(line) {
  await page.getByLabel("写入哪一行").fill(line);
  await page.getByRole("button", { name: "写入", exact: true }).first().click();
  await page.getByText(`已写入 ${line}`).waitFor();
}

test("a line shows its estimate, is stale when typed over, and is unlinked in its dialog", async (t) => {
  await start(t, "/estimates");
  await estimate("住房补贴");
  await write("L28");

  await turn("编制");
  await select("L28");
  const mark = grid().getByRole("link", { name: estimated });
  await mark.waitFor();
  assert.match(await mark.getAttribute("title"), estimated);
  assert.match(await page.locator("budget-grid textarea").getAttribute("aria-label"), estimated);

  // typed over it says so, in the middle of typing on
  await page.keyboard.type("90");
  await page.keyboard.press("Enter");
  await page.keyboard.type("12");
  const stale = grid().getByRole("link", { name: /这一行改过，现为 90\.00，测算为/ });
  await stale.waitFor();
  assert.equal(await page.locator("budget-grid textarea").inputValue(), "12");
  await page.keyboard.press("Escape");
  await readable();

  // undone it agrees again, redone it does not
  await page.keyboard.press("Control+z");
  await stale.waitFor({ state: "hidden" });
  await mark.waitFor();
  await page.keyboard.press("Control+y");
  await stale.waitFor();

  // its dialog sets it as estimated, or takes the link away
  await details("L28");
  const beside = dialog(/L28/);
  await beside.getByText(/这一行改过，现为 90\.00/).waitFor();
  await readable();
  await beside.getByRole("button", { name: /^按测算改为/ }).click();
  await beside.getByText(/已写入 L28/).waitFor();
  const wrote = await beside.getByLabel("金额（万元）").inputValue();
  assert.notEqual(wrote, "90.00");
  await beside.getByRole("button", { name: /^解除关联/ }).click();
  await beside.getByText(/不再挂在测算上/).waitFor();
  await page.keyboard.press("Escape");
  await mark.waitFor({ state: "hidden" });
  await page.keyboard.press("Control+z"); // the amount, not the link
  await grid().getByText("90.00", { exact: true }).first().waitFor();
  assert.equal(await grid().locator(".bg-mark").count(), 0);
});

test("the mark leads to its estimate", async (t) => {
  await start(t, "/estimates");
  await estimate("住房补贴");
  await write("L28");
  await estimate("另一份");

  await turn("编制");
  await select("L28");
  await grid().getByRole("link", { name: estimated }).click();
  await page.waitForURL(/estimates\?to=paper-E1/);
  await page.waitForFunction(() => document.activeElement?.id === "paper-E1");
  assert.equal(await page.locator("#estimate-name").inputValue(), "住房补贴");
});

test("a code that cannot be is answered in the dialog; one in doubt is marked, and put right in one step", async (t) => {
  await start(t);
  await details("L28");
  const beside = dialog(/L28/);
  const code = beside.getByLabel("功能科目（项）");
  await code.fill("2080161");
  await code.press("Tab");
  await beside.getByText(/填的是“2080161”/).waitFor();
  await beside.getByRole("button", { name: "填上 2080116 引进人才费用" }).click();
  assert.equal(await code.inputValue(), "2080116 引进人才费用");
  await beside.getByRole("heading", { name: "编码核对" }).waitFor({ state: "hidden" });

  // a project under a code for basic spending can be had, and is marked
  await code.fill("2080101 行政运行");
  await beside.getByRole("button", { name: "应用" }).click();
  await page.getByText(/改动 L28/).first().waitFor();
  const mark = grid().getByRole("img", { name: /2080101 行政运行 列的是基本支出/ });
  await mark.waitFor();
  await readable();
  await mark.click();
  await dialog(/L28/).waitFor();
  await beside.getByRole("button", { name: "改用 2080102 一般行政管理事务" }).click();
  await beside.getByText(/已由 2080101 改为 2080102/).waitFor();
  assert.equal(await code.inputValue(), "2080102 一般行政管理事务");
  await beside.getByText(/编码核对：原为 2080101/).waitFor();
  await beside.getByRole("button", { name: "应用" }).click(); // and nothing is changed back
  await mark.waitFor({ state: "hidden" });
  await page.keyboard.press("Control+z");
  await mark.waitFor();
  await page.keyboard.press("Control+z");
  await mark.waitFor({ state: "hidden" });
  await page.getByText("0 处改动").or(page.locator("[data-live=edits]").getByText("0", { exact: true })).first().waitFor();
});

test("a sheet is put right before it is taken, or taken as it is", async (t) => {
  await start(t);
  await page.evaluate(() => document.querySelector("budget-grid").focus());
  const paste = (text) =>
    page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, text);
  await paste("类\t款\t项\t单位\t类别\t项目\t金额（万元）\n208\t1\t16\t403001\t项目\t青年驿站\t120\n208\t01\t61\t403001\t项目\t人才日\t30\n208\t01\t16\t403001\t项目\t沙龙\t5");
  const sheet = dialog("读入明细表");
  await sheet.getByText(/“208 1 16”里的 0 被表格软件去掉了/).waitFor();
  await readable();
  const chosen = sheet.getByLabel("“208 01 61”改为");
  assert.equal(await chosen.inputValue(), "2080116");
  await chosen.selectOption({ label: "保持原样" });
  await sheet.getByRole("button", { name: "采用所选编码（1 处）" }).waitFor();
  await chosen.selectOption("2080116");
  await sheet.getByRole("button", { name: "采用所选编码（2 处）" }).click();
  await sheet.getByText("已改 2 处编码，请看上面的预览。").waitFor();
  await sheet.getByText(/将新增 3 行/).waitFor();
  await sheet.getByRole("button", { name: "确认读入" }).click();
  await sheet.waitFor({ state: "hidden" });
  await select("N1");
  await grid().getByText("青年驿站").waitFor();
  assert.equal(await grid().locator(".bg-mark").count(), 0);

  // as it is: what can be is taken and marked
  await paste("功能科目\t单位\t类别\t项目\t金额（万元）\n2080101\t403001\t项目\t装修\t80");
  await sheet.getByText(/2080101 行政运行 列的是基本支出/).waitFor();
  await sheet.getByRole("button", { name: "确认读入" }).click();
  await sheet.waitFor({ state: "hidden" });
  await select("N4");
  await grid().getByRole("img", { name: /列的是基本支出/ }).waitFor();
});
