// Sheets that are pasted or opened, and budgets side by side.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { suite } from "./harness.mjs";

const program = suite({ installed: true });
let page;

async function start(t, options) {
  page = await program.open(t, options);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(program.server.url);
  await program.ready(page);
  await page.getByText("还没有改动").waitFor();
}

const field = () => page.locator("budget-grid textarea");
const sheet = () => page.getByRole("dialog", { name: "读入明细表" });
const founding = () => page.getByRole("dialog", { name: "自建部门预算" });
const budgets = () => page.getByRole("dialog", { name: "预算", exact: true });
const spending = (figure) => page.locator("[data-live=spending]").getByText(figure, { exact: true }).waitFor();
const saved = () => page.getByText(/保存在两处/).waitFor();

const copy = (text) => page.evaluate((text) => navigator.clipboard.writeText(text), text);

test("twenty lines from a spreadsheet in 元 are shown, agreed to and taken back in one step, by keyboard", async (t) => {
  await start(t);
  const rows = Array.from({ length: 20 }, (_, i) => `新项目${i + 1}\t2080799\t403001\t财政拨款\t${(i + 1) * 10_000}.00`);
  await copy(["项目名称\t功能科目\t预算单位\t资金来源\t金额（元）", ...rows, "合计\t\t\t\t2,100,000.00"].join("\r\n") + "\r\n");
  await field().focus();
  await page.keyboard.press("Control+v");
  await sheet().getByText("将新增 20 行、改动 0 行；支出合计 131,297.24 → 131,507.24 万元。").waitFor();
  assert.equal(await sheet().getByLabel(/金额单位/).inputValue(), "yuan");
  assert.equal(await sheet().getByRole("alert").textContent(), "", "the total agrees with its rows");
  await page.keyboard.press("Enter");
  await spending("131,507.24");
  await page.keyboard.press("Control+z");
  await spending("131,297.24");
});

test("what is wrong in a sheet is said at its row, and a choice of unit or column is followed", async (t) => {
  await start(t);
  await copy("项目\t功能科目\t数\n甲\t2080799\t12\n乙\t9999999\t5\n合计\t\t18\n");
  await field().focus();
  await page.keyboard.press("Control+v");
  await sheet().getByText("没有找到金额这一列").waitFor();
  await sheet().getByLabel("第 3 列是").selectOption({ label: "本年金额" });
  await sheet().getByText("将新增 1 行").waitFor();
  await sheet().getByRole("row", { name: /乙/ }).getByText("分类里没有代码“9999999”").waitFor();
  await sheet().getByRole("alert").getByText("1 行有误，不会读入；第 4 行 “合计”写的是 18.00，它所含各行相加是 12.00").waitFor();
  await sheet().getByLabel(/金额单位/).selectOption({ label: "元" });
  await sheet().getByText("131,297.24 → 131,297.25 万元").waitFor(); // 12 元 = 0.0012 万元, and the tail rounds up
  await page.keyboard.press("Escape");
  await sheet().waitFor({ state: "hidden" });
  assert.equal(await page.locator("[data-live=edits]").textContent(), "0");
});

test("a department of one's own starts from a file as Excel saves it, beside the published budget, and both survive", async (t) => {
  await start(t);
  await field().focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("zjbmys");
  await page.keyboard.press("Enter");
  await founding().waitFor();
  await page.keyboard.type("青山市档案馆");
  // 单位名称,功能科目,支出类别,资金来源,项目,上年（元）,本年（元）… in GB 18030
  const text = await readFile(new URL("testdata/department-gb18030.csv", import.meta.url));
  await page.locator("#intake-file").setInputFiles({ name: "明细.csv", mimeType: "text/csv", buffer: text });
  await founding().getByText("将读入 4 行：本年支出 338.00 万元，上年 370.00 万元，2 个单位。").waitFor();
  await founding().getByRole("button", { name: "建立预算" }).click();
  await spending("338.00");
  await page.getByRole("columnheader", { name: "上年数" }).waitFor();
  await saved();

  await page.goto(`${program.server.url}/annexes?n=2`);
  await program.ready(page);
  await page.getByRole("row", { name: /方志中心/ }).getByText("8.00").first().waitFor();

  const name = /档案馆\d{4}年部门预算/;
  await page.getByRole("button", { name }).click();
  await budgets().getByRole("button", { name: /厦门市/ }).click();
  await spending("131,297.24");
  await page.reload();
  await program.ready(page);
  await spending("131,297.24");
  await page.getByRole("button", { name: /厦门市/ }).click();
  await budgets().getByRole("button", { name }).click();
  await spending("338.00");

  // units can be given later, but not taken from lines
  await page.getByRole("button", { name }).click();
  await budgets().getByRole("button", { name: "部门、年度和单位…" }).click();
  const department = page.getByRole("dialog", { name: "部门、年度和单位" });
  await department.getByLabel(/预算单位/).fill("001 本级\n");
  await department.getByRole("button", { name: "应用" }).click();
  await department.getByRole("alert").getByText(/002/).waitFor();
  await department.getByLabel(/预算单位/).fill("001 馆本级\n002 方志中心\n003 新设单位\n");
  await department.getByRole("button", { name: "应用" }).click();
  await page.getByRole("row", { name: /新设单位/ }).waitFor();
});

test("a class goes back to the published budget in one step, and the draft put away is only read", async (t) => {
  await start(t);
  await field().focus();
  await copy("项目\t金额（万元）\n甲\t100\n");
  await page.keyboard.press("Control+v");
  await sheet().getByText("将新增 1 行").waitFor();
  await page.keyboard.press("Enter");
  await spending("131,397.24");
  await saved();
  await page.getByRole("button", { name: /厦门市/ }).click();
  await budgets().getByRole("button", { name: "收起这一份，从公布数重新开始" }).click();
  await spending("131,297.24");

  await page.getByRole("button", { name: /厦门市/ }).click();
  await budgets().getByText("已收起（1）").click();
  await budgets().getByRole("button", { name: /厦门市/ }).last().click();
  await spending("131,397.24");
  await page.getByText("这份预算已收起，只能查看").first().waitFor();
  await field().focus();
  await page.keyboard.press("Control+z");
  await spending("131,397.24");
  await page.getByRole("button", { name: "取出这一份，继续编制" }).first().click();
  await field().focus();
  await page.keyboard.press("Control+z");
  await spending("131,297.24");
});

test("a budget that the list lost is found again from where it is kept", async (t) => {
  await start(t);
  await page.getByRole("button", { name: /厦门市/ }).click();
  await budgets().getByRole("button", { name: "从公布数新建一份" }).click();
  await page.getByText(/^已打开/).waitFor();
  await field().focus();
  await copy("项目\t金额（万元）\n甲\t100\n");
  await page.keyboard.press("Control+v");
  await sheet().getByText("将新增 1 行").waitFor();
  await page.keyboard.press("Enter");
  await saved();
  await page.evaluate(async () => {
    await window.suanpanStore.savePref("budgets", "");
    await window.suanpanStore.savePref("budget", "");
    sessionStorage.clear();
  });
  await page.reload();
  await program.ready(page);
  await page.getByRole("button", { name: /厦门市/ }).click();
  await budgets().getByRole("button", { name: /还没有打开过的预算/ }).click();
  await spending("131,397.24");
});

test("posts and a quota set a unit's public spending, are kept, and are undone in one step", async (t) => {
  await start(t);
  await page.getByRole("link", { name: "测算" }).click();
  const panel = page.getByRole("region", { name: "定员定额：各单位公用支出" });
  await panel.getByLabel("“厦门市劳动保障监察支队” 编制人数").fill("６２");
  await panel.getByLabel("“厦门市劳动保障监察支队” 在职人数").fill("65");
  await panel.getByLabel("“厦门市劳动保障监察支队” 公用定额").fill("2.45");
  await page.keyboard.press("Tab");
  const row = panel.getByRole("row", { name: /403006/ });
  await row.getByText("在职比编制多 3 人").waitFor();
  await row.getByText("151.90", { exact: true }).waitFor();
  await panel.getByRole("button", { name: "“厦门市劳动保障监察支队” 写入" }).click();
  await page.getByText("厦门市劳动保障监察支队的公用支出已由 152.71 改为 151.90 万元。").waitFor();
  await panel.getByLabel("“厦门市劳动保障监察支队” 公用定额").fill("二");
  await page.keyboard.press("Tab");
  await row.getByRole("alert").getByText(/./).waitFor();
  await saved();
  await page.reload();
  await program.ready(page);
  await page.waitForFunction(() => document.querySelector("#posts-403006-posts")?.value === "62");
  await page.getByRole("link", { name: "编制" }).click();
  await field().focus();
  await page.keyboard.press("Control+z");
  await spending("131,297.24");
});
