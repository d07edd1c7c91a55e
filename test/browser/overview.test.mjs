// 总览: pictures, the tables beside them, and the ways in.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { suite } from "./harness.mjs";

const program = suite({ installed: true });
let page;

async function start(t, options) {
  page = await program.open(t, options);
  await page.goto(program.server.url);
  await program.ready(page);
  await page.getByText("还没有改动").waitFor();
}

const overview = async () => {
  await page.getByRole("link", { name: "总览" }).click();
  await page.locator("#picture-flow[data-drawn] svg").waitFor();
};

const picture = (name) => page.getByRole("region", { name });
const amounts = (text) => text.map((t) => Math.round(Number(t.replaceAll(",", "")) * 100));

/** The rows of a picture's table. */
async function table(name) {
  const region = picture(name);
  await region.getByText("数据表").click();
  const rows = await region.getByRole("row").evaluateAll((all) => all.slice(1).map((r) => [...r.cells].map((c) => c.textContent)));
  return rows;
}

async function raise(line, amount) {
  await page.getByRole("link", { name: "编制" }).click();
  await page.evaluate((line) => document.querySelector("budget-grid").select(line, "draft"), line);
  await page.locator("budget-grid textarea").focus();
  await page.keyboard.type(amount);
  await page.keyboard.press("Enter");
}

test("every picture is drawn, and its table adds to what the statements print", async (t) => {
  await start(t);
  await overview();
  for (const id of ["flow", "tree", "bars", "plan"]) await page.locator(`#picture-${id}[data-drawn] svg`).waitFor();
  await picture("从公布数到草稿").getByText("支出还没有变动").waitFor();
  const flow = await table("钱从哪里来，用到哪里去");
  const sum = (column) => (all, row) => all + amounts([row[column]])[0];
  // rounded parts may miss the rounded total by as many halves of a cent
  assert.ok(Math.abs(flow.reduce(sum(3), 0) - 13129724) <= flow.length / 2, "the flow adds to 131,297.24");
  const tree = await table("支出按功能科目");
  assert.deepEqual(tree.find((r) => r[0].startsWith("208 ")).slice(1), ["125,072.67", "125,072.67", "0.00"]);
  const bars = await table("公布数与草稿比较");
  assert.ok(Math.abs(bars.reduce(sum(2), 0) - 13129724) <= bars.length / 2);
});

test("a change shows as a step of the bridge, which leads to its line", async (t) => {
  await start(t);
  await raise("L07", "183");
  await raise("L28", "25000");
  await overview();
  await page.locator("#picture-bridge[data-drawn] svg").waitFor();
  const steps = await table("从公布数到草稿");
  assert.deepEqual(steps.map((r) => [r[0].slice(0, 3), r[1]]), [["L28", "-305.00"], ["L07", "100.00"]]);
  await picture("从公布数到草稿").getByRole("button", { name: /L07/ }).click();
  await page.waitForFunction(() => document.querySelector("budget-grid")?.activeKey === "L07");
});

test("a unit leads to its lines, a code to where its total comes from", async (t) => {
  await start(t);
  await overview();
  await picture("公布数与草稿比较").getByText("数据表").click();
  await picture("公布数与草稿比较").getByRole("button", { name: /403006/ }).click();
  await page.waitForFunction(() => document.querySelector("budget-grid")?.activeKey === "g.unit:403006");
  await overview();
  // the picture itself: the largest 款 of the treemap
  await page.locator("#picture-tree svg").getByText(/^引进人才费用/).click();
  await page.getByRole("complementary", { name: "来历" }).getByRole("heading", { name: /附表 3 2080116/ }).waitFor();
});

test("shape and last column are chosen, and pictures are saved as SVG and PNG", async (t) => {
  await start(t);
  await overview();
  await page.getByLabel("图形").selectOption({ label: "旭日图" });
  await page.locator("#picture-tree[data-drawn=sunburst]").waitFor();
  await page.getByLabel("最后一栏").selectOption({ label: "预算单位" });
  await page.locator("#picture-flow svg").getByText(/403012/).waitFor();
  for (const [kind, starts] of [["SVG", "<svg"], ["PNG", "\x89PNG"]]) {
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: `钱从哪里来，用到哪里去，存为 ${kind}` }).click();
    const download = await waiting;
    assert.match(download.suggestedFilename(), new RegExp(`钱从哪里来.*\\.${kind.toLowerCase()}$`));
    const body = await readFile(await download.path());
    assert.equal(body.subarray(0, 4).toString("latin1"), starts.slice(0, 4));
    assert.ok(body.length > 5000);
  }
});

test("pictures are drawn with the network off, and turn dark with the page", async (t) => {
  await start(t);
  await page.context().setOffline(true);
  await page.goto(`${program.server.url}/overview`);
  await program.ready(page);
  await page.locator("#picture-flow[data-drawn] svg").waitFor();
  const ink = () => page.locator("#picture-flow svg text").first().getAttribute("fill");
  const light = await ink();
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction((was) => document.querySelector("#picture-flow svg text").getAttribute("fill") !== was, light);
});
