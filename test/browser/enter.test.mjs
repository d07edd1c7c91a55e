// Enter on 编制 writes totals and balance at once, and the annexes follow.

import assert from "node:assert/strict";
import { test } from "node:test";
import { measureEnter, missed, report } from "../bench/enter.mjs";

// A shared machine is given twice the time (`make bench` is not), and stops of
// its own now and then: one undisturbed run of three shows what the page does.
test("Enter brings totals, balance and annexes up to date at once", async (t) => {
  let misses = [];
  for (let run = 0; run < 3; run++) {
    const result = await measureEnter({ edits: 50, turns: 3 });
    for (const line of report(result).split("\n")) t.diagnostic(line);
    assert.deepEqual(result.errors, []);
    misses = missed(result, 2);
    if (misses.length === 0) return;
  }
  assert.deepEqual(misses, []);
});
