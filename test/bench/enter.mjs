// What Enter costs on the page of line items, in Chromium, on the published
// budget: until the totals and the balance are written and painted, and until
// an annex shows the edit when one turns to it. Run alone it holds the bars.

import { fileURLToPath } from "node:url";
import { newProfile, openBrowser, running, startServer } from "../browser/harness.mjs";

export const bars = { written: 8, painted: 33, task: 50 };

const line = "L28";

export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

export function percentile(values, share) {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
}

/**
 * In the page: from an input event, as the browser stamped it, to the first
 * change that `seen` accepts, and to the task after the frame that shows it.
 */
export function install() {
  window.timeFrom = (type, seen) =>
    new Promise((resolve) => {
      addEventListener(
        type,
        (event) => {
          const from = event.timeStamp;
          const observer = new MutationObserver(() => {
            if (!seen()) return;
            const written = performance.now() - from;
            observer.disconnect();
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => resolve({ written, painted: performance.now() - from });
              port2.postMessage(null);
            });
          });
          observer.observe(document.body, { childList: true, characterData: true, subtree: true });
        },
        { capture: true, once: true },
      );
    });
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) window.longTasks.push({ startTime, duration });
  }).observe({ type: "longtask" });
}

async function edit(page, figure) {
  await page.evaluate((line) => {
    const grid = document.querySelector("budget-grid");
    grid.select(line, "draft");
    grid.focus();
  }, line);
  await page.keyboard.type(figure);
  await page.evaluate(() => {
    const figures = ["spending", "gap"].map((key) => document.querySelector(`[data-live="${key}"]`));
    const before = figures.map((element) => element.textContent);
    window.timed = window.timeFrom("keydown", () => figures.every((element, i) => element.textContent !== before[i]));
  });
  await page.keyboard.press("Enter");
  return page.evaluate(() => window.timed);
}

async function turn(page, href, shown) {
  await page.evaluate((shown) => {
    window.timed = window.timeFrom("click", () => document.querySelector(shown));
  }, shown);
  await page.locator(`a[href="${href}"]`).first().click();
  return page.evaluate(() => window.timed);
}

/** Measures so many edits, then so many turns to annex 3. */
export async function measureEnter({ edits, turns }) {
  const server = await startServer();
  const profile = await newProfile();
  const browser = await openBrowser({ profile: profile.dir, optimising: true, viewport: { width: 1440, height: 900 } });
  try {
    const { page } = browser;
    await page.goto(server.url);
    await running(page);
    await page.waitForFunction(() => document.querySelector('[data-live="label"]').hidden);
    await page.evaluate(install);
    // the balance changes with every edit only if income stays
    await page.locator("#income-follows").uncheck();
    const result = { edits: [], annexes: [], annex3: [] };
    const figure = (n) => `${20000 + (n % 2)}.${10 + (n % 89)}`;
    for (let n = 0; n < edits; n++) result.edits.push(await edit(page, figure(n)));
    result.longTasks = await page.evaluate(() => window.longTasks.map((task) => task.duration));
    for (let n = 0; n < turns; n++) {
      await edit(page, figure(edits + n));
      result.annexes.push(await turn(page, "/annexes", ".sheet-1 td.changed"));
      result.annex3.push(await turn(page, "/annexes?n=3", ".sheet-3 tr.total td.changed"));
      await page.locator('a[href="/"]').first().click();
      await page.waitForFunction(() => document.querySelector("budget-grid [role=row]"));
    }
    result.allLongTasks = await page.evaluate(() => window.longTasks.map((task) => task.duration));
    result.errors = [...browser.record.errors, ...browser.record.violations];
    return result;
  } finally {
    await browser.close();
    await profile.remove();
    await server.stop();
  }
}

function row(name, samples) {
  const figure = (key) => {
    const values = samples.map((sample) => sample[key]);
    return `${key} ${median(values).toFixed(1)} ms (95 %: ${percentile(values, 0.95).toFixed(1)}, most ${Math.max(...values).toFixed(1)})`;
  };
  return `${name}: ${figure("written")}; ${figure("painted")}; ${samples.length} times`;
}

export function report(result) {
  return [
    row("Enter to totals and balance", result.edits),
    row("click to annex 1", result.annexes),
    row("click to annex 3", result.annex3),
    `tasks over 50 ms: ${result.longTasks.length} while editing, ${result.allLongTasks.length} in all, longest ${Math.max(0, ...result.allLongTasks)} ms`,
  ].join("\n");
}

/** What is over the bars, each multiplied by so much. */
export function missed(result, times = 1) {
  const over = (what, value, bar) => (value > times * bar ? [`${what} takes ${value.toFixed(1)} ms, at most ${times * bar}`] : []);
  return [
    ...over("writing the totals", median(result.edits.map((e) => e.written)), bars.written),
    ...over("painting the totals", median(result.edits.map((e) => e.painted)), bars.painted),
    ...over("a task while editing", Math.max(0, ...result.longTasks), bars.task),
    ...result.errors,
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = await measureEnter({ edits: 200, turns: 15 });
  console.log(report(result));
  const misses = missed(result);
  for (const miss of misses) console.error(miss);
  process.exitCode = misses.length > 0 ? 1 : 0;
}
