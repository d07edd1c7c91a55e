// 200 entries composed as Chinese input methods compose them, through the
// browser's own composition events: no character may be lost or doubled.

import assert from "node:assert/strict";
import { test } from "node:test";
import { suite } from "./harness.mjs";

const program = suite({ installed: true });
const entries = 200;

/** A generator of chance that can be repeated. */
function chance(seed) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const words = [["jiuye", "就业"], ["peixun", "培训"], ["butie", "补贴"], ["rencai", "人才"], ["laodong", "劳动"], ["zhuanxiang", "专项"]];

test(`${entries} composed entries arrive whole, with cancels, Enter while composing and clicks elsewhere`, async (t) => {
  const page = await program.open(t);
  await page.goto(program.server.url);
  await program.ready(page);
  const cdp = await page.context().newCDPSession(page);
  const pick = chance(20231124);
  const seen = { entered: 0, cancelled: 0, enter: 0, elsewhere: 0 };

  // what Windows delivers while an input method is at work: presses with code 229 and nothing else
  const press = async (work) => {
    const key = { key: "Process", windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 };
    await cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
    await work?.();
    await cdp.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
  };
  const show = (text) => press(() => cdp.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length }));
  const compose = async (letters) => {
    for (let n = 1; n <= letters.length; n++) await show(letters.slice(0, n));
  };
  const take = (text) => press(() => cdp.send("Input.insertText", { text }));

  /** Composes once; what arrives in the field. */
  async function entry(letters, word, elsewhere) {
    await compose(letters);
    switch (pick(4)) {
      case 0:
        seen.cancelled++;
        await show("");
        return "";
      case 1: // Enter belongs to the input method: it takes the letters as they are
        seen.enter++;
        await press();
        await take(letters);
        return letters;
      case 2: // a click ends a composition with what is shown
        seen.elsewhere++;
        await elsewhere();
        return letters;
    }
    seen.entered++;
    await take(word);
    return word;
  }

  const holds = (selector, text) =>
    page.waitForFunction(([s, want]) => document.querySelector(s).value === want, [selector, text]).catch(async () => {
      assert.fail(`${selector} holds “${await page.locator(selector).inputValue()}”, not “${text}”`);
    });

  async function intoText(selector, model) {
    await page.locator(selector).focus();
    await page.keyboard.press("End");
    const [letters, word] = words[pick(words.length)];
    const arrived = await entry(letters, word, () => page.locator(".totals").click({ position: { x: 5, y: 5 } }));
    await holds(selector, model + arrived);
    return model + arrived;
  }

  const lines = ["L07", "L04", "L05", "L06"];
  const shown = {};
  const draft = (line) => page.evaluate((line) => {
    const grid = document.querySelector("budget-grid");
    grid.select(line, "draft");
    grid.focus();
    return grid.querySelector(".bg-row.is-here [aria-colindex='6']").textContent;
  }, line);

  async function intoCell(n) {
    const line = lines[pick(lines.length)];
    const before = await draft(line);
    assert.ok(shown[line] === undefined || shown[line] === before, `${line} shows ${before}, not ${shown[line]}`);
    const letters = `${1 + (n % 9)}${pick(10)}`;
    const full = [...`${1 + pick(9)}${pick(10)}．${1 + pick(9)}`].map((c) => (c === "．" ? c : String.fromCharCode(c.charCodeAt(0) + 0xfee0))).join("");
    const arrived = await entry(letters, full, () => page.locator(".totals").click({ position: { x: 5, y: 5 } }));
    const open = await page.evaluate(() => document.querySelector("budget-grid .bg-box").classList.contains("is-editing"));
    if (open) await page.locator("budget-grid textarea").press("Enter");
    const plain = arrived.replace(/[０-９．]/g, (c) => (c === "．" ? "." : String.fromCharCode(c.charCodeAt(0) - 0xfee0)));
    const want = arrived === "" ? before : Number(plain).toFixed(2);
    const now = await draft(line);
    assert.equal(now, want, `${line} after “${arrived}”`);
    shown[line] = now;
  }

  let filter = "";
  let name = "";
  for (let n = 0; n < entries; n++) {
    switch (n % 4) {
      case 0:
        if (filter.length > 60) {
          await page.locator("#filter").fill("");
          filter = "";
        }
        filter = await intoText("#filter", filter);
        break;
      case 1:
        if (name.length > 60) {
          await page.locator("#draft-name").fill("");
          name = "";
        }
        name = await intoText("#draft-name", name);
        break;
      default:
        if (filter !== "") {
          await page.locator("#filter").fill("");
          filter = "";
        }
        await intoCell(n);
    }
  }
  t.diagnostic(JSON.stringify(seen));
  assert.ok(Object.values(seen).every((n) => n >= entries / 8), "every way of ending is tried");
});
