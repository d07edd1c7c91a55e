// What the pages of the desk cost, in Chromium: drawing an estimate's uncertain
// quantities in the worker, which the page must not feel; reading a table of
// 10,000 loans; looking a code up, letter by letter.

import { fileURLToPath } from "node:url";
import { deskShown, newProfile, offlineIs, openBrowser, running, startServer } from "../browser/harness.mjs";
import { install, median, percentile } from "./enter.mjs";

export const bars = { draws: 1000, task: 50 };

const draws = 100_000;

/** A file of so many loans of 36 months; `first` is what the first one is of. */
export function table(loans, first) {
  const rows = ["编号,类型,金额（万元）,发放日期,期限,利率,招用人数"];
  for (let i = 0; i < loans; i++) {
    const [kind, amount, heads] = i % 3 === 0 ? ["小微企业", 100 + (i % 200), 4 + (i % 7)] : ["个人", 5 + (i % 26), ""];
    const date = `2022-${String(1 + (i % 12)).padStart(2, "0")}-${String(1 + (i % 28)).padStart(2, "0")}`;
    rows.push(`D${i},${kind},${i === 0 ? first : amount},${date},36,4.15,${heads}`);
  }
  return rows.join("\n");
}

/**
 * In the page: from an event, as the browser stamped it, to the desk having
 * drawn an answer that `answered` accepts, and to the task after that frame.
 */
function watch() {
  window.timeToDrawn = (type, answered) =>
    new Promise((resolve) => {
      const desk = document.getElementById("desk");
      addEventListener(
        type,
        (event) => {
          const before = Number(desk.dataset.ack);
          const observer = new MutationObserver(() => {
            if (!(Number(desk.dataset.ack) > before) || !answered()) return;
            const drawn = performance.now() - event.timeStamp;
            observer.disconnect();
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => resolve({ from: event.timeStamp, drawn, painted: performance.now() - event.timeStamp });
              port2.postMessage(null);
            });
          });
          observer.observe(desk, { attributes: true, childList: true, characterData: true, subtree: true });
        },
        { capture: true, once: true },
      );
    });
}

async function turnTo(page, name) {
  await page.getByRole("navigation", { name: "页面" }).getByRole("link", { name, exact: true }).click();
  await deskShown(page);
}

async function type(page, name, text) {
  const field = page.getByLabel(name, { exact: true });
  await field.fill(text);
  await field.press("Tab");
}

/** Adds to each run the long tasks of the page that began in it. */
async function withTasks(page, runs) {
  const tasks = await page.evaluate(() => window.longTasks);
  return runs.map((run) => ({
    ...run,
    tasks: tasks.filter(({ startTime }) => startTime >= run.from && startTime <= run.from + run.painted).map(({ duration }) => duration),
  }));
}

async function drawing(page, times) {
  await page.getByRole("button", { name: "新引进人才生活补贴", exact: true }).click();
  for (const [name, quantity] of [["博士", "80:100:130"], ["硕士", "1800:2000:2300"], ["“双一流”本科", "2500:3000:3200"], ["其他本科", "3500:4000:5000"]]) {
    await type(page, `${name} 数量`, quantity);
  }
  await page.getByText("抽样：超出预算的可能有多大").click();
  await type(page, "次数", String(draws));
  const runs = [];
  for (let seed = 1; seed <= times; seed++) {
    await type(page, "种子", String(seed));
    await page.getByLabel("种子", { exact: true }).blur();
    await page.evaluate((seed) => {
      const made = new RegExp(`种子 ${seed}(?!\\d)[^]*P90 [\\d,.]+`);
      window.timed = window.timeToDrawn("click", () => made.test(document.querySelector(".what-if").textContent));
    }, seed);
    await page.getByRole("button", { name: "开始抽样", exact: true }).click();
    runs.push(await page.evaluate(() => window.timed));
  }
  return withTasks(page, runs);
}

async function reading(page, loans, times) {
  await page.getByText("新的测算", { exact: true }).click();
  await page.getByRole("button", { name: "创业担保贷款贴息", exact: true }).click();
  const runs = [];
  for (let n = 1; n <= times; n++) {
    const file = { name: "台账.csv", mimeType: "text/csv", buffer: Buffer.from(table(loans, 100 + n)) };
    await page.evaluate(() => {
      const said = () => document.getElementById("loans-table-said")?.textContent;
      const before = said();
      window.timed = window.timeToDrawn("change", () => said() !== before);
    });
    await page.getByLabel("或打开 CSV 文件").setInputFiles(file);
    runs.push(await page.evaluate(() => window.timed));
  }
  return withTasks(page, runs);
}

async function searching(page, words) {
  const runs = [];
  const find = page.getByRole("combobox").first();
  for (const word of words) {
    await find.fill("");
    await page.locator('[role="combobox"][data-value=""]').waitFor();
    await find.focus();
    for (const letter of word) {
      await page.evaluate(() => {
        const field = document.activeElement;
        window.timed = window.timeToDrawn("input", () => field.dataset.value === field.value);
      });
      if (/[\x20-\x7e]/.test(letter)) await page.keyboard.press(letter);
      else await page.keyboard.insertText(letter);
      runs.push(await page.evaluate(() => window.timed));
    }
  }
  return runs;
}

export async function measureDesk({ times, loans, words }) {
  const server = await startServer();
  const profile = await newProfile();
  const browser = await openBrowser({ profile: profile.dir, optimising: true, viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
  try {
    const { page } = browser;
    browser.context.setDefaultTimeout(120_000);
    await page.goto(server.url);
    await running(page);
    await offlineIs(page, "ready");
    await page.evaluate(install);
    await page.evaluate(watch);
    await turnTo(page, "测算");
    const result = { draws: await drawing(page, times), loans: await reading(page, loans, times) };
    await turnTo(page, "分类");
    result.search = await searching(page, words);
    result.errors = [...browser.record.errors, ...browser.record.violations];
    return result;
  } finally {
    await browser.close();
    await profile.remove();
    await server.stop();
  }
}

const longest = (runs) => Math.max(0, ...runs.flatMap((run) => run.tasks));

export function report(r) {
  const row = (name, runs) => {
    const figure = (key) => {
      const values = runs.map((run) => run[key]);
      return `${key} ${median(values).toFixed(1)} ms (95 %: ${percentile(values, 0.95).toFixed(1)}, most ${Math.max(...values).toFixed(1)})`;
    };
    const tasks = runs[0].tasks ? `; longest task of the page ${longest(runs).toFixed(0)} ms` : "";
    return `${name}: ${figure("drawn")}; ${figure("painted")}; ${runs.length} times${tasks}`;
  };
  return [
    row("100,000 draws, click to P90", r.draws),
    row("10,000 loans × 36 months, file chosen to shown", r.loans),
    row("a keystroke in the classification, to drawn", r.search),
  ].join("\n");
}

/** What is over the bars. */
export function missed(r) {
  const over = (what, value, bar) => (value > bar ? [`${what} takes ${value.toFixed(1)} ms, at most ${bar}`] : []);
  return [
    ...over("100,000 draws", median(r.draws.map((run) => run.painted)), bars.draws),
    ...over("a task of the page while it is drawn", longest(r.draws), bars.task),
    ...r.errors,
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await measureDesk({ times: 7, loans: 10_000, words: ["jbgz", "yjrcfy", "引进人才费用", "2080116", "事业单位离退休", "wholly"] });
  console.log(report(result));
  const misses = missed(result);
  for (const miss of misses) console.error(miss);
  process.exitCode = misses.length > 0 ? 1 : 0;
}
