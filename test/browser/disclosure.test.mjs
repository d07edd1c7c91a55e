// Where figures come from, what does not fit together, and the text: by
// keyboard, on a draft.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { suite } from "./harness.mjs";

const program = suite({ installed: true });
let page;

async function start(t) {
  page = await program.open(t);
  await page.goto(program.server.url);
  await program.ready(page);
}

const field = () => page.locator("budget-grid textarea");
const turnTo = (name) => page.getByRole("navigation", { name: "页面" }).getByRole("link", { name }).click();
const panel = () => page.getByRole("complementary", { name: "来历" });

/** Puts the cursor of the grid on a line. */
async function goTo(line) {
  await field().focus();
  await page.keyboard.press("Control+Home");
  while ((await field().getAttribute("aria-label")) !== `科目与项目 ${line}`) await page.keyboard.press("ArrowDown");
}

/** Types a figure into the draft column of a line. */
async function enter(line, text) {
  await goTo(line);
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

test("a figure of an annex says why, by keyboard, and the start stays pinned", async (t) => {
  await start(t);
  await enter("劳动监察业务费", "95");
  await turnTo("附表");
  await page.getByRole("link", { name: "附表5" }).click();
  await page.getByRole("heading", { name: "一般公共预算支出情况表" }).waitFor();
  await page.getByRole("region", { name: "一般公共预算支出情况表" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End"); // 合计, 项目支出
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowDown"); // 20801
  await page.keyboard.press("Enter");

  await panel().getByRole("heading", { name: "附表 5 20801 人力资源和社会保障管理事务·项目支出" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "trace-title");
  await panel().getByText("公布数为 40,415.08，草稿改为 40,427.08，变动 +12.00").waitFor();
  await panel().getByText("资金来源为一般公共预算（含上年结转）、类别为项目支出").waitFor();
  const line = panel().getByRole("row", { name: /劳动监察业务费/ });
  assert.match(await line.textContent(), /出处：附表 10 项目清单/);
  assert.match(await line.textContent(), /83\.0095\.00/);

  await line.getByRole("button").focus();
  await page.keyboard.press("Enter");
  await panel().getByRole("heading", { name: "明细行 L07：劳动监察业务费" }).waitFor();
  await panel().getByText("从这个数出发").waitFor();
  await panel().getByRole("button", { name: "附表 5 20801 人力资源和社会保障管理事务·项目支出" }).first().waitFor();
  // forward: the sentence that says it
  await panel().getByRole("button", { name: "说明“2023年收入预算”" }).click();
  await panel().getByRole("heading", { name: "说明“2023年收入预算”" }).waitFor();
  await panel().getByRole("navigation", { name: "走过的路" }).getByRole("button", { name: /劳动监察业务费/ }).waitFor();
  await panel().getByRole("button", { name: "退一步" }).click();
  await panel().getByRole("heading", { name: "明细行 L07：劳动监察业务费" }).waitFor();
  // another cell it counts in, and there
  await panel().getByRole("button", { name: "附表 3 2080105 劳动保障监察·财政拨款·项目支出" }).click();
  await panel().getByRole("link", { name: "到这一格去" }).click();
  await page.waitForFunction(() => document.activeElement?.textContent.startsWith("95.00") && document.activeElement.closest("tr").dataset.row === "2080105");
  await panel().getByRole("button", { name: "附表 5 20801 人力资源和社会保障管理事务·项目支出" }).first().click();
  await panel().getByRole("link", { name: "到这一格去" }).click();
  await page.getByRole("heading", { name: "一般公共预算支出情况表" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.closest("tr")?.dataset.row === "20801");

  await page.keyboard.press("Escape");
  await panel().waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.activeElement.closest("tr").dataset.row), "20801");
});

test("a contradiction that an edit brings is counted at once, named, and leads to its figures", async (t) => {
  await start(t);
  await page.getByLabel("收入随支出变动").uncheck();
  await enter("劳动监察业务费", "183");
  await page.getByRole("link", { name: /勾稽 ?[1-9]/ }).click();
  const brought = page.getByRole("group").filter({ hasText: "草稿带来的矛盾" }).first();
  const row = brought.getByRole("row", { name: /收入总计等于支出总计/ }).first();
  assert.match(await row.textContent(), /131,297\.24.*131,397\.24.*100\.00/s);
  await row.getByRole("button").click();
  await panel().getByRole("button", { name: "附表 1 支出总计·预算数" }).click();
  await panel().getByRole("link", { name: "到这一格去" }).click();
  await page.waitForURL(/annexes\?n=1/);
  await page.waitForFunction(() => document.activeElement?.dataset?.row === "expenditure/支出总计");
  await page.getByRole("complementary", { name: "来历" }).getByText("从这个数出发").waitFor();

  await turnTo("编制");
  await page.getByLabel("收入随支出变动").check();
  await page.locator("[data-live=broken]").waitFor({ state: "hidden" });
});

test("the text follows the figures, with what was published struck out, and is saved as a page", async (t) => {
  await start(t);
  await turnTo("公开说明");
  await page.getByText("与公布的说明完全一致。").waitFor();
  await turnTo("编制");
  await enter("劳动监察业务费", "95");
  await turnTo("公开说明");
  const paragraph = page.getByText("（一）厦门市人力资源和社会保障局2023年收入预算为");
  assert.match(await paragraph.textContent(), /为131,297\.24131,309\.24万元/);
  assert.equal(await paragraph.locator("del").first().textContent(), "131,297.24");
  await page.getByLabel("只看有变动的段落").check();
  await page.getByText("根据预算管理的有关规定").waitFor({ state: "hidden" });
  await paragraph.waitFor();

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "存为网页文件" }).click()]);
  assert.equal(download.suggestedFilename(), "厦门市人力资源和社会保障局2023年部门预算.html");
  assert.match(await readFile(await download.path(), "utf8"), /<del>131,297\.24<\/del><ins>131,309\.24<\/ins>万元/);

  await page.getByRole("button", { name: "131,309.24" }).first().press("Enter");
  await panel().getByRole("heading", { name: "说明“2023年收入预算”" }).waitFor();
});

test("a row of the grid says what it counts in, and an edit shows in the open panel", async (t) => {
  await start(t);
  await goTo("劳动监察业务费");
  await page.keyboard.press("Control+i");
  await panel().getByRole("heading", { name: "明细行 L07：劳动监察业务费" }).waitFor();
  await panel().getByRole("row", { name: /附表 5 2080105 劳动保障监察·项目支出/ }).waitFor();
  await enter("劳动监察业务费", "95");
  await panel().getByText("公布数为 83.00，草稿改为 95.00，变动 +12.00").waitFor();
});
