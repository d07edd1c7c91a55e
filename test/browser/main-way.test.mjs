// The whole way of a budget planner, as a person goes it: by role and name,
// by keyboard, on the built program in a real browser.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { later, newProfile, offlineIs, openBrowser, running, startProxy, startServer, suite } from "./harness.mjs";

const program = process.env.SUANPAN_BIN ?? fileURLToPath(new URL("../../bin/suanpan", import.meta.url));
const talent = "人才住房补贴和新引进人才生活补贴"; // L28
const loan = "创业担保贷款贴息及奖补经费"; // L59
const unreachable = /ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|ERR_FAILED/;

const installed = suite({ installed: true });
let server;

before(async () => {
  server = await startServer();
});

after(() => server?.stop());

async function profile(t) {
  const p = await newProfile();
  later(t, () => p.remove());
  return p.dir;
}

async function open(t, dir, { locale = "zh-CN", ...options } = {}) {
  const browser = await openBrowser({ profile: dir, viewport: { width: 1366, height: 768 }, locale, ...options });
  browser.context.setDefaultTimeout(15_000);
  let closed = false;
  browser.close = async () => {
    if (!closed) await browser.context.close();
    closed = true;
  };
  later(t, browser.close);
  return browser;
}

/** Opens the installed program, with nothing kept from before. */
async function start(t) {
  const page = await installed.open(t);
  await page.goto(installed.server.url);
  await ready(page);
  return page;
}

async function ready(page) {
  await running(page);
  await page.getByText(/公布数（程序载入中|Published figures \(loading/).waitFor({ state: "hidden" });
}

function clean({ record }, { errors = /(?!)/ } = {}) {
  assert.deepEqual(record.foreign, [], "requests to other hosts");
  assert.deepEqual(record.violations, [], "policy violations");
  assert.deepEqual(record.errors.filter((e) => !errors.test(e)), [], "errors on the console");
}

// ---- what a person sees ----

const totals = (page) => page.getByRole("region", { name: /合计与平衡|Totals and balance/ });
const figure = (page, name) =>
  totals(page)
    .locator("div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .last()
    .locator("dd span")
    .first();
const total = (page, name) => figure(page, name).textContent();
const shows = (locator, text) => locator.filter({ hasText: text }).waitFor();
const exactly = (text) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
const totalIs = (page, name, text) => shows(figure(page, name), exactly(text));
const savedTwice = (page) => page.getByText(/已于 .* 保存在两处/).waitFor();
const goTo = (page, name) => page.getByRole("navigation", { name: /^(页面|Pages)$/ }).getByRole("link", { name, exact: true }).click();

async function annex(page, n) {
  if (!(await page.getByRole("navigation", { name: "选择附表" }).isVisible())) await goTo(page, "附表");
  await page.getByRole("link", { name: `附表${n}`, exact: true }).click();
  await page.locator("article").getByText(`附表 ${n}`, { exact: true }).waitFor();
}

/** The body of the annex on the page, as its CSV has it: [texts and figures of a row]. */
const annexRows = (page) =>
  page.locator("article table tbody tr").evaluateAll((rows) =>
    rows.map((row) =>
      [...row.cells].map((cell) => {
        const text = cell.firstChild ? cell.firstChild.textContent : "";
        return cell.classList.contains("amount") ? text.replaceAll(",", "") : text;
      }),
    ),
  );

const rowOf = (page, text) => page.locator("article").getByRole("row").filter({ hasText: text }).first();

/** A cell that says what it was when published. */
const changed = (now, was) => ({ name: new RegExp(`^${now}\\s*（公布数 ${was}）$`) });

/** What the command line prints for an annex of a draft, as rows without the head. */
function tables(draft, n) {
  const { status, stdout, stderr } = spawnSync(
    program,
    ["tables", "--draft", draft, "--annex", String(n), "--format", "csv"],
    { encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
  assert.ok(!stdout.includes('"'), "no cell is quoted");
  return stdout.trimEnd().split("\n").slice(1).map((line) => line.split(","));
}

// ---- what a person does ----

const field = (page) => page.locator("budget-grid textarea");
const cellName = (page) => field(page).getAttribute("aria-label");

/** Walks the grid by keyboard to the draft figure of a line. */
async function toLine(page, name) {
  await field(page).focus();
  await page.keyboard.press("Control+Home");
  for (let row = 0; (await cellName(page)) !== `科目与项目 ${name}`; row++) {
    assert.ok(row < 200, `no line ${name}`);
    await page.keyboard.press("ArrowDown");
  }
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  assert.match(await cellName(page), new RegExp(`^${name} 草稿`));
}

async function enter(page, name, text) {
  await toLine(page, name);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

async function saveAsFile(page, dir, name) {
  const arrives = page.waitForEvent("download");
  await page.getByRole("button", { name: "存为文件" }).click();
  const download = await arrives;
  assert.match(download.suggestedFilename(), /\.suanpan\.json$/);
  const path = join(dir, name);
  await download.saveAs(path);
  return path;
}

async function openFile(page, name, text) {
  const asks = page.waitForEvent("filechooser");
  await page.getByRole("toolbar").getByRole("button", { name: "打开草稿…" }).first().click();
  await (await asks).setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
}

test("the first visit shows the published totals, and says so, before the program is there", async (t) => {
  const proxy = await startProxy(server);
  later(t, () => proxy.stop());
  let release;
  const held = new Promise((resolve) => (release = resolve));
  later(t, release);
  proxy.change = (path) => (path === "/web/app.wasm" ? held : undefined);
  const browser = await open(t, await profile(t));
  const { page } = browser;
  await page.goto(proxy.url);
  await page.getByText("公布数（程序载入中，尚未打开您的草稿）").waitFor();
  for (const name of ["支出合计", "收入合计"]) assert.equal(await total(page, name), "131,297.24");
  assert.equal(await total(page, "收支差额"), "0.00");
  assert.equal(await total(page, "市对区转移支付（不在合计内）"), "17,940.30");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.program), undefined);
  release();
  await ready(page);
  assert.equal(await total(page, "支出合计"), "131,297.24");
  clean(browser);
});

test("the whole way: edit, annexes, transfers, estimates, file, restart without a network", async (t) => {
  const own = await startServer();
  later(t, () => own.stop());
  const files = await mkdtemp(join(tmpdir(), "suanpan-files-"));
  later(t, () => rm(files, { recursive: true, force: true }));
  const dir = await profile(t);
  let browser = await open(t, dir);
  let { page } = browser;
  let draft;

  let failed = false;
  const step = async (name, act) => {
    if (failed) return;
    await t.test(name, async () => {
      failed = true; // a step that fails leaves those after it without ground
      await act();
      failed = false;
    });
  };

  await step("an edit by keyboard alone moves the totals at once", async () => {
    await page.goto(own.url);
    await ready(page);
    for (let i = 0; !(await field(page).evaluate((el) => el === document.activeElement)); i++) {
      assert.ok(i < 40, "Tab reaches the grid");
      await page.keyboard.press("Tab");
    }
    await toLine(page, talent);
    assert.equal(await cellName(page), `${talent} 草稿 25,305.00`);
    await page.keyboard.type("25405");
    assert.equal(await total(page, "支出合计"), "131,297.24");
    await page.keyboard.press("Enter");
    assert.equal(await total(page, "支出合计"), "131,397.24");
    assert.equal(await total(page, "收入合计"), "131,397.24");
    assert.equal(await total(page, "收支差额"), "0.00");
    assert.equal(await total(page, "改动"), "1");
    await page.keyboard.press("ArrowUp");
    assert.equal(await cellName(page), `${talent} 草稿 25,405.00 与公布数不同`);
    await page.keyboard.press("ArrowRight");
    assert.equal(await cellName(page), `${talent} 变动 +100.00`);
  });

  await step("the annexes follow and mark what differs from the publication", async () => {
    await annex(page, 3);
    const row = rowOf(page, "2080116");
    const cell = row.getByRole("cell", { name: "31,647.00" });
    assert.equal(await cell.textContent(), "31,647.00（公布数 31,547.00）");
    assert.equal(await cell.getAttribute("title"), "公布数 31,547.00");
    const marked = (el) => getComputedStyle(el, "::after").content !== "none";
    assert.equal(await cell.evaluate(marked), true, "the cell carries a mark");
    const unchanged = rowOf(page, "2080101").getByRole("cell", { name: "2,510.33" }).first();
    assert.equal(await unchanged.evaluate(marked), false, "an unchanged cell carries none");
    await page.getByText(/个单元格与公布数不同/).waitFor();

    await page.getByLabel("只看有变动的行").check();
    await rowOf(page, "2080101").waitFor({ state: "detached" });
    await row.waitFor();
    await page.getByLabel("只看有变动的行").uncheck();

    await annex(page, 1);
    await rowOf(page, "一般公共预算拨款收入").getByRole("cell", changed("129,317.94", "129,217.94")).waitFor();
    await rowOf(page, "社会保障和就业支出").getByRole("cell", changed("125,172.67", "125,072.67")).waitFor();
    await annex(page, 2);
    await rowOf(page, "403012").getByRole("cell", changed("32,581.93", "32,481.93")).first().waitFor();
  });

  await step("Insert adds a line beside the selected one", async () => {
    await goTo(page, "编制");
    await toLine(page, talent);
    await page.keyboard.press("Insert");
    const dialog = page.getByRole("dialog", { name: "新增明细行" });
    await dialog.getByLabel("功能科目（项）").fill("2080116");
    await dialog.getByLabel("预算单位").fill("403012");
    await dialog.getByLabel("项目名称").fill("青年人才驿站");
    await dialog.getByLabel("金额（万元）").fill("120.00");
    await dialog.getByLabel("金额（万元）").press("Enter");
    await dialog.waitFor({ state: "hidden" });
    await totalIs(page, "支出合计", "131,517.24");
    assert.equal(await total(page, "收支差额"), "0.00");
    assert.match(await cellName(page), /^青年人才驿站 草稿 120\.00/);
  });

  await step("a deleted line comes back with undo and goes again with redo", async () => {
    await toLine(page, loan);
    await page.keyboard.press("Control+-");
    await totalIs(page, "支出合计", "130,517.24");
    await page.getByText(`删除 L59 ${loan}`, { exact: true }).waitFor();
    await page.keyboard.press("Control+z");
    await totalIs(page, "支出合计", "131,517.24");
    await page.getByText(`已撤销：删除 L59 ${loan}`).waitFor();
    await page.keyboard.press("Control+z");
    await totalIs(page, "支出合计", "131,397.24");
    await page.keyboard.press("Control+y");
    await page.keyboard.press("Control+y");
    await totalIs(page, "支出合计", "130,517.24");
    assert.equal(await total(page, "收支差额"), "0.00");
    assert.equal(await total(page, "改动"), "3");
  });

  await step("a transfer splits by weights to shares that add, and a negative weight is refused in its place", async () => {
    await goTo(page, "转移支付");
    const weights = { 思明: "3", 湖里: "2", 集美: "2.5", 海沧: "1", 同安: "1", 翔安: "0" };
    for (const [name, weight] of Object.entries(weights)) await page.getByLabel(`权重 ${name}`).fill(weight);
    await page.getByRole("row").filter({ has: page.getByLabel("权重 翔安") }).getByText("0.00", { exact: true }).waitFor();
    await page.getByText("各份相加 16,532.00，与原数相符").waitFor();
    const shares = await page.getByRole("row").filter({ has: page.getByLabel(/^权重/) }).locator("td:last-child").allTextContents();
    assert.equal(shares.length, 6);
    const fen = shares.map((share) => Math.round(Number(share.replaceAll(",", "")) * 1e6));
    assert.equal(fen.reduce((a, b) => a + b), 16532e6);
    assert.ok(Math.abs(fen[0] / 16532e6 - 3 / 9.5) < 1e-5, `${shares}`);
    assert.equal(shares[5], "0.00");

    const weight = page.getByLabel("权重 集美");
    await weight.fill("-1");
    await page.getByText("“集美”的权重“-1”是负数，权重不能小于 0").waitFor();
    assert.equal(await page.getByText(/与原数相符/).count(), 0);
    assert.equal(await weight.getAttribute("aria-invalid"), "true", "the field itself says it is refused");
    await weight.fill("2.5");
    await page.getByText("各份相加 16,532.00，与原数相符").waitFor();
    assert.notEqual(await weight.getAttribute("aria-invalid"), "true");
  });

  await step("an amount written to X04 stands in annex 9", async () => {
    await page.getByLabel("2023年度市级分担（预拨）", { exact: true }).fill("15345");
    await page.getByRole("button", { name: "写入明细行 X04" }).click();
    await page.getByText("已写入 X04 新引进人才生活补贴：15,245.00 → 15,345.00 万元。").waitFor();
    await totalIs(page, "市对区转移支付（不在合计内）", "18,040.30");
    assert.equal(await total(page, "支出合计"), "130,517.24", "transfers are outside the totals");
    await annex(page, 9);
    await rowOf(page, "新引进人才生活补贴").getByRole("cell", changed("16,632.00", "16,532.00")).waitFor();
  });

  await step("an estimate from headcounts is what the command line says, and can be written to a line", async () => {
    await goTo(page, "测算");
    await page.getByRole("button", { name: "新引进人才生活补贴", exact: true }).click();
    for (const [name, n] of [["博士", 100], ["硕士", 2000], ["“双一流”本科", 3000], ["其他本科", 4000]]) {
      await page.getByLabel(`${name} 数量`, { exact: true }).fill(String(n));
    }
    await page.keyboard.press("Tab");
    const { stdout } = spawnSync(
      program,
      "estimate talent --doctor 100 --master 2000 --first-class 3000 --bachelor 4000 --format json".split(" "),
      { encoding: "utf8" },
    );
    const said = JSON.parse(stdout);
    const exact = (amount) => amount.replace(/\B(?=(\d{3})+\.)/g, ",");
    const result = page.getByRole("table");
    await result.getByRole("row", { name: `合计 ${exact(said.total)}` }).waitFor();
    await result.getByRole("row", { name: `市级分担 ${exact(said.city)}` }).waitFor();
    await page.getByText(/绩效目标不少于 4,500 人，测算 9,100 人，达到/).first().waitFor();
    await page.getByLabel("写入哪个数").selectOption({ label: `合计 ${exact(said.total)}` });
    await page.getByLabel("写入哪一行").fill("L28");
    await page.getByRole("button", { name: "写入", exact: true }).first().click();
    await page.getByText(`已写入 L28 ${talent}：25,405.00 → 23,800.00 万元。`).waitFor();
    await page.getByText("与测算一致").waitFor();
    await totalIs(page, "支出合计", "128,912.24");
  });

  await step("all is saved in two places, and the file gives the same annexes on the command line", async () => {
    await savedTwice(page);
    await goTo(page, "编制");
    await page.getByLabel("草稿名称").fill("第一稿");
    await page.getByLabel("草稿名称").press("Tab");
    draft = await saveAsFile(page, files, "draft.json");
    await page.getByText("已存为文件 第一稿.suanpan.json。").waitFor();
    assert.equal(JSON.parse(await readFile(draft)).edits.length, 5);
    for (const n of [2, 3, 5, 6, 9]) {
      await annex(page, n);
      assert.deepEqual(await annexRows(page), tables(draft, n), `annex ${n}`);
    }
    await savedTwice(page);
  });

  const everything = async () => {
    await ready(page);
    assert.equal(await total(page, "支出合计"), "128,912.24");
    assert.equal(await total(page, "收入合计"), "128,912.24");
    assert.equal(await total(page, "市对区转移支付（不在合计内）"), "18,040.30");
    assert.equal(await total(page, "改动"), "5");
    await annex(page, 3);
    assert.deepEqual(await annexRows(page), tables(draft, 3));
    await goTo(page, "编制");
    assert.equal(await page.getByLabel("草稿名称").inputValue(), "第一稿");
  };

  await step("with the server dead and the network off, a reload has everything", async () => {
    await offlineIs(page, "ready");
    clean(browser);
    await own.stop();
    await browser.context.setOffline(true);
    await page.reload();
    await everything();
    await page.getByText("可离线使用").waitFor();
  });

  await step("so does a restart of the browser, and what was done can still be undone", async () => {
    await browser.close();
    browser = await open(t, dir);
    ({ page } = browser);
    await browser.context.setOffline(true);
    await page.goto(own.url);
    await everything();
    await page.getByRole("button", { name: "撤销" }).click();
    await totalIs(page, "支出合计", "130,517.24");
    await page.getByRole("button", { name: "重做" }).click();
    await totalIs(page, "支出合计", "128,912.24");
    await savedTwice(page);
  });

  await step("a damaged file is refused with name, place and reason, and nothing changes", async () => {
    const sealed = await readFile(draft, "utf8");
    const text = sealed.replace(/,\s*"seal":"\w+"/, ""); // as one written by hand
    for (const [name, damaged, says] of [
      ["封签.json", sealed.replace('"25405.00"', '"25406.00"'), /没有打开：封签\.json:\d+:\d+.*存出之后被改动过/],
      ["截断.json", text.slice(0, text.length / 2), /没有打开：截断\.json:\d+:\d+.*文件在这里中断/],
      ["行号.json", text.replace('"L59"', '"L999"'), /没有打开：行号\.json:\d+:\d+: edits\[2\].*没有行号为“L999”的行/],
      ["金额.json", text.replace('"25405.00"', '"25,405"'), /没有打开：金额\.json:\d+:\d+.*“25,405”不是金额/],
      ["别的.json", '{"format":"elsewhere"}', /没有打开：别的\.json:\d+:\d+.*这不是算盘草稿/],
    ]) {
      assert.ok(damaged !== text && damaged !== sealed, name);
      await openFile(page, name, damaged);
      await page.getByText(says).waitFor();
      assert.equal(await total(page, "支出合计"), "128,912.24");
      assert.equal(await total(page, "改动"), "5");
    }
  });

  await step("a good file opens", async () => {
    const good = JSON.parse(await readFile(draft, "utf8"));
    good.name = "第二稿";
    delete good.seal;
    good.edits.length = good.cursor = 2;
    await openFile(page, "第二稿.json", JSON.stringify(good));
    await page.getByRole("button", { name: "打开并替换" }).click();
    await page.getByText("已打开“第二稿”：2 处改动。").waitFor();
    await totalIs(page, "支出合计", "131,517.24");
    assert.equal(await total(page, "改动"), "2");
    await savedTwice(page);
    const path = join(files, "second.json");
    await writeFile(path, JSON.stringify(good));
    await annex(page, 3);
    assert.deepEqual(await annexRows(page), tables(path, 3));
  });

  await step("back to the published figures, and a reload stays there", async () => {
    await goTo(page, "编制");
    await page.getByRole("button", { name: "回到公布数", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "回到公布数" });
    await dialog.getByText(/草稿里的 2 处改动/).waitFor();
    await dialog.getByRole("button", { name: "取消" }).click();
    assert.equal(await total(page, "改动"), "2");
    await page.getByRole("button", { name: "回到公布数", exact: true }).click();
    await dialog.getByRole("button", { name: "确定回到公布数" }).click();
    await totalIs(page, "支出合计", "131,297.24");
    assert.equal(await total(page, "改动"), "0");
    await annex(page, 3);
    await page.getByText("与公布的附表完全一致。").waitFor();
    await savedTwice(page);
    await page.reload();
    await ready(page);
    assert.equal(await total(page, "支出合计"), "131,297.24");
    assert.equal(await total(page, "改动"), "0");
    clean(browser, { errors: unreachable });
  });
});

test("English is kept over a restart", async (t) => {
  const dir = await profile(t);
  let browser = await open(t, dir);
  await browser.page.goto(server.url);
  await ready(browser.page);
  await browser.page.getByRole("button", { name: /切换语言/ }).click();
  await browser.page.getByRole("link", { name: "Annexes" }).waitFor();
  assert.equal(await browser.page.locator("html").getAttribute("lang"), "en");
  await browser.page.getByRole("columnheader", { name: "Draft" }).waitFor();
  await browser.page.reload();
  await browser.page.getByRole("link", { name: "Annexes" }).waitFor();
  clean(browser);
  await browser.close();
  browser = await open(t, dir);
  await browser.page.goto(`${server.url}/estimates`);
  await browser.page.getByRole("heading", { name: "Estimates of this draft" }).waitFor();
  await browser.page.waitForFunction(() => /Estimates/.test(document.title));
  await browser.page.getByRole("button", { name: /Switch language/ }).click();
  await browser.page.getByRole("link", { name: "附表" }).waitFor();
  await browser.page.waitForFunction(() => /测算/.test(document.title));
  clean(browser);
});

test("income that does not follow spending shows the gap", async (t) => {
  const page = await start(t);
  await page.getByLabel("收入随支出变动").uncheck();
  await enter(page, talent, "25405");
  await totalIs(page, "收支差额", "-100.00");
  assert.equal(await total(page, "支出合计"), "131,397.24");
  assert.equal(await total(page, "收入合计"), "131,297.24");
  await totals(page).getByText("收支不平衡").waitFor();
  await savedTwice(page);
  await page.reload();
  await ready(page);
  assert.equal(await page.getByLabel("收入随支出变动").isChecked(), false);
  assert.equal(await total(page, "收支差额"), "-100.00");
  await page.getByLabel("收入随支出变动").check();
  await totalIs(page, "收支差额", "0.00");
  await totals(page).getByText("收支平衡", { exact: true }).waitFor();
  assert.equal(await total(page, "收入合计"), "131,397.24");
});

test("a second tab can only look, and can take over", async (t) => {
  const first = await start(t);
  await enter(first, talent, "25405");
  await savedTwice(first);

  const second = await first.context().newPage();
  await second.goto(installed.server.url);
  await ready(second);
  await second.getByText("另一个标签页正在编辑这份草稿；本页只能查看，可以改由本页编辑。").waitFor();
  await totalIs(second, "支出合计", "131,397.24");
  await enter(second, talent, "1");
  await second.getByRole("alert").getByText("另一个标签页正在编辑，本页只能查看").waitFor();
  assert.equal(await total(second, "支出合计"), "131,397.24");
  await second.keyboard.press("Escape");

  // what the first tab does in the meantime is not lost by the take-over
  await first.bringToFront();
  await enter(first, loan, "1100");
  await totalIs(first, "支出合计", "131,497.24");
  await savedTwice(first);

  await second.bringToFront();
  await second.getByRole("button", { name: "改由本页编辑" }).click();
  await second.getByText(/另一个标签页正在编辑这份草稿/).waitFor({ state: "hidden" });
  await totalIs(second, "支出合计", "131,497.24");
  await enter(second, talent, "25505");
  await totalIs(second, "支出合计", "131,597.24");
  await savedTwice(second);

  await first.bringToFront();
  await first.getByText("编辑已转到另一个标签页；本页从现在起只能查看。").waitFor();
  await enter(first, loan, "2");
  await first.getByRole("alert").getByText("另一个标签页正在编辑，本页只能查看").waitFor();
  await first.keyboard.press("Escape");
  await first.reload();
  await ready(first);
  await totalIs(first, "支出合计", "131,597.24");
});

test("a tab that takes the draft back writes again, and says so only when it is true", async (t) => {
  const first = await start(t);
  await enter(first, talent, "25405");
  await savedTwice(first);

  const second = await first.context().newPage();
  await second.goto(installed.server.url);
  await ready(second);
  await second.getByRole("button", { name: "改由本页编辑" }).click();
  await second.getByText(/另一个标签页正在编辑这份草稿/).waitFor({ state: "hidden" });
  await enter(second, talent, "25505");
  await savedTwice(second);

  await first.bringToFront();
  await first.getByRole("button", { name: "改由本页编辑" }).click();
  await totalIs(first, "支出合计", "131,497.24");
  await enter(first, loan, "777");
  await totalIs(first, "支出合计", "131,274.24");
  await savedTwice(first);
  assert.equal(await first.evaluate(() => window.suanpan.pending()), 0);
  await first.reload();
  await ready(first);
  await totalIs(first, "支出合计", "131,274.24");
});

test("what is split follows the lines, unless it is an amount of one's own", async (t) => {
  const page = await start(t);
  await goTo(page, "转移支付");
  const city = page.getByLabel("2023年度市级分担（预拨）", { exact: true });
  const amount = page.getByLabel("要分配的金额（万元）");
  await page.getByLabel("权重 思明").fill("1");
  await city.fill("16000");
  await page.getByRole("button", { name: "写入明细行 X04" }).click();
  await page.getByText("各份相加 17,287.00，与原数相符").waitFor();
  assert.equal(await amount.inputValue(), "17,287.00");
  await amount.fill("100");
  await city.fill("15000");
  await page.getByRole("button", { name: "写入明细行 X04" }).click();
  await page.getByText(/已写入 X04.*16,000\.00 → 15,000\.00/).waitFor();
  await page.getByText("各份相加 100.00，与原数相符").waitFor();
  assert.equal(await amount.inputValue(), "100.00");
  await goTo(page, "测算");
  await page.getByText(/已写入 X04/).waitFor({ state: "hidden" });
});

test("a new line at the end of the view stays in sight when a notice appears", async (t) => {
  const page = await start(t);
  await toLine(page, talent);
  await page.keyboard.press("Insert");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("项目名称").fill("新的一行");
  await dialog.getByLabel("金额（万元）").fill("1");
  await dialog.getByRole("button", { name: "应用" }).click();
  await page.getByText("新增 N1 新的一行，1.00 万元").waitFor();
  await page.waitForFunction(() => {
    const active = document.querySelector("budget-grid .bg-row.is-here");
    const view = document.querySelector("budget-grid").getBoundingClientRect();
    return active && active.textContent.includes("新的一行") && active.getBoundingClientRect().bottom <= view.bottom + 1;
  });
});

test("a draft is not replaced by a file without being asked", async (t) => {
  const page = await start(t);
  await enter(page, talent, "25405");
  await savedTwice(page);
  const file = { format: "suanpan/draft", version: 1, base: "xiamen-hrss-2023", name: "同事的", edits: [{ op: "set", line: "L28", amount: "1.00" }] };
  await openFile(page, "同事的.json", JSON.stringify(file));
  const question = page.getByRole("dialog", { name: /打开草稿/ });
  await question.getByText("打开“同事的.json”会替换现在的草稿（1 处改动）").waitFor();
  await question.getByRole("button", { name: "取消" }).click();
  await totalIs(page, "支出合计", "131,397.24");
  await openFile(page, "同事的.json", JSON.stringify(file));
  await question.getByRole("button", { name: "打开并替换" }).click();
  await page.getByText("已打开“同事的”：1 处改动。").waitFor();
  await totalIs(page, "支出合计", "105,993.24");
});

test("a figure that cannot be read stays open with its reason", async (t) => {
  const page = await start(t);
  await toLine(page, talent);
  for (const [text, says] of [
    ["12x", /看不懂“12x”/],
    ["25,4", /“25,4”的千分位不成三位一组/],
    ["1e1000000000", /看不懂“1e1000000000”/],
    ["9999999999", /超出一行的上限/],
    ["0.0000001", /不足一分|太长/],
  ]) {
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText(says).waitFor();
    assert.equal(await field(page).inputValue(), text, "what was typed is still there");
    assert.equal(await field(page).getAttribute("aria-invalid"), "true");
    assert.equal(await total(page, "支出合计"), "131,297.24");
    await page.keyboard.press("Escape");
    assert.equal(await cellName(page), `${talent} 草稿 25,305.00`);
  }
  assert.equal(await total(page, "改动"), "0");
});

test("元 is understood as what it is in 万元, and said before it is entered", async (t) => {
  const page = await start(t);
  await toLine(page, talent);
  await page.keyboard.insertText("￥1,200,000元");
  await page.locator("budget-grid").getByText("= 120.00 万元（按“元”理解）").waitFor();
  await page.keyboard.press("Enter");
  await totalIs(page, "支出合计", "106,112.24");
  await page.keyboard.press("ArrowUp");
  assert.equal(await cellName(page), `${talent} 草稿 120.00 与公布数不同`);
});

test("a figure half typed when one turns to another page is not lost", async (t) => {
  const page = await start(t);
  await toLine(page, talent);
  await page.keyboard.type("25405");
  await goTo(page, "附表");
  await totalIs(page, "支出合计", "131,397.24");
  await annex(page, 3);
  await rowOf(page, "2080116").getByRole("cell", { name: "31,647.00" }).first().waitFor();
});
