// 情景: going back, going on elsewhere, ceilings, and handing a round over.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { suite } from "./harness.mjs";

const program = suite({ installed: true });
let page;

async function start(t) {
  page = await program.open(t, { acceptDownloads: true });
  await page.goto(program.server.url);
  await program.ready(page);
  await page.getByText("还没有改动").waitFor();
}

async function enter(line, text) {
  await turnTo("编制");
  await page.evaluate((id) => document.querySelector("budget-grid").select(id, "draft"), line);
  await page.locator("budget-grid textarea").focus();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

const turnTo = (name) => page.getByRole("navigation", { name: "页面" }).getByRole("link", { name }).press("Enter");
const total = (key) => page.locator(`[data-live=${key}]`);
const steps = () => page.locator(".history tbody tr").evaluateAll((rows) => rows.map((r) => [r.cells[0].textContent, r.cells[1].textContent]));

test("a day's work can be gone back to, and gone on from in another scenario", async (t) => {
  await start(t);
  await enter("L28", "25405");
  await enter("L07", "95");
  await enter("L06", "100");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await enter("L30", "50");
  await turnTo("情景");
  await page.getByRole("heading", { name: "历史" }).waitFor();
  assert.deepEqual(await steps(), [
    ["2", "L30 2080150 事业运行 人员支出：987.68 → 50.00 万元（-937.68） （现在在这里）"],
    ["3", "L06 公用支出 改为 100.00 万元 （撤销后另改，未恢复）"],
    ["2", "L07 劳动监察业务费 改为 95.00 万元 （撤销后另改，未恢复）"],
    ["1", "L28 人才住房补贴和新引进人才生活补贴：25,305.00 → 25,405.00 万元（+100.00）"],
  ]);

  await page.getByLabel("筛选").fill("ldjc");
  await page.waitForFunction(() => document.querySelectorAll(".history tbody tr").length === 1);
  await page.getByLabel("筛选").fill("");

  await page.getByRole("button", { name: "回到这里 第 1 步" }).press("Enter");
  await page.getByText("现在在第 1 步").waitFor();
  assert.equal(await total("spending").textContent(), "131,397.24");
  await page.getByText(/保存在两处/).waitFor();
  await page.reload();
  await program.ready(page);
  await page.getByText("（已撤销）").waitFor();
  assert.equal(await total("spending").textContent(), "131,397.24");
  await page.getByRole("button", { name: "回到这里 第 2 步" }).press("Enter");
  await total("spending").getByText("130,459.56").waitFor();

  // what had been typed over is another scenario now; this one stays
  await page.getByRole("button", { name: "由此另建… 第 3 步" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "另建情景" });
  await dialog.getByLabel("草稿名称").fill("昨天的想法");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "建立" }).press("Enter");
  await page.getByText("已建立“昨天的想法”").waitFor();
  assert.equal(await total("spending").textContent(), "131,356.53");
  await page.locator(".standing").getByText(/由“.*”的前 1 步而来/).waitFor();
  await page.locator(".budget-title").press("Enter");
  await page.getByRole("dialog", { name: "预算" }).getByRole("button", { name: /^厦门市人力资源和社会保障局/ }).press("Enter");
  await total("spending").getByText("130,459.56").waitFor();
});

test("a ceiling says by how much the draft is over it, until it is not", async (t) => {
  await start(t);
  await turnTo("情景");
  await page.getByLabel("对象").selectOption({ label: "预算单位" });
  await page.getByLabel("代码或名称").fill("999");
  await page.getByLabel("金额（万元）").fill("1,700");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText(/999/).waitFor();
  await page.getByLabel("代码或名称").fill("厦门市劳动保障监察支队");
  await page.keyboard.press("Enter");
  const row = page.getByRole("row", { name: /403006 厦门市劳动保障监察支队/ });
  await row.getByText("30.4997", { exact: true }).waitFor();
  await page.getByRole("link", { name: "情景 1" }).waitFor();

  await row.getByRole("link").press("Enter");
  await page.locator("[data-live=shown]").getByText("显示 4 行").waitFor();
  await enter("L07", "50");
  await page.locator(".tabs .badge:visible").waitFor({ state: "hidden" });
  await turnTo("情景");
  await row.getByText("—").waitFor();
  await page.reload();
  await program.ready(page);
  await row.getByText("1,700.00").waitFor();
  await row.getByRole("button", { name: /撤去/ }).press("Enter");
  await row.waitFor({ state: "hidden" });
});

test("a round is locked, handed over as a file, and stays what it was", async (t) => {
  await start(t);
  await enter("L28", "25405");
  await turnTo("情景");
  await page.getByRole("button", { name: "锁定并交出…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "锁定并交出…" });
  await dialog.getByLabel("轮次").selectOption({ label: "一上" });
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "锁定并存为文件" }).press("Enter");
  const file = await readFile(await (await download).path(), "utf8");
  const { locked, seal, edits } = JSON.parse(file);
  assert.equal(locked.round, "first_up");
  assert.equal(edits.length, 1);
  await page.getByText(`已锁定为一上，只能看，不能改。封签 ${seal.slice(0, 16)}…`).waitFor();

  // nothing moves it: not the grid, not a restart
  await enter("L07", "95");
  await page.keyboard.press("Escape");
  assert.equal(await total("spending").textContent(), "131,397.24");
  await page.keyboard.press("Control+z");
  assert.equal(await total("edits").textContent(), "1");
  await page.getByText(/保存在两处|已恢复/).first().waitFor();
  await page.reload();
  await program.ready(page);
  await page.getByText("这份草稿已锁定为“一上”").first().waitFor();

  // one goes on in another scenario
  await turnTo("情景");
  await page.getByRole("button", { name: "由此另建情景…" }).press("Enter");
  const branch = page.getByRole("dialog", { name: "另建情景" });
  await branch.getByLabel("草稿名称").fill("一下");
  await branch.getByRole("button", { name: "建立" }).press("Enter");
  await page.getByText("已建立“一下”").waitFor();
  await enter("L07", "95");
  await total("spending").getByText("131,409.24").waitFor();

  // the file opens as what it is, and not without its lock
  const opening = async (text) => {
    await page.locator(".budget-title").press("Enter");
    const asks = page.waitForEvent("filechooser");
    await page.getByRole("dialog", { name: "预算" }).getByRole("button", { name: /打开/ }).press("Enter");
    await (await asks).setFiles({ name: "一上.json", mimeType: "application/json", buffer: Buffer.from(text) });
  };
  await opening(file.replace(/"locked":\{[^}]*\},\s*/, ""));
  await page.getByText(/没有打开：一上\.json:.*存出之后被改动过/).waitFor();
  assert.equal(await total("spending").textContent(), "131,409.24");
  await opening(file);
  await page.getByText("这份草稿已锁定为“一上”").first().waitFor();
  await total("spending").getByText("131,397.24").waitFor();
});
