// A class from composing to the sum, on four laptops without a network.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { deskShown, later, newProfile, offlineIs, openBrowser, running, startServer } from "./harness.mjs";

const unreachable = /ERR_CONNECTION_REFUSED|ERR_FAILED/;

/** A laptop that has once opened the page and was shut: a browser on a profile of its own. */
async function laptop(t, url) {
  const profile = await newProfile();
  later(t, () => profile.remove());
  const own = {
    dir: profile.dir,
    async open() {
      own.browser = await openBrowser({ profile: profile.dir, viewport: { width: 1366, height: 768 }, locale: "zh-CN" });
      own.page = own.browser.page;
      await own.page.goto(url);
      await running(own.page);
      await offlineIs(own.page, "ready");
    },
    async close() {
      const { record } = own.browser;
      await own.browser.close();
      assert.deepEqual(record.foreign, [], "requests to other hosts");
      assert.deepEqual(record.violations, [], "policy violations");
      assert.deepEqual(record.errors.filter((e) => !unreachable.test(e)), [], "errors on the console");
    },
    async turnToClass() {
      await own.page.getByRole("navigation", { name: "页面" }).getByRole("link", { name: "培训", exact: true }).click();
      await own.page.getByRole("heading", { level: 1, name: "培训" }).waitFor();
      await deskShown(own.page);
      await own.page.getByRole("navigation", { name: "培训的各部分" }).getByRole("link", { name: "课堂" }).click();
      await own.page.getByRole("group", { name: "我是" }).waitFor();
    },
    /** What a press or a click saves, by the name it is saved under. */
    async saves(act) {
      const download = own.page.waitForEvent("download");
      await act();
      const file = await download;
      const path = join(profile.dir, file.suggestedFilename());
      await file.saveAs(path);
      return path;
    },
  };
  later(t, () => own.browser?.close());
  await own.open();
  await own.close();
  return own;
}

const focused = (page, id) => page.waitForFunction((want) => document.activeElement.id === want, id);

/** Answers as a learner does who keeps to the keyboard: a letter a question, "-" for none. */
async function answer(page, letters, from = 0) {
  for (const [i, letter] of [...letters].entries()) {
    await page.getByText(`${from + i + 1} / 5`, { exact: false }).first().waitFor();
    if (letter === "-") {
      await page.keyboard.press("ArrowRight");
    } else {
      await page.keyboard.press(letter);
      await focused(page, "class-next");
      await page.keyboard.press("Enter");
    }
    await focused(page, from + i === 4 ? "class-end" : "class-ask");
  }
}

test("a class composes, answers on three laptops, and is summed up with the network off", async (t) => {
  const server = await startServer();
  later(t, () => server.stop());
  const trainer = await laptop(t, server.url);
  const learners = [await laptop(t, server.url), await laptop(t, server.url), await laptop(t, server.url)];
  await server.stop();
  await assert.rejects(fetch(server.url), "the network is off");

  // the trainer composes four drills and a question of his own, and hands them out
  await trainer.open();
  await trainer.turnToClass();
  let { page } = trainer;
  await page.getByRole("radio", { name: "讲师" }).check();
  await page.getByLabel("题目名称").fill("新任财务 第一课");
  await page.getByLabel("题库里抽几道").fill("4");
  await page.getByLabel("贴表格").fill("题目\t正确答案\t错误答案\t错误答案\t解释\n报表里十个数相加与合计差 0.03，先看什么？\t界限\t换一个合计\t改一个数\t界限由参加的数的个数定");
  await page.getByText("认出 1 道自己出的题。").waitFor();
  await page.getByRole("button", { name: "出题", exact: true }).press("Enter");
  await focused(page, "room-hand");
  const list = page.locator("table").filter({ has: page.getByRole("columnheader", { name: "正确答案" }) });
  const rows = await list.getByRole("row").filter({ has: page.getByRole("cell") }).all();
  const key = [];
  for (const row of rows.slice(-5)) {
    const cells = await row.getByRole("cell").allTextContents();
    key.push({ ask: cells[1], right: cells[2][0] });
  }
  assert.equal(key.length, 5);
  assert.equal(key[4].ask, "报表里十个数相加与合计差 0.03，先看什么？");
  const set = await trainer.saves(() => page.getByRole("button", { name: "存成题目文件" }).press("Enter"));
  assert.match(set, /新任财务 第一课 题目\.json$/);

  // three answer: one all right, one with the browser closed in the middle, one without a name
  const other = (right) => (right === "A" ? "B" : "A");
  const answers = [
    key.map((q) => q.right).join(""),
    key.map((q, i) => (i === 1 || i === 4 ? other(q.right) : q.right)).join(""),
    key.map((q, i) => (i === 1 ? other(q.right) : i === 2 ? "-" : q.right)).join(""),
  ];
  const names = ["甲", "乙", ""];
  const handed = [];
  for (const [n, learner] of learners.entries()) {
    await learner.open();
    await learner.turnToClass();
    ({ page } = learner);
    await page.getByRole("radio", { name: "学员" }).check();
    await page.getByLabel("打开讲师发的题目文件").setInputFiles(set);
    await page.getByRole("heading", { name: "新任财务 第一课" }).waitFor();
    await page.getByText("共 5 道，还有 5 道没答").waitFor();
    await focused(page, "class-ask");
    if (n === 1) {
      await answer(page, answers[n].slice(0, 2));
      await page.getByText("共 5 道，还有 3 道没答").waitFor();
      await learner.close();
      await learner.open();
      ({ page } = learner);
      await learner.turnToClass();
      assert.ok(await page.getByRole("radio", { name: "学员" }).isChecked());
      await page.getByText("共 5 道，还有 3 道没答").waitFor();
      await page.getByText("3 / 5").waitFor();
      for (const [i, q] of key.entries()) {
        await page.getByRole("button", { name: new RegExp(`^第 ${i + 1} 题，${i < 2 ? "已答" : "没答"}`) }).press("Enter");
        await page.getByRole("heading", { name: q.ask }).waitFor();
        const chosen = page.getByRole("button", { pressed: true });
        await (i < 2 ? chosen.filter({ hasText: answers[n][i] }) : page.getByRole("button", { pressed: false }).first()).waitFor();
        assert.equal(await chosen.count(), i < 2 ? 1 : 0);
      }
      await page.getByRole("button", { name: /^第 3 题/ }).press("Enter");
      await focused(page, "class-ask");
      await answer(page, answers[n].slice(2), 2);
    } else if (n === 2) {
      // the first one is answered otherwise, and changed with the mouse
      await page.keyboard.press(other(answers[n][0]));
      await focused(page, "class-next");
      await page.getByRole("button", { name: new RegExp(`^${answers[n][0]}`) }).click();
      await page.getByRole("button", { pressed: true }).filter({ hasText: answers[n][0] }).waitFor();
      await page.keyboard.press("ArrowRight");
      await focused(page, "class-ask");
      await answer(page, answers[n].slice(1), 1);
      await page.getByText("还没答：第 3 题").waitFor();
    } else {
      await answer(page, answers[n]);
      await page.getByText("5 道都答了，可以交卷").waitFor();
    }
    assert.equal(await page.getByText(/应选|答对了/).count(), 0, "nothing is explained before handing in");
    await page.getByLabel("姓名（可不写）").fill(names[n]);
    handed.push(await learner.saves(() => page.getByRole("button", { name: "交卷并存文件" }).press("Enter")));
    const right = [...answers[n]].filter((a, i) => a === key[i].right).length;
    const blank = [...answers[n]].filter((a) => a === "-").length;
    await page.getByText(`对 ${right}，错 ${5 - right - blank}，没答 ${blank}`).waitFor();
    await page.getByText(/应选|答对了/).first().waitFor();
    await learner.close();
  }

  // the trainer collects them at once, among them one twice and one damaged
  ({ page } = trainer);
  const damaged = join(trainer.dir, "坏的.json");
  const twice = join(trainer.dir, "甲 (1).json");
  await writeFile(damaged, (await readFile(handed[0], "utf8")).slice(0, 40));
  await writeFile(twice, await readFile(handed[0]));
  await page.getByLabel("选答卷文件").setInputFiles([handed[0], damaged, handed[1], twice, handed[2]]);
  await page.getByRole("heading", { name: "各人对错（3 份）" }).waitFor();
  const refused = await page.getByRole("alert").filter({ hasText: "没有用上" }).getByRole("listitem").allTextContents();
  assert.equal(refused.length, 2);
  assert.match(refused[0], /^“坏的\.json”没有用上：第 1 行第 \d+ 列/);
  assert.match(refused[1], /^“甲 \(1\)\.json”没有用上：与“甲”姓名、答案都一样/);

  const expected = key.map(({ right }, i) => {
    const given = answers.map((a) => a[i]);
    const count = (letter) => given.filter((a) => a === letter).length;
    return { number: i + 1, right: count(right), blank: count("-"), wrong: 3 - count(right) - count("-"), given };
  });
  const table = async (head) => {
    const found = page.locator("table").filter({ has: page.getByRole("columnheader", { name: head, exact: true }) }).last();
    return Promise.all((await found.locator("tbody tr").all()).map((row) => row.locator("th, td").allTextContents()));
  };
  const people = await table("取出");
  assert.deepEqual(
    people.map(([who, ...counts]) => [who.split(" ")[0], ...counts.slice(0, 3)]),
    [["甲", "5", "0", "0"], ["乙", "3", "2", "0"], ["新任财务", "3", "1", "1"]],
  );
  const tallies = await table("各答案选的人数");
  const order = expected.toSorted((a, b) => b.wrong - a.wrong || b.blank - a.blank || a.number - b.number);
  assert.deepEqual(
    tallies.map(([number, , , right, wrong, blank]) => [number, right, wrong, blank]),
    order.map((q) => [q.number, q.right, q.wrong, q.blank].map(String)),
  );
  for (const [i, [, , chosen]] of tallies.entries()) {
    const counts = [...chosen.matchAll(/([A-F])：(\d+) 人/g)].map(([, letter, n]) => [letter, Number(n)]);
    assert.ok(counts.length >= 2);
    for (const [letter, n] of counts) assert.equal(n, order[i].given.filter((a) => a === letter).length, `question ${order[i].number}, ${letter}`);
  }

  // it is all there when the trainer comes back, too
  await trainer.close();
  await trainer.open();
  await trainer.turnToClass();
  ({ page } = trainer);
  await page.getByRole("heading", { name: "各人对错（3 份）" }).waitFor();
  const csv = await trainer.saves(() => page.getByRole("button", { name: "各人对错存成 CSV" }).press("Enter"));
  assert.match(await readFile(csv, "utf8"), new RegExp(`甲,5,0,0,${answers[0]}\\n乙,3,2,0,${answers[1]}\\n[^\\n]*,3,1,1,${answers[2]}\\n`));
  await page.getByRole("button", { name: "取出 甲" }).press("Enter");
  await page.getByRole("heading", { name: "各人对错（2 份）" }).waitFor();
  await trainer.close();
});
