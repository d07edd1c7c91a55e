// A budget of 100,000 lines on the page, in Chromium: what Enter costs until
// everything is written and painted, and how smoothly the grid scrolls. The
// budget comes in as a planner's would, from a file.

import { fileURLToPath } from "node:url";
import { newProfile, offlineIs, openBrowser, running, startServer } from "../browser/harness.mjs";
import { install, median, percentile } from "./enter.mjs";

export const bars = { written: [4, 16], painted: [33, 100], frames: 50, gap: 100 };

const functions = ["2080101", "2080102", "2080105", "2080109", "2080799", "2050302", "2101101", "2010301", "2010350"];
const kinds = ["人员", "公用", "项目"];
const sources = ["财政拨款", "其他收入", "事业收入"];

/** A file of so many lines, in 元. */
export function file(lines) {
  const rows = ["单位,功能科目,类别,资金来源,项目,金额（元）"];
  for (let i = 0; i < lines; i++) {
    rows.push(`单位${1 + (i % 100)},${functions[i % functions.length]},${kinds[i % 3]},${sources[i % 7 > 1 ? 0 : i % 7 + 1]},项目${i},${10_000 + ((i * 7919) % 990_000)}`);
  }
  return rows.join("\n");
}

export async function found(page, lines) {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("自建部门预算");
  await page.keyboard.press("Enter");
  await page.locator("#intake-name").fill("大部门");
  await page.locator("#intake-file").setInputFiles({ name: "明细.csv", mimeType: "text/csv", buffer: Buffer.from(file(lines)) });
  await page.getByText(new RegExp(`将读入 ${lines} 行`)).waitFor({ timeout: 120_000 });
  await page.locator("#intake-apply").click();
  await page.getByText(/^已建立/).waitFor({ timeout: 120_000 });
}

async function edit(page, key, figure) {
  await page.evaluate((key) => {
    const grid = document.querySelector("budget-grid");
    grid.select(key, "draft");
    grid.focus();
  }, key);
  await page.keyboard.type(figure);
  await page.evaluate(() => {
    const spending = document.querySelector('[data-live="spending"]');
    const before = spending.textContent;
    window.timed = window.timeFrom("keydown", () => spending.textContent !== before);
  });
  await page.keyboard.press("Enter");
  return page.evaluate(() => window.timed);
}

/** Turns the wheel for so long; the times between frames. */
async function scroll(page, ms) {
  const box = await page.locator("budget-grid").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.evaluate(() => {
    window.frames = [];
    let last;
    const frame = (at) => {
      if (last !== undefined) window.frames.push(at - last);
      last = at;
      window.scrolling = requestAnimationFrame(frame);
    };
    window.scrolling = requestAnimationFrame(frame);
  });
  const until = Date.now() + ms;
  let step = 0;
  while (Date.now() < until) {
    // mostly steady, now and then a long throw
    await page.mouse.wheel(0, ++step % 40 === 0 ? 60_000 : 240);
    await new Promise((resolve) => setTimeout(resolve, 16));
  }
  return page.evaluate(() => {
    cancelAnimationFrame(window.scrolling);
    return { frames: window.frames, blank: [...document.querySelectorAll("budget-grid .bg-row")].filter((row) => row.textContent === "").length };
  });
}

export async function measureLarge({ lines, edits, seconds }) {
  const server = await startServer();
  const profile = await newProfile();
  const browser = await openBrowser({ profile: profile.dir, optimising: true, viewport: { width: 1366, height: 768 } });
  try {
    const { page } = browser;
    await page.goto(server.url);
    await running(page);
    await offlineIs(page, "ready");
    const from = Date.now();
    await found(page, lines);
    const result = { lines, opened: Date.now() - from, edits: [], scrolls: [] };
    await page.evaluate(install);
    for (let n = 0; n < edits; n++) {
      const key = `L${1 + ((n * 7919) % lines)}`;
      result.edits.push(await edit(page, key, `${100 + n}.${10 + (n % 89)}`));
    }
    result.tasks = await page.evaluate(() => window.longTasks.map((task) => task.duration));
    result.scrolls.push({ by: "function", ...(await scroll(page, seconds * 1000)) });
    await page.locator("#group-by").selectOption("unit");
    await page.evaluate(() => document.querySelector("budget-grid").select("s.spending", "draft"));
    result.scrolls.push({ by: "unit", ...(await scroll(page, seconds * 1000)) });
    result.errors = [...browser.record.errors, ...browser.record.violations];
    return result;
  } finally {
    await browser.close();
    await profile.remove();
    await server.stop();
  }
}

export function report(r) {
  const figure = (key) => {
    const values = r.edits.map((e) => e[key]);
    return `${key} ${median(values).toFixed(1)} ms (95 %: ${percentile(values, 0.95).toFixed(1)})`;
  };
  return [
    `${r.lines} lines opened in ${r.opened} ms`,
    `Enter: ${figure("written")}; ${figure("painted")}; ${r.edits.length} times; tasks over 50 ms: ${r.tasks.length}`,
    ...r.scrolls.map((s) => `scrolling, by ${s.by}: ${(1000 / median(s.frames)).toFixed(0)} frames a second (median), longest ${Math.max(...s.frames).toFixed(0)} ms of ${s.frames.length}, blank rows ${s.blank}`),
  ].join("\n");
}

/** What is over the bars, each multiplied by so much. */
export function missed(r, times = 1) {
  const over = (what, value, bar) => (value > times * bar ? [`${what} takes ${value.toFixed(1)} ms, at most ${times * bar}`] : []);
  const all = [...r.errors];
  for (const key of ["written", "painted"]) {
    const values = r.edits.map((e) => e[key]);
    all.push(...over(`Enter ${key}`, median(values), bars[key][0]), ...over(`Enter ${key}, 95 %,`, percentile(values, 0.95), bars[key][1]));
  }
  for (const s of r.scrolls) {
    all.push(...over(`a frame by ${s.by}`, median(s.frames), 1000 / bars.frames), ...over(`the longest frame by ${s.by}`, Math.max(...s.frames), bars.gap));
    if (s.blank > 0) all.push(`${s.blank} blank rows by ${s.by}`);
  }
  return all;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await measureLarge({ lines: 100_000, edits: 100, seconds: 5 });
  console.log(report(result));
  const misses = missed(result);
  for (const miss of misses) console.error(miss);
  process.exitCode = misses.length > 0 ? 1 : 0;
}
