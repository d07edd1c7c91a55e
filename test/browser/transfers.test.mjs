// 转移支付: years that carry over, trials, what contradicts itself, notices.

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
  await page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "转移支付", exact: true }).press("Enter");
  await year(2023).waitFor();
}

const button = (name) => page.getByRole("button", { name, exact: true });
// the split above the years has fields of the same names
const field = (name) => page.getByLabel(name, { exact: true }).and(page.locator("[id^=T1]"));
const year = (number) => page.getByRole("region", { name: `${number} 年`, exact: true });
const saved = () => page.getByText(/已于 .* 保存在两处/).waitFor();

/** Types into a field and leaves it. */
async function type(name, text) {
  await field(name).fill(text);
  await field(name).press("Tab");
}

const described = async (name) => page.locator(`[id="${await field(name).getAttribute("aria-describedby")}"]`);

/** Waits until a field is refused for what a text says, at the field itself. */
async function refused(name, text, says) {
  await (await described(name)).filter({ hasText: says }).waitFor();
  assert.equal(await field(name).getAttribute("aria-invalid"), "true");
  assert.equal(await field(name).inputValue(), text, "what was typed is still there");
}

async function taken(name, text) {
  await (await described(name)).filter({ hasText: /^$/ }).waitFor({ state: "attached" });
  assert.notEqual(await field(name).getAttribute("aria-invalid"), "true");
  assert.equal(await field(name).inputValue(), text);
}

/** A figure that can be asked about, by its title. */
const figure = (title, amount) => page.getByRole("button", { name: `${title} ${amount}`, exact: true });

const columns = {
  cost: "应补总额", due: "市级应拨", own: "区级承担", advance: "预拨", settlement: "清算", carried_in: "上年结转",
  top_up: "追加", deduction: "抵扣", transfer: "本年下达", carried_out: "结转下年",
};

/** The figures of a year as its table has them: by district, then by column. */
const shown = (number) =>
  year(number).getByRole("table").first().evaluate((table) => {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    return [...table.tBodies[0].rows].map((row) =>
      Object.fromEntries([...row.cells].map((cell, i) => [heads[i], cell.querySelector("input")?.value ?? cell.textContent])),
    );
  });

async function workedCase(name) {
  const text = await readFile(new URL(`../../budgetcore/transfer/testdata/cases/${name}.txtar`, import.meta.url), "utf8");
  const [, model, want] = text.split(/^-- (?:model\.json|want) --\n/m);
  const [head, ...rows] = want.trimEnd().split("\n").map((line) => line.split(","));
  return { model: JSON.parse(model), want: rows.map((row) => Object.fromEntries(head.map((column, i) => [column, row[i]]))) };
}

test("four years of advance, settlement, top-up and deduction are those of the worked case", async (t) => {
  await start(t);
  const { model, want } = await workedCase("model_surplus_three_years");
  await type("首个年度", String(model.years[0].year));
  await year(2022).waitFor();
  for (const name of ["翔安", "同安", "海沧", "集美"]) {
    const off = year(2022).getByRole("button", { name: `去掉“${name}”` });
    await off.click();
    await off.waitFor({ state: "detached" });
  }
  await year(2022).getByLabel("预拨办法").selectOption({ label: "逐区填写" });
  await year(2022).getByLabel("年初结转", { exact: true }).selectOption({ label: "没有" });
  await type("市级分担比例", model.years[0].share);
  await field("新的补助对象").fill("博士");
  await field("新的补助对象").press("Enter");
  await type("博士（元/人）", model.years[0].groups[0].standard_yuan);
  for (let n = 1; n < model.years.length; n++) {
    await button("加下一年").press("Enter");
    await year(model.years[n].year).waitFor();
  }
  for (const { year: number, rows } of model.years) {
    for (const { district, advance, counts } of rows) {
      await type(`${number} ${district} 预拨（填报）`, advance);
      await type(`${number} ${district} 博士 人数`, String(counts[0].heads));
    }
  }
  const last = want.at(-1);
  await year(last.year).getByRole("row", { name: /^合计/ }).getByText(last.carried_out, { exact: true }).first().waitFor();
  assert.equal(await page.getByText(/^还缺 \d+ 项/).count(), 0);

  for (const { year: number } of model.years) {
    const table = await shown(number);
    const expected = want.filter((row) => row.year === String(number));
    assert.equal(table.length, expected.length);
    for (const [i, row] of expected.entries()) {
      assert.equal(table[i].区, row.district || "合计");
      for (const [column, head] of Object.entries(columns)) {
        // a column of nothing but 0 need not be there
        assert.equal(table[i][head] ?? "0.00", row[column], `${number} ${row.district} ${head}`);
      }
    }
  }

  // how a figure came about can be asked, and it is kept
  const { deduction } = want.find((row) => row.year === "2025" && row.district === "思明");
  await figure("2025 思明 抵扣", deduction).press("Enter");
  await page.getByRole("region", { name: `2025 思明 抵扣 = ${deduction}` }).getByText(/200\.00/).first().waitFor();
  await saved();
  await page.reload();
  await program.ready(page);
  await figure("2025 思明 本年下达", "20.00").waitFor();
  await figure("2023 思明 结转下年", "-200.00").waitFor();
});

test("a trial leaves what is kept alone until it is taken", async (t) => {
  await start(t);
  for (const [name, ratio] of Object.entries({ 思明: 3, 湖里: 2, 集美: 1, 海沧: 1, 同安: 1, 翔安: 1 })) await type(`2023 ${name} 共享税比例`, String(ratio));
  // 15,245 × 3 ÷ 9 + 1,287 × 3 ÷ 9, each to the 0.01 万元
  await figure("2023 思明 本年下达", "5,510.66").waitFor();
  const trial = page.getByRole("region", { name: "正在试改：下面的改动还没有存进草稿" });
  const attempt = async () => {
    await button("试改").press("Enter");
    await trial.getByText("还没有不同").waitFor();
    await type("2023 思明 共享税比例", "4");
    // 15,245 × 4 ÷ 10 = 6,098; 1,287 × 4 ÷ 10 = 514.80
    const row = trial.getByRole("row", { name: /^2023 思明/ });
    await row.getByText("6,612.80", { exact: true }).waitFor();
    assert.deepEqual((await row.locator("td").allTextContents()).slice(0, 5), ["5,081.66", "6,098.00", "5,510.66", "6,612.80", "+1,102.14"]);
  };
  const kept = async (ratio, transfer) => {
    await saved();
    await page.reload();
    await program.ready(page);
    await figure("2023 思明 本年下达", transfer).waitFor();
    assert.equal(await field("2023 思明 共享税比例").inputValue(), ratio);
    assert.equal(await trial.count(), 0);
  };
  await attempt();
  await kept("3", "5,510.66");
  await attempt();
  await button("不采用").press("Enter");
  await figure("2023 思明 本年下达", "5,510.66").waitFor();
  assert.equal(await field("2023 思明 共享税比例").inputValue(), "3");
  await attempt();
  await button("采用").press("Enter");
  await trial.waitFor({ state: "detached" });
  await kept("4", "6,612.80");
});

test("bounds that contradict each other and a district twice are named at their fields", async (t) => {
  await start(t);
  await field("设上下限").check();
  await type("2023 思明 上限", "100");
  await type("2023 思明 下限", "200");
  await refused("2023 思明 下限", "200", "上限 100.00 小于下限 200.00");
  await type("2023 思明 上限", "300");
  await taken("2023 思明 下限", "200.00");
  await taken("2023 思明 上限", "300.00");

  await type("区 2", "思明");
  await refused("区 2", "思明", "“思明”写了两次");
  await field("2023 湖里 上限").waitFor();
  await type("区 2", "湖里");
  await taken("区 2", "湖里");
  await field("新的区").fill("集美");
  await field("新的区").press("Enter");
  await refused("新的区", "集美", "“集美”写了两次");
  assert.equal(await year(2023).getByLabel(/^区 \d$/).count(), 6);
  await field("新的区").fill("自贸区");
  await field("新的区").press("Enter");
  await field("区 7").waitFor();
  assert.equal(await field("区 7").inputValue(), "自贸区");
});

test("the notice of a district is a page of its own in print, and nothing of the program is around it", async (t) => {
  await start(t);
  for (const [i, name] of ["思明", "湖里", "集美", "海沧", "同安", "翔安"].entries()) await type(`2023 ${name} 共享税比例`, String(i + 1));
  await figure("2023 翔安 本年下达", "4,723.42").waitFor();
  await page.locator("#notice-district").selectOption({ label: "翔安" });
  const sheet = page.getByRole("article").filter({ has: page.getByRole("heading", { name: "新引进人才生活补贴　翔安区下达表" }) });
  await sheet.waitFor();

  await page.evaluate(() => (window.print = () => (document.documentElement.dataset.printed = "yes")));
  await button("打印").press("Enter");
  await page.waitForFunction(() => document.documentElement.dataset.printed);

  const pages = async () => {
    const pdf = await page.pdf({ preferCSSPageSize: true });
    return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  };
  assert.equal(await pages(), 1);
  await page.emulateMedia({ media: "print" });
  const seen = await page.evaluate(() => document.body.innerText.trim());
  assert.equal(seen, (await sheet.innerText()).trim());
  for (const text of ["翔安", "4,355.71", "367.71", "4,723.42"]) assert.ok(seen.includes(text), text);
  assert.ok(!seen.includes("思明"), "another district's figures are on nobody's notice");
  await page.emulateMedia({ media: "screen" });

  await page.locator("#notice-district").selectOption({ label: "全部各区" });
  await page.getByRole("article").nth(5).waitFor();
  assert.equal(await pages(), 6, "each district on its own");
});
