// The guided minute, as somebody takes it who has never been here.

import assert from "node:assert/strict";
import { test } from "node:test";
import { suite } from "./harness.mjs";

const program = suite();
const edits = (page) => page.locator("[data-live=edits]");

test("a first run is offered a minute on the real budget, by keyboard, and nothing of it stays", async (t) => {
  const page = await program.open(t);
  await page.goto(program.server.url);
  await program.ready(page);
  await page.getByText("第一次来？").waitFor();
  await page.getByRole("button", { name: "开始导览" }).press("Enter");

  const card = page.getByRole("complementary", { name: "一分钟导览" });
  const step = (n) => card.getByText(`第 ${n} 步，共 8 步`).waitFor();
  await step(1);
  await page.waitForFunction(() => document.activeElement.id === "tour-next");
  await page.keyboard.press("Enter");
  await step(2);
  await page.waitForFunction(() => document.activeElement.closest("budget-grid"));
  await page.keyboard.type("5000");
  await page.keyboard.press("Enter");
  await step(3);
  await page.locator("[data-live=spending]").getByText("131,705.24").waitFor();
  await page.waitForFunction(() => document.activeElement.id === "tour-next");
  await page.keyboard.press("Enter");
  await step(4);
  await page.waitForFunction(() => document.activeElement.closest("budget-grid"));
  await page.keyboard.press("Control+i");
  await step(5);
  await page.getByRole("complementary", { name: "来历" }).getByRole("heading", { name: /明细行/ }).waitFor();
  await page.waitForFunction(() => document.activeElement.id === "trace-title");
  await page.keyboard.press("Escape");
  await step(6);
  await page.getByRole("heading", { name: "勾稽检查" }).waitFor();
  await page.waitForFunction(() => document.activeElement.id === "tour-next");
  await page.keyboard.press("Enter");
  await step(7);
  await page.waitForFunction(() => document.activeElement.closest("budget-grid"));
  assert.equal(await edits(page).textContent(), "1");
  await page.keyboard.press("Control+z");
  await step(8);
  assert.equal(await edits(page).textContent(), "0");
  await page.waitForFunction(() => document.activeElement.id === "tour-next");
  await page.keyboard.press("Enter");
  await card.waitFor({ state: "hidden" });
  assert.equal(await page.locator("[data-ringed]").count(), 0);

  await page.reload();
  await program.ready(page);
  await page.getByText("回车编辑").waitFor();
  assert.equal(await page.getByText("第一次来？").count(), 0, "it is offered once");
});

test("the minute can be left at any step and taken later from the list of keys", async (t) => {
  const page = await program.open(t);
  await page.goto(program.server.url);
  await program.ready(page);
  await page.getByRole("button", { name: "不用了" }).click();
  await page.getByText("回车编辑").waitFor();

  await page.getByRole("link", { name: "勾稽" }).click();
  await page.getByRole("button", { name: "键盘操作" }).click();
  await page.getByRole("dialog", { name: "键盘操作" }).getByRole("button", { name: "一分钟导览" }).click();
  const card = page.getByRole("complementary", { name: "一分钟导览" });
  await card.getByText("第 1 步").waitFor();
  await page.locator("budget-grid").waitFor();
  await page.waitForFunction(() => document.activeElement.id === "tour-next");
  await page.keyboard.press("Escape");
  await card.waitFor({ state: "hidden" });

  await page.keyboard.press("Control+k");
  await page.keyboard.type("导览");
  await page.getByRole("option", { name: /一分钟导览/ }).waitFor();
  await page.keyboard.press("Enter");
  await card.getByRole("button", { name: "下一步" }).click();
  await card.getByText("改一个数").waitFor();
  await card.getByRole("button", { name: "离开导览" }).click();
  await card.waitFor({ state: "hidden" });
  assert.equal(await edits(page).textContent(), "0");
});
