// The grid as a workbench: finding lines and looking at them another way, by
// keyboard.

import assert from "node:assert/strict";
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
const shown = () => page.locator("[data-live=shown]");
const row = (name) => page.locator("budget-grid").getByText(name, { exact: true });

test("lines are found by initials, edited there, and what is shown adds up", async (t) => {
  await start(t);
  await field().focus();
  await page.keyboard.press("Control+f");
  await page.keyboard.type("ldjcywf");
  await shown().getByText("显示 1 行").waitFor();
  await row("劳动监察业务费").waitFor();
  assert.equal(await row("就业管理事务工作经费").count(), 0);

  await page.keyboard.press("Enter"); // back to the grid
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Home");
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.type("95");
  await page.keyboard.press("Enter");
  await shown().getByText("草稿 95.00，公布 83.00，变动 +12.00").waitFor();

  await page.keyboard.press("Control+f");
  await page.keyboard.press("Escape");
  await shown().waitFor({ state: "hidden" });
  await row("中等职业教育奖助学金和民办技校教师节慰问金").waitFor();

  await page.getByLabel("只看有变动的").check();
  await shown().getByText("显示 1 行").waitFor();
  await page.getByLabel("筛选").fill("没有这样的行");
  await page.getByText("没有符合的明细行。").waitFor();
});

test("a filter takes composed words as they are", async (t) => {
  await start(t);
  await page.getByLabel("筛选").focus();
  const cdp = await page.context().newCDPSession(page);
  for (const text of ["j", "ji", "jiu", "jiuye"]) {
    await cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await cdp.send("Input.insertText", { text: "就业" });
  await page.waitForFunction(() => document.querySelector("#filter").value === "就业");
  await row("就业管理事务工作经费").waitFor();
});

test("spending is grouped another way without losing the line, and so again after a restart", async (t) => {
  await start(t);
  await field().focus();
  await page.keyboard.press("Control+Home");
  while ((await field().getAttribute("aria-label")) !== "科目与项目 劳动监察业务费") await page.keyboard.press("ArrowDown");
  await page.getByLabel("支出分组").selectOption({ label: "预算单位" });
  await row("403006 厦门市劳动保障监察支队").waitFor();
  await field().focus();
  await page.keyboard.press("Home");
  assert.equal(await field().getAttribute("aria-label"), "科目与项目 劳动监察业务费");
  await page.reload();
  await program.ready(page);
  await row("403006 厦门市劳动保障监察支队").waitFor();
  assert.equal(await page.getByLabel("支出分组").inputValue(), "unit");
});

/** Puts the cursor of the grid on a line, in the draft column. */
async function goTo(line) {
  await field().focus();
  await page.keyboard.press("Control+Home");
  while ((await field().getAttribute("aria-label")) !== `科目与项目 ${line}`) await page.keyboard.press("ArrowDown");
}

test("lines are adjusted together, the result is said before, and one undo takes all back", async (t) => {
  await start(t);
  await goTo("劳动监察业务费");
  await page.keyboard.press("Shift+ArrowUp");
  await page.keyboard.press("Shift+ArrowUp");
  await shown().getByText("选中 3 行：合计 1,730.50，平均 576.83").waitFor();
  await page.keyboard.press("Control+m");
  const dialog = page.getByRole("dialog", { name: "批量调整" });
  await dialog.getByText("选中的 3 行，现为 1,730.50 万元").waitFor();
  await page.keyboard.type("-5%");
  await dialog.getByText("3 行中 3 行会变：1,730.50 → 1,643.97 万元，变动 -86.53").waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("已调整 3 行，1,730.50 → 1,643.97 万元；撤销一次即可全部恢复。").waitFor();
  await page.keyboard.press("Control+z");
  await page.getByText(/^已撤销：.*等 3 处/).waitFor();
  assert.equal(await page.locator("[data-live=edits]").textContent(), "0");

  // a cut of 300.00 over a group, to the cent
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+m");
  await dialog.getByLabel("怎样调整").selectOption({ label: "共增减一个数额，按各行比例分摊" });
  await dialog.getByLabel("百分数或数额（万元）").fill("-300.001");
  await dialog.getByRole("alert").getByText(/./).waitFor();
  await dialog.getByLabel("百分数或数额（万元）").fill("-300");
  await dialog.getByText("131,297.24 → 130,997.24 万元，变动 -300.00").waitFor();
  await page.keyboard.press("Enter");
  await page.locator("[data-live=spending]").getByText("130,997.24").waitFor();
});

test("Ctrl+K goes to a line, an annex or a code by initials, and the keys are shown", async (t) => {
  await start(t);
  await field().focus();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "查找页面、附表、明细、科目、单位和操作" });
  await palette.getByRole("option").first().waitFor();
  await page.keyboard.type("ldjcyw");
  await palette.getByRole("option", { name: "L07 劳动监察业务费" }).waitFor();
  await page.keyboard.press("Enter");
  await palette.waitFor({ state: "hidden" });
  await page.waitForFunction(() => document.querySelector("budget-grid").activeKey === "L07");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("sangjf");
  await palette.getByText("没有找到。").waitFor();
  await page.getByRole("combobox", { name: /查找/ }).fill("附表 7");
  await palette.getByRole("option", { name: /附表7/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /“三公”经费支出情况表/ }).waitFor();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("20805");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await palette.getByRole("option", { name: /^20805 行政事业单位养老支出/ }).click();
  await page.getByRole("complementary", { name: "来历" }).getByRole("heading", { name: /附表 3 20805/ }).waitFor();
  await page.keyboard.press("Escape");

  await page.locator("h1").click();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "键盘操作" }).getByText("Ctrl+M").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "键盘操作" }).waitFor({ state: "hidden" });
});

test("columns are shown, sized by key and by pointer, and remembered", async (t) => {
  await start(t);
  const heads = () => page.getByRole("columnheader").allTextContents();
  const width = async (name) => Math.round((await page.getByRole("columnheader", { name, exact: true }).boundingBox()).width);
  await page.getByRole("button", { name: "栏…" }).click();
  const dialog = page.getByRole("dialog", { name: "显示哪些栏" });
  await dialog.getByLabel("变动 %").check();
  await dialog.getByLabel("占比 %").check();
  await dialog.getByLabel("资金来源").uncheck();
  assert.ok(await dialog.getByLabel("草稿").isDisabled());
  await dialog.getByRole("button", { name: "关闭" }).click();
  const chosen = ["科目与项目", "预算单位", "类别", "公布数", "草稿", "变动", "变动 %", "占比 %"];
  assert.deepEqual(await heads(), chosen);
  await goTo("劳动监察业务费");
  await page.keyboard.press("ArrowRight"); // 预算单位
  const was = await width("预算单位");
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await page.keyboard.press("Alt+Shift+ArrowRight");
  assert.equal(await width("预算单位"), was + 32);
  const edge = await page.getByRole("columnheader", { name: "类别", exact: true }).boundingBox();
  await page.mouse.move(edge.x + edge.width - 2, edge.y + edge.height / 2);
  await page.mouse.down();
  await page.mouse.move(edge.x + edge.width + 58, edge.y + edge.height / 2, { steps: 4 });
  await page.mouse.up();
  const dragged = await width("类别");
  assert.ok(Math.abs(dragged - edge.width - 60) <= 1, `${edge.width} became ${dragged}`);
  await page.reload();
  await program.ready(page);
  await page.getByRole("columnheader", { name: "占比 %" }).waitFor();
  assert.deepEqual(await heads(), chosen);
  assert.equal(await width("类别"), dragged);
  await page.getByRole("button", { name: "栏…" }).click();
  await dialog.getByRole("button", { name: "恢复原样" }).click();
  await dialog.getByRole("button", { name: "关闭" }).click();
  assert.equal((await heads()).length, 7);
});

test("Ctrl+D fills down in one step, and doubtful lines are shown alone", async (t) => {
  await start(t);
  await goTo("劳动监察业务费");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft"); // 草稿
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+d");
  await page.getByText("已向下填充 1 行；撤销一次即可恢复。").waitFor();
  await page.locator("[data-live=spending]").getByText("131,366.95").waitFor(); // 83.00 became 152.71
  await page.keyboard.press("Control+z");
  await page.locator("[data-live=spending]").getByText("131,297.24").waitFor();
  await page.keyboard.press("Escape"); // the range
  await page.getByLabel("只看有疑点的").check();
  await shown().getByText(/^显示 4 行/).waitFor();
});

test("the inspector finds codes and units by initials, and says at once what does not go together", async (t) => {
  await start(t);
  await field().focus();
  await page.keyboard.press("Insert");
  const dialog = page.getByRole("dialog", { name: "新增明细行" });
  const code = dialog.getByRole("combobox", { name: "功能科目（项）" });
  await code.fill("");
  await code.focus();
  await page.keyboard.type("l");
  const listed = dialog.getByRole("option", { name: /^\d{7} / }).first();
  await listed.waitFor();
  await page.keyboard.press("Escape"); // closes the list, not the dialog
  await listed.waitFor({ state: "hidden" });
  await page.keyboard.type("dbz");
  await dialog.getByRole("option", { name: "2080105 劳动保障监察" }).waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await code.inputValue(), "2080105 劳动保障监察");
  await dialog.getByRole("combobox", { name: "预算单位" }).focus();
  await page.keyboard.type("rcfw");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await dialog.getByRole("option", { name: /人才服务中心/ }).click();
  await dialog.getByRole("combobox", { name: "经济科目（款）" }).focus();
  await page.keyboard.type("bgf");
  await page.keyboard.press("Tab"); // takes it and goes on
  await dialog.getByLabel("类别", { exact: true }).selectOption({ label: "人员支出" });
  await dialog.getByText("302 商品和服务支出用于商品、服务和资产，人员支出应列 301 或 303").waitFor();
  await dialog.getByLabel("类别", { exact: true }).selectOption({ label: "公用支出" });
  await dialog.getByText("人员支出应列 301 或 303").waitFor({ state: "hidden" });
  await code.fill("2080105 行政运行");
  await dialog.getByText("代码 2080105 的名称写作“行政运行”，分类里是“劳动保障监察”；按代码处理").waitFor();
  await dialog.getByLabel("金额（万元）").fill("12");
  await page.keyboard.press("Enter");
  await page.locator("[data-live=spending]").getByText("131,309.24").waitFor();
  await page.waitForFunction(() => document.querySelector("budget-grid").activeKey === "N1");
  await page.keyboard.press("Alt+Enter");
  const details = page.getByRole("dialog", { name: /N1/ });
  assert.equal(await details.getByRole("combobox", { name: "预算单位" }).inputValue(), "403012 厦门市人才服务中心");
});
