// 培训: an error is found with the keys, and one key puts the computer back.
// The server is gone by then: all of it is offline.

import assert from "node:assert/strict";
import { test } from "node:test";
import { suite } from "./harness.mjs";

const program = suite({ installed: true });
let page;

async function start(t) {
  page = await program.open(t);
  await page.goto(`${program.server.url}/training`);
  await program.ready(page);
  await page.context().setOffline(true);
}

const part = (name) => page.getByRole("navigation", { name: "培训的各部分" }).getByRole("link", { name }).press("Enter");
const turnTo = (name) => page.getByRole("navigation", { name: "页面" }).getByRole("link", { name }).press("Enter");
const grid = () => page.getByRole("grid", { name: /附表 \d，找出错的一格/ });
const budgets = () => page.getByRole("dialog", { name: "预算", exact: true });
const pressed = async (key) => {
  const ack = Number(await page.locator("#desk").getAttribute("data-ack"));
  await page.keyboard.press(key);
  await page.waitForFunction((n) => Number(document.getElementById("desk").dataset.ack) > n, ack);
};

/** Goes to a cell by arrow keys, as far as the table says where one is. */
async function walk(row, column) {
  for (;;) {
    const [, r, c] = (await grid().getAttribute("aria-activedescendant")).split("-").map(Number);
    if (r !== row) await pressed(r < row ? "ArrowDown" : "ArrowUp");
    else if (c !== column) await pressed(c < column ? "ArrowRight" : "ArrowLeft");
    else return;
  }
}

test("a learner finds a planted error with the arrow keys and is told why", async (t) => {
  await start(t);
  await part("找错");
  await page.getByLabel("错法").selectOption({ label: "把元写成了万元" });
  await page.getByLabel("种子").fill("5");
  await page.getByRole("button", { name: "出一题" }).press("Enter");
  await grid().waitFor();
  await page.waitForFunction(() => document.activeElement.getAttribute("role") === "grid");
  assert.equal(await page.getByText("核对结果", { exact: true }).count(), 0, "nothing is told yet");

  // a figure ten thousand times too large stands out
  const [row, column] = await grid().evaluate((table) => {
    const leaves = [...table.querySelectorAll("tbody tr:not(.total) td.amount")].filter((td) => Number(td.textContent.replaceAll(",", "")) > 131_298);
    return leaves[0].id.split("-").slice(1).map(Number);
  });
  await walk(row, column === 1 ? 2 : column - 1);
  await pressed("Enter");
  await page.getByRole("status").getByText("行找对了").waitFor();
  await walk(row, column);
  const seen = await page.evaluate(() => {
    const cell = document.getElementById(document.activeElement.getAttribute("aria-activedescendant"));
    const { left, right, top, bottom } = cell.getBoundingClientRect();
    return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
  });
  assert.ok(seen, "the cell that is pointed at is in sight");
  await pressed("Enter");
  await page.getByRole("status").getByText("找到了：把元写成了万元。").waitFor();
  await page.getByRole("status").getByText(/原为 .*，被改成了/).waitFor();
  await page.getByRole("heading", { name: "核对结果" }).waitFor();
  await page.getByRole("row", { name: "把元写成了万元 1 1 1 2" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "find-next");
  await page.keyboard.press("n");
  await page.getByText("种子 6").waitFor();
  await grid().waitFor();
});

// Failed where the second frame after a click came late: the key found the
// focus led away from what had been clicked, and was taken for the learner's.
test("a key in the same breath as a click leads the focus on from where the click led it", async (t) => {
  await start(t);
  await part("课堂");
  await page.getByRole("radio", { name: "讲师" }).check();
  await page.getByLabel("题库里抽几道").fill("2");
  await page.getByRole("button", { name: "出题", exact: true }).press("Enter");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "存成题目文件" }).press("Enter");
  const set = await (await saved).path();
  await page.getByRole("radio", { name: "学员" }).check();
  await page.getByLabel("打开讲师发的题目文件").setInputFiles(set);
  await page.getByText("1 / 2").waitFor();

  const option = page.getByRole("button", { name: /^A/, pressed: false });
  await option.evaluate((button) => {
    button.focus();
    button.click();
    button.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }));
  });
  await page.getByText("2 / 2").waitFor();
  await page.waitForFunction(() => document.activeElement.id === "class-ask");
  await page.getByText("共 2 道，还有 1 道没答").waitFor();
});

test("F9 brings back the known state; what was there is put away, and can be taken out again", async (t) => {
  await start(t);
  await page.getByRole("button", { name: "开始一轮" }).press("Enter");
  await page.getByText("按 A–F 或 1–6 作答。").waitFor();
  await page.keyboard.press("a");
  await page.getByRole("button", { name: "下一题" }).waitFor();

  await turnTo("编制");
  await page.evaluate(() => document.querySelector("budget-grid").select("L28", "draft"));
  await page.locator("budget-grid textarea").focus();
  await page.keyboard.type("25405");
  await page.keyboard.press("Enter");
  await page.locator("[data-live=spending]").getByText("131,397.24").waitFor();
  await page.getByText(/保存在两处/).waitFor();

  await turnTo("培训");
  await part("起点");
  await page.getByRole("row", { name: /项目压减 5%/ }).getByRole("button", { name: /F9 的起点/ }).press("Enter");
  await page.getByText("打开一份新的“项目压减 5%，控制数之内”；").waitFor();
  await page.getByText("收起现在的 1 份预算").waitFor();
  await page.keyboard.press("F9");
  await page.locator("#start-report").getByText("已恢复。打开了新的“项目压减 5%，控制数之内”，收起了 1 份预算").waitFor();
  await page.locator("#start-report").getByText("练习记录和课堂答卷已清掉，留了一份底。").waitFor();
  await page.locator("[data-live=spending]").getByText("125,619.02").waitFor();
  await page.waitForURL(/part=drills/);
  await page.getByText(/练了 0 轮，见过 0 \//).waitFor();
  // Preact 10.28.0 lost this button here: the second of two elements in the place of five
  await page.getByRole("button", { name: "开始一轮" }).waitFor();

  await page.getByRole("button", { name: "拿回恢复前的记录" }).press("Enter");
  await page.getByText(/见过 1 \//).waitFor();

  await page.getByText(/保存在两处/).waitFor();
  await page.getByRole("button", { name: /厦门市/ }).first().press("Enter");
  await budgets().getByText("已收起（1）").click();
  await budgets().getByRole("button", { name: /厦门市/ }).last().press("Enter");
  await page.locator("[data-live=spending]").getByText("131,397.24").waitFor();
  await page.getByText("这份预算已收起，只能查看").first().waitFor();
  await page.getByRole("button", { name: /厦门市/ }).first().press("Enter");
  await budgets().getByRole("button", { name: "取出这一份，继续编制" }).press("Enter");
  await page.getByText("这份预算已收起，只能查看").first().waitFor({ state: "hidden" });
});
