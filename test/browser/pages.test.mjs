// What holds on every page: readable by all (axe), whole at 1366×768 and at
// 200 %, English without Chinese, usable by keyboard alone, fit to print.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { deskShown, suite } from "./harness.mjs";

const require = createRequire(import.meta.url);
const axeSource = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");

const laptop = { width: 1366, height: 768 };
const doubled = { width: 683, height: 384 }; // what is left of it at 200 %
const pages = ["/", "/annexes?n=1", "/annexes?n=2", "/annexes?n=3", "/annexes?n=9", "/annexes?n=10", "/annexes?n=11", "/overview", "/checks", "/disclosure", "/transfers", "/estimates", "/classification", "/scenarios", "/training", "/training?part=find", "/training?part=class", "/training?part=start", "/training?part=lesson", "/training?part=show", "/training?part=show&at=2:403:total"];

const program = suite({ installed: true });
let page;

/** Opens the program with a draft in which figures were changed, added, removed and made negative. */
async function start(t, { english = false } = {}) {
  page = await program.open(t);
  await visit("/");
  const asks = page.waitForEvent("filechooser");
  await page.getByRole("toolbar").getByRole("button", { name: "打开草稿…" }).first().click();
  await (await asks).setFiles({ name: "draft.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(draft)) });
  await page.getByText("已打开“试算”：6 处改动。").waitFor();
  if (english) await switchLanguage();
  await page.getByText(/保存在两处|in two places/).waitFor();
}

const draft = {
  format: "suanpan/draft",
  version: 1,
  base: "xiamen-hrss-2023",
  name: "试算",
  edits: [
    { op: "set", line: "L28", amount: "25405.00", at: "2026-01-31T09:30:00+08:00", why: "按新标准" },
    { op: "set", line: "L45", amount: "-120.50" },
    { op: "delete", line: "L59" },
    { op: "set", line: "X04", amount: "15345.00" },
    {
      op: "add",
      line: { id: "N1", unit: "403012", function: "2080116", kind: "project", source: "general_public_budget", project: "青年人才驿站", amount: "120.00" },
    },
    { op: "change", line: "L28", source: "superior_subsidy" },
  ],
};

/** Goes to a page by the link that leads there, or by its address. */
async function visit(path) {
  const link = page.locator(`a[href="${path}"]`).first();
  if (await link.isVisible()) {
    await link.click();
    await page.locator(`a[href="${path}"][aria-current]`).first().waitFor();
    await deskShown(page);
  } else {
    await page.goto(program.server.url + path);
    await program.ready(page);
  }
  await settled();
}

/** Waits until what was asked for is on the screen. */
const settled = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function switchLanguage() {
  const lang = await page.locator("html").getAttribute("lang");
  await page.getByRole("button", { name: /切换语言|Switch language/ }).click();
  await page.waitForFunction((was) => document.documentElement.lang !== was, lang);
  await settled();
}

/** Begins an estimate, with all of its tools in sight. */
async function estimate() {
  await page.getByRole("button", { name: /^(新引进人才生活补贴|Living subsidy for newly arrived talent)$/ }).click();
  const heads = page.getByLabel(/^(博士 数量|Doctor quantity)$/);
  await heads.fill("100:200:300");
  await heads.press("Tab");
  await page.getByText("1,600.00").first().waitFor();
  await page.evaluate(() => document.querySelectorAll("#desk details:not([open]) > summary").forEach((s) => s.click()));
  await page.getByRole("button", { name: /^(开始抽样|Draw)$/ }).click();
  await page.getByText(/P90/).first().waitFor();
}

const field = () => page.locator("budget-grid textarea");

const dialogs = {
  add: async () => {
    await field().focus();
    await page.keyboard.press("Insert");
  },
  details: async () => {
    await field().focus();
    await page.keyboard.press("Control+Home");
    while (!/人才住房补贴和新引进人才生活补贴/.test(await field().getAttribute("aria-label"))) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Alt+Enter");
  },
  adjust: async () => {
    await field().focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+m");
  },
  columns: () => page.getByRole("button", { name: /^(栏…|Columns…)$/ }).click(),
  budgets: () => page.locator(".budget-title").click(),
  intake: () => byName("读入明细表"),
  founding: () => byName("自建部门预算"),
  find: () => page.keyboard.press("Control+k"),
  keys: () => page.getByRole("button", { name: /^(键盘操作|Keys)$/ }).click(),
  reset: () => page.getByRole("button", { name: /^(回到公布数|Reset…)$/ }).click(),
};

/** Opens what the palette finds by a Chinese name, in either language. */
async function byName(name) {
  await field().focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type(name);
  await page.locator("#palette [role=option]").first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator("#palette").waitFor({ state: "hidden" });
}

const opened = () => page.getByRole("dialog").waitFor();
const focusIn = (selector) => page.evaluate((s) => Boolean(document.activeElement.closest(s)), selector);

// Every rule by day; by night only what colours change.
const everything = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const colours = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

async function axe(where, runOnly) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async (runOnly) => {
    const run = await window.axe.run(document, { runOnly, resultTypes: ["violations"] });
    return run.violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target} ${n.failureSummary}`).slice(0, 3).join(" | ")}`);
  }, runOnly);
  return violations.map((violation) => `${where}: ${violation}`);
}

for (const english of [false, true]) {
  test(`on every page and in every dialog axe finds nothing, day and night, nothing overlaps and all is said in ${english ? "English" : "Chinese"}`, async (t) => {
    await start(t, { english });
    const found = [];
    const look = async (where) => {
      for (const viewport of [laptop, doubled]) {
        await page.setViewportSize(viewport);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          await settled();
          found.push(...(await axe(`${where} at ${viewport.width}, ${colorScheme}`, colorScheme === "light" ? everything : colours)));
        }
        found.push(...(await page.evaluate(faults)).map((fault) => `${where} at ${viewport.width}: ${fault}`));
      }
      if (english) found.push(...(await page.evaluate(chinese)).map((text) => `${where}: ${text}`));
      await page.emulateMedia({ colorScheme: "light" });
      await page.setViewportSize(laptop);
    };
    for (const path of pages) {
      await visit(path);
      await look(path);
    }
    await visit("/");
    for (const [name, open] of Object.entries(dialogs)) {
      await open();
      await opened();
      await look(`dialog ${name}`);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }
    await visit("/transfers");
    await page.getByLabel(/^(权重|Weight) 思明/).fill("-1");
    await page.getByLabel(/（预拨）|\(advance\)/).fill("x");
    await look("refused figures on /transfers");
    await visit("/estimates");
    await estimate();
    await look("an estimate");
    await page.getByLabel(/^(博士 数量|Doctor quantity)$/).fill("many");
    await page.getByRole("alert").getByText("many").waitFor();
    await look("refused figures on /estimates");
    assert.deepEqual([...new Set(found)], []);
  });
}

// Runs on the page: what is wrong with where things stand.
function faults() {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
  const inside = document.querySelector("dialog[open]") ?? document.body;
  const parts = [...inside.querySelectorAll("a, button, input, select, label, h1, h2, h3, dt, dd, .brand-name, .budget-title, .state, .unit, summary, header p")].filter(
    (el) => !el.closest(".visually-hidden, .skip, budget-grid") && el.checkVisibility() && el.getBoundingClientRect().width > 1,
  );
  const say = (el) => `${el.localName}.${el.className}#${el.id} “${el.textContent.trim().slice(0, 20)}”`;
  // What has been scrolled away in a box of its own stands nowhere.
  const seen = (el) => {
    let { left, right, top, bottom } = el.getBoundingClientRect();
    for (let up = el.parentElement; up && up !== inside; up = up.parentElement) {
      if (!/auto|scroll/.test(getComputedStyle(up).overflow)) continue;
      const box = up.getBoundingClientRect();
      [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
    }
    return { left, right, top, bottom };
  };
  const boxes = parts.map((el) => ({ el, box: seen(el) })).filter(({ box }) => box.right > box.left && box.bottom > box.top);
  for (const [i, a] of boxes.entries()) {
    const scrolls = a.el.closest(".sheet-table, .wide-table");
    if (!scrolls && (a.box.right > root.clientWidth + 1 || a.box.left < -1)) found.push(`${say(a.el)} hangs over the edge`);
    if (a.el.localName !== "input" && a.el.localName !== "select" && a.el.scrollWidth > a.el.clientWidth + 1 && getComputedStyle(a.el).display !== "inline") {
      found.push(`${say(a.el)} is cut off`);
    }
    for (const b of boxes.slice(i + 1)) {
      if (a.el.contains(b.el) || b.el.contains(a.el)) continue;
      const over = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const under = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      const sticky = Boolean(a.el.closest(".annexes")) !== Boolean(b.el.closest(".annexes"));
      if (over > 1 && under > 1 && !sticky) found.push(`${say(a.el)} and ${say(b.el)} overlap`);
    }
  }
  return found;
}

// Runs on the page: texts and names that hold Chinese, full-width signs
// included, and are not data. Data are figures' rows, options, what was typed,
// names in quotes, and names of lines and districts.
function chinese() {
  const words = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/;
  const data = "td, th[scope=row], option, [role=rowheader], [role=gridcell], [data-live=notice], [lang=zh-CN], h2#line-title, .background, .chart, .budget, .leaf-name, .bridge svg, .compare [role=status], .notice-sheet h3, caption, .wall-presets, .presenter, .answer-text, .ask, .feedback, .compare thead th";
  const districts = /思明|湖里|集美|海沧|同安|翔安/g;
  const plain = (text) => text.replace(/万元|元|￥|“[^”]*”|"[^"]*"/g, "").replace(districts, "");
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data: text, parentElement: at } = texts.currentNode;
    if (words.test(plain(text)) && !at.closest(data) && !at.closest("script, style") && at.checkVisibility()) found.push(text.trim());
  }
  for (const el of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    if (el.closest("budget-grid textarea, [lang=zh-CN]") || !el.checkVisibility()) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      const text = el.getAttribute(name) ?? "";
      if (words.test(plain(text))) found.push(`${name}: ${text}`);
    }
  }
  if (words.test(document.title)) found.push(`title: ${document.title}`);
  return found;
}

test("Tab reaches everything, in sight and marked", async (t) => {
  await start(t);
  const found = [];
  for (const path of ["/", "/annexes?n=3", "/transfers", "/estimates"]) {
    await visit(path);
    await page.evaluate(() => {
      const all = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex='0']";
      window.expected = new Set(
        [...document.querySelectorAll(all)].filter((el) => el.tabIndex >= 0 && el.checkVisibility() && !el.closest("dialog:not([open])")),
      );
      document.activeElement.blur();
    });
    const size = await page.evaluate(() => window.expected.size);
    for (let i = 0; i <= size; i++) {
      await page.keyboard.press("Tab");
      const fault = await page.evaluate(() => {
        const el = document.activeElement;
        if (el === document.body) return undefined;
        window.expected.delete(el);
        const say = `${el.localName}#${el.id} “${el.textContent.slice(0, 20)}”`;
        const { outlineStyle, outlineWidth } = getComputedStyle(el);
        const { x, y, width, height } = el.getBoundingClientRect();
        const top = document.elementFromPoint(x + width / 2, y + Math.min(height, innerHeight - y) / 2);
        if (outlineStyle === "none" || parseFloat(outlineWidth) < 1) return `${say} shows no focus`;
        if (!top || !(el.contains(top) || top.contains(el) || el.closest("label")?.contains(top) || el.closest("budget-grid")?.contains(top))) {
          return `${say} is covered or out of sight`;
        }
        return undefined;
      });
      if (fault) found.push(`${path}: ${fault}`);
    }
    const missed = await page.evaluate(() => [...window.expected].map((el) => `${el.localName}#${el.id} “${el.textContent.slice(0, 20)}”`));
    found.push(...missed.map((el) => `${path}: Tab does not reach ${el}`));
  }
  assert.deepEqual(found, []);

  await visit("/annexes?n=3");
  await page.keyboard.press("Tab");
  await page.getByRole("link", { name: "跳到内容" }).press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "content");
});

test("dialogs keep the focus, Escape closes them, and the focus goes back", async (t) => {
  await start(t);
  for (const [name, open] of Object.entries(dialogs)) {
    await open();
    await opened();
    assert.ok(await focusIn("dialog[open]"), `${name}: the focus goes in`);
    const reached = new Set();
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press(i < 20 ? "Tab" : "Shift+Tab");
      const at = await page.evaluate(() => {
        const el = document.activeElement;
        return el === document.body ? "body" : el.closest("dialog[open]") ? el.id || el.textContent : "outside";
      });
      assert.notEqual(at, "outside", `${name}: the focus stays in`);
      reached.add(at);
    }
    assert.ok(reached.size >= 2, `${name}: Tab moves inside`);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    assert.ok(await focusIn(["reset", "keys", "columns", "budgets"].includes(name) ? "button" : "budget-grid"), `${name}: the focus goes back`);
  }

  await page.getByRole("button", { name: "新增" }).click();
  const dialog = page.getByRole("dialog", { name: "新增明细行" });
  await dialog.getByLabel("金额（万元）").fill("12x");
  await dialog.getByRole("button", { name: "应用" }).click();
  await dialog.getByRole("alert").getByText(/看不懂“12x”/).waitFor();
  assert.equal(await dialog.getByLabel("金额（万元）").inputValue(), "12x");
  await dialog.getByRole("button", { name: "取消" }).click();
  await dialog.waitFor({ state: "hidden" });
  assert.ok(await focusIn("budget-grid"));
});

test("an annex prints on A4 across, with its unit and its heads on every page", async (t) => {
  await start(t);
  await visit("/annexes?n=5");
  await page.emulateMedia({ media: "print" });
  await page.locator("article").getByText("单位：万元").waitFor();
  await page.locator("article").getByText("附表 5").waitFor();
  assert.equal(await page.locator("thead").evaluate((el) => getComputedStyle(el).display), "table-header-group");
  for (const gone of ["header.top", ".totals", ".news", "nav.annexes", ".sheet-summary"]) {
    assert.equal(await page.locator(gone).first().isVisible(), false, `${gone} is not printed`);
  }
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const text = pdf.toString("latin1");
  const boxes = [...text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  for (const [, width, height] of boxes) {
    assert.ok(Math.abs(width - 841.9) < 1.5 && Math.abs(height - 595.3) < 1.5, `A4 across, not ${width} × ${height}`);
  }
  const sheets = text.match(/\/Type\s*\/Page\b(?!s)/g).length;
  const rows = await page.locator("article tbody tr").count();
  assert.ok(sheets >= 2 && sheets <= Math.ceil(rows / 15), `${rows} rows on ${sheets} pages`);

  // 277 mm between the margins
  await page.setViewportSize({ width: 1046, height: 700 });
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
    await page.goto(`${program.server.url}/annexes?n=${n}`);
    await page.locator("article").getByText(`附表 ${n}`, { exact: true }).waitFor();
    const over = await page.evaluate(() => Math.max(...[...document.querySelectorAll("article table")].map((t) => t.getBoundingClientRect().right)) - document.documentElement.clientWidth);
    assert.ok(over <= 1, `annex ${n} is ${over} px wider than the paper`);
  }
});
