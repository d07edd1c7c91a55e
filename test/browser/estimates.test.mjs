// 测算: an estimate by hand, what is tried out on it, loans from a table, and
// lines that are written from it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { suite } from "./harness.mjs";

const command = process.env.SUANPAN_BIN ?? fileURLToPath(new URL("../../bin/suanpan", import.meta.url));
const talent = "新引进人才生活补贴";
const program = suite({ installed: true });
let page;

async function start(t) {
  page = await program.open(t);
  await page.goto(program.server.url);
  await program.ready(page);
  await turnTo("测算");
  await button(talent).waitFor();
}

const turnTo = (name) => page.getByRole("navigation", { name: "页面" }).getByRole("link", { name, exact: true }).press("Enter");
const button = (name) => page.getByRole("button", { name, exact: true });
const status = (text) => page.getByRole("status").filter({ hasText: text });
const tool = (summary) => page.getByRole("group").filter({ has: page.getByText(summary, { exact: true }) });
const saved = () => page.getByText(/已于 .* 保存在两处/).waitFor();
const grouped = (wan) => wan.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");

/** Types into a field and leaves it. */
async function type(name, text) {
  const field = page.getByLabel(name, { exact: true });
  await field.fill(text);
  await field.press("Tab");
}

/** Begins the talent subsidy with so many of its first categories. */
async function begin(...quantities) {
  await button(talent).press("Enter");
  const names = ["博士", "硕士", "“双一流”本科", "其他本科"];
  for (const [i, quantity] of quantities.entries()) await type(`${names[i]} 数量`, quantity);
}

/** A row of a table as texts. */
const cells = (row) => row.evaluate((tr) => [...tr.cells].map((cell) => cell.textContent));

async function reopened(name) {
  await saved();
  await page.reload();
  await program.ready(page);
  await page.getByRole("row").getByRole("button", { name, exact: true }).press("Enter");
}

test("a focus that comes late does not take the field somebody types in", async (t) => {
  await start(t);
  // frames come when the test says so
  await page.evaluate(() => {
    const frame = window.requestAnimationFrame.bind(window);
    const held = [];
    window.requestAnimationFrame = (draw) => held.push(draw);
    window.frames = { held, next: () => held.splice(0).forEach((draw) => frame(draw)) };
  });
  const field = page.getByLabel("博士 数量", { exact: true });
  await button(talent).press("Enter");
  // the first frame draws the estimate, and only a later one leads the focus on
  await page.waitForFunction(() => window.frames.held.length > 1);
  await page.evaluate(() => window.frames.next());
  await field.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("10");
  await page.waitForFunction(() => window.frames.held.length > 1);
  await page.evaluate(() => window.frames.next());
  await page.keyboard.type("0");
  await page.evaluate(() => {
    window.requestAnimationFrame = (draw) => setTimeout(draw);
    window.frames.next();
  });
  await page.getByRole("row", { name: /^合计 800\.00/ }).waitFor();
  assert.equal(await field.inputValue(), "100");
  assert.ok(await field.evaluate((element) => element === document.activeElement), "the focus stays where somebody types");
  assert.equal(await page.getByLabel("名称", { exact: true }).inputValue(), talent);
});

test("what is tried out on an estimate is right by hand, and draws are those of the command line", async (t) => {
  await start(t);
  await begin("150:200:300", "3200");
  const total = 200 * 8 + 3200 * 5; // 万元
  await page.getByRole("row", { name: `合计 ${grouped(total)}` }).waitFor();

  await page.getByText("求数：怎样正好等于一个金额").press("Enter");
  const seek = tool("求数：怎样正好等于一个金额");
  await type("目标金额（万元）", "20000");
  await seek.getByText(`正好达到：${(20000 - 3200 * 5) / 8} 人`).waitFor();
  await seek.getByLabel("变动哪个因素").selectOption({ label: "标准" });
  await seek.getByText("正好达到：标准 200,000 元").waitFor(); // 4,000 万元 for 200
  await seek.getByLabel("变动哪个因素").selectOption({ label: "份额" });
  await seek.getByText(`取最大值合计也只有 ${grouped(total)} 万元`).waitFor();
  await type("目标金额（万元）", "16800");
  await seek.getByText("正好达到：份额 1/2（约 50.00%）").waitFor();
  // in whole people, where no number meets it exactly: an eighth of one is over
  await seek.getByLabel("变动哪个因素").selectOption({ label: "数量" });
  await type("目标金额（万元）", "16801");
  await seek.getByText("100 人：合计 16,800.00 万元，相差 -1.00 万元").waitFor();
  await seek.getByText("101 人：合计 16,808.00 万元，相差 7.00 万元").or(seek.getByText("101 人：合计 16,808.00 万元，相差 +7.00 万元")).first().waitFor();

  await page.getByText("双向表：标准 × 数量").press("Enter");
  const table = tool("双向表：标准 × 数量");
  const across = [100, 200, 250];
  const down = [60_000, 80_000];
  await type("各列数量", across.join("，"));
  await type("各行标准（元）", down.join("，"));
  await table.getByRole("row", { name: /^60,000/ }).waitFor();
  for (const standard of down) {
    assert.deepEqual(
      await cells(table.getByRole("row", { name: new RegExp(`^${standard / 1000},000`) })),
      [`${standard / 1000},000`, ...across.map((heads) => grouped(heads * (standard / 10_000) + 3200 * 5))],
    );
  }

  await page.getByText("哪个数量影响最大").press("Enter");
  const bars = tool("哪个数量影响最大").getByRole("row").filter({ hasText: "博士" });
  assert.deepEqual(await cells(bars), ["博士", ...[total - 50 * 8, total + 100 * 8, 150 * 8].map(grouped)]);
  await type("硕士 数量", "3100:3200:3500");
  await bars.first().waitFor();
  await tool("哪个数量影响最大").getByRole("row").filter({ hasText: "硕士" }).waitFor();
  const order = await tool("哪个数量影响最大").getByRole("rowheader").allTextContents();
  assert.deepEqual(order, ["硕士", "博士"], "400 × 5 matter more than 150 × 8");

  // draws are seen to go on, and can be stopped
  const drawing = tool("抽样：超出预算的可能有多大");
  await page.getByText("抽样：超出预算的可能有多大").press("Enter");
  await type("次数", "1000000");
  await button("开始抽样").press("Enter");
  const progress = drawing.getByRole("progressbar");
  await progress.waitFor();
  // stopped where it is seen: the draws do not wait for the test
  await page.waitForFunction(() => {
    const bar = document.querySelector("progress");
    window.drawn ??= bar.value;
    if (bar.max !== 1_000_000 || bar.value <= window.drawn) return false;
    [...document.querySelectorAll("button")].find((b) => b.textContent === "停止").click();
    return true;
  });
  await button("开始抽样").waitFor();
  assert.equal(await progress.count(), 0);
  assert.equal(await drawing.getByText(/P50/).count(), 0, "draws that were stopped have no result");

  const says = async (seed) => {
    const { stdout, status, stderr } = spawnSync(
      command,
      `--lang zh estimate talent --doctor 150:200:300 --master 3100:3200:3500 --draws 20000 --seed ${seed} --budget 17700`.split(" "),
      { encoding: "utf8" },
    );
    assert.equal(status, 0, stderr);
    const lines = stdout.trimEnd().split("\n");
    return lines.slice(lines.indexOf(`抽样 20,000 次，种子 ${seed}`));
  };
  const draw = async (seed) => {
    await type("次数", "20000");
    await type("种子", String(seed));
    await type("预算（万元）", "17700");
    await button("开始抽样").press("Enter");
    await drawing.getByText(`抽样 20,000 次，种子 ${seed}`).waitFor();
    return drawing.getByRole("listitem").allTextContents();
  };
  const seven = await draw(7);
  assert.ok(seven.some((line) => /P50 [\d,.]+，P90 [\d,.]+/.test(line)), `${seven}`);
  assert.deepEqual(seven, await says(7));
  // what was drawn is not said to be of another seed than it was drawn from
  await type("种子", "8");
  await type("预算（万元）", "17600");
  await drawing.getByText(/超过预算 17,600\.00 万元/).waitFor();
  await drawing.getByText("抽样 20,000 次，种子 7").waitFor();
  const eight = await draw(8);
  assert.deepEqual(eight, await says(8));
  assert.notDeepEqual(eight.slice(1), seven.slice(1), "another seed, other draws");

  await reopened(talent);
  assert.equal(await page.getByLabel("硕士 数量", { exact: true }).inputValue(), "3100:3200:3500");
  await page.getByText("抽样：超出预算的可能有多大").press("Enter");
  assert.deepEqual(await draw(7), seven);
});

/** The figures of a year of a worked case of loans, in 元. */
async function worked(name, year) {
  const text = await readFile(new URL("../../budgetcore/loan/testdata/cases/portfolio.txtar", import.meta.url), "utf8");
  const [, expected] = text.split(`-- ${name}/expected.csv --\n`);
  const [head, ...rows] = expected.slice(0, expected.indexOf("\n-- ")).split("\nyear,")[1].split("\n");
  const row = rows.find((row) => row.startsWith(`${year},`)).split(",");
  return Object.fromEntries(head.split(",").map((column, i) => [column, Math.round(Number(row[i + 1]) * 100)])); // 分
}

test("a table of loans is refused whole where one ends before it starts, and mended comes to what the worked cases say", async (t) => {
  await start(t);
  await button("创业担保贷款贴息").press("Enter");
  await page.getByText("还没有贷款。").waitFor();
  const table = (repaid) =>
    [
      "编号\t类型\t金额（万元）\t发放日期\t期限\t利率\t招用人数\t人数变动\t提前还清日期",
      "P1\t个人\t30\t2023-03-15\t4\t5.15\t\t\t",
      "F1\t小微企业\t150\t2023-03-15\t4\t5.15\t5\t2023-05-10:4\t",
      `P2\t个人\t50\t2023-03-15\t1\t5.15\t\t\t${repaid}`,
    ].join("\n");
  const paste = page.getByLabel(/从 Excel 或 WPS 复制后粘贴在这里/);
  await paste.fill(table("2023-03-01"));
  await button("读入").press("Enter");
  await page.getByRole("alert").getByText("1 处不能用，一笔也没有采用").waitFor();
  const [fault, ...more] = await page.getByRole("row").filter({ hasText: "2023-03-01" }).all();
  assert.deepEqual(more, []);
  assert.deepEqual(await cells(fault), ["4", "提前还清日期", "2023-03-01 不在贷款期内（2023-03-15 之后，至 2023-04-15）"]);
  await page.getByText("还没有贷款。").waitFor();
  assert.equal(await page.getByText(/台账共/).count(), 0);
  assert.equal(await paste.inputValue(), table("2023-03-01"), "what was pasted can be mended");

  await paste.fill(table(""));
  await button("读入").press("Enter");
  await status("台账共 3 笔，230.00 万元：个人 2 笔，80.00 万元；小微企业 1 笔，150.00 万元。").waitFor();
  const two = await worked("a-person-and-a-firm", 2023);
  const one = await worked("reward-above-the-cap", 2023);
  const sum = (column) => grouped((two[column] + one[column]) / 100);
  const shown = async () => {
    await page.getByText(`2023 年所需 ${(two.need + one.need) / 1e6} 万元`).first().waitFor();
    const row = (name) => cells(page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) }));
    assert.deepEqual((await row("贴息合计")).slice(-3), [sum("paid to persons"), sum("paid to firms"), grouped((two.need + one.need - two.reward - one.reward) / 100)]);
    assert.equal((await row("全年所需（贴息与奖励）")).at(-1), sum("need"));
  };
  await shown();

  await reopened("创业担保贷款贴息");
  await status("台账共 3 笔，230.00 万元").waitFor();
  await shown();
});

test("what matters most among loans and draws of their numbers are those of the command line", async (t) => {
  await start(t);
  await button("创业担保贷款贴息").press("Enter");
  await button("加一行").press("Enter");
  const row = page.getByRole("row").filter({ has: page.getByLabel("设定1 笔数", { exact: true }) });
  for (const [name, text] of [["笔数", "300：400：600"], ["每笔（万元）", "20"], ["发放年", "2022"], ["期限（月）", "24"], ["利率（%）", "4.15"]]) {
    const field = row.getByLabel(`设定1 ${name}`, { exact: true });
    await field.fill(text);
    await field.press("Tab");
  }
  const asked = { goal: 500, draws: 20000, seed: 7, budget: 200 };
  const { stdout, status: code, stderr } = spawnSync(
    command,
    ["--lang", "zh", "estimate", "loans", "--assume", "id=设定1 borrower=person count=300:400:600 amount=20 rate=4.15 term=24 year=2022",
      "--vary", "设定1", "--tornado", ...Object.entries(asked).flatMap(([flag, value]) => [`--${flag}`, String(value)])],
    { encoding: "utf8" },
  );
  assert.equal(code, 0, stderr);
  const lines = stdout.trimEnd().split("\n");
  await page.getByText(lines.find((line) => line.startsWith("笔数全低")), { exact: true }).waitFor();

  await page.getByRole("button", { name: "试算", exact: true }).press("Enter");
  await type("目标金额（万元）", String(asked.goal));
  await status(lines[lines.findIndex((line) => line.startsWith("现在“设定1”400 笔")) + 1]).waitFor();
  const bars = async (title, from) => {
    const region = page.getByRole("region", { name: title, exact: true });
    const rows = (await region.getByRole("row").evaluateAll((list) => list.map((tr) => [...tr.cells].map((cell) => cell.textContent)))).slice(1);
    const told = lines.slice(lines.findIndex((line) => line.startsWith(from)) + 1);
    assert.deepEqual(rows, told.slice(0, rows.length).map((line) => line.split(/ {2,}/)));
    assert.equal(told[rows.length], "", "the command line has no more");
    await region.getByRole("img").waitFor();
  };
  await bars("哪个笔数影响最大", "影响从大到小：只把这一批的笔数");
  await bars("各取值少一成、多一成", "影响从大到小：只把这一个取值");

  await type("次数", String(asked.draws));
  await type("种子", String(asked.seed));
  await type("预算（万元）", String(asked.budget));
  await button("开始抽样").press("Enter");
  const drawn = page.getByRole("region", { name: "抽样：超出预算的可能有多大", exact: true });
  await drawn.getByText("抽样 20,000 次，种子 7").waitFor();
  assert.deepEqual(await drawn.getByRole("listitem").allTextContents(), lines.slice(lines.indexOf("抽样 20,000 次，种子 7")));

  // what was drawn is of the numbers it was drawn from; these are there after a restart
  const numbers = page.getByLabel("设定1 笔数", { exact: true });
  await numbers.fill("300:400:700");
  await numbers.press("Tab");
  await drawn.getByText(/P50 [\d,.]+/).waitFor({ state: "detached" });
  await reopened("创业担保贷款贴息");
  assert.equal(await numbers.inputValue(), "300:400:700");
});

const turnToAnnex = async (n) => {
  if (!(await page.getByRole("navigation", { name: "选择附表" }).isVisible())) await turnTo("附表");
  await page.getByRole("link", { name: `附表${n}`, exact: true }).press("Enter");
  await page.locator("article").getByText(`附表 ${n}`, { exact: true }).waitFor();
};

test("a line written from an estimate is in the annexes, falls behind, is written anew and let go", async (t) => {
  await start(t);
  const line = "L28 人才住房补贴和新引进人才生活补贴";
  const published = 25305;
  await begin("100", "2000", "3000", "4000");
  const first = 100 * 8 + 2000 * 5 + 3000 * 3 + 4000;
  await page.getByRole("row", { name: `合计 ${grouped(first)}` }).waitFor();
  await page.getByLabel("写入哪个数").selectOption({ label: `合计 ${grouped(first)}` });
  await page.getByLabel("写入哪一行").fill("L28");
  await button("写入").press("Enter");
  await page.getByText(`已写入 ${line}：25,305.00 → ${grouped(first)} 万元。`).waitFor();
  const link = page.getByRole("row").filter({ has: page.getByRole("link", { name: /^L28 / }) });
  await link.getByText("与测算一致").waitFor();

  const annexes = async (amount) => {
    for (const [n, row, was] of [[3, "2080116", 31547], [5, "2080116", 31412]]) {
      await turnToAnnex(n);
      const now = grouped(was + amount - published);
      await page.locator("article").getByRole("row").filter({ hasText: row }).getByRole("cell", { name: new RegExp(`^${now}\\s*（公布数 ${grouped(was)}）$`) }).first().waitFor();
    }
    await turnTo("测算");
  };
  await annexes(first);

  await type("博士 数量", "200");
  const second = first + 100 * 8;
  await link.getByText(`行里是 ${grouped(first)}，测算现为 ${grouped(second)}`).waitFor();
  await page.getByRole("row").filter({ has: button(talent) }).getByText("测算已变，写入的行还是旧数").waitFor();
  await annexes(first);
  await button("按测算更新 L28").press("Enter");
  await link.getByText("与测算一致").waitFor();
  await annexes(second);

  await button("解除 L28").press("Enter");
  await page.getByText("第 L28 行不再挂在测算上，数不变。").waitFor();
  await link.waitFor({ state: "hidden" });
  await type("博士 数量", "300");
  await page.getByRole("row", { name: `合计 ${grouped(second + 100 * 8)}` }).waitFor();
  await annexes(second);
  assert.equal(await page.getByText("测算已变，写入的行还是旧数").count(), 0);
});
