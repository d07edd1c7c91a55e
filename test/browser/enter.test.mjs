import assert from "node:assert/strict";
import { test } from "node:test";
import { measureEnter, missed, report } from "../bench/enter.mjs";

// A shared machine is given twice the time; `make bench` is not.
test("Enter brings totals, balance and annexes up to date at once", async (t) => {
  const result = await measureEnter({ edits: 50, turns: 3 });
  for (const line of report(result).split("\n")) t.diagnostic(line);
  assert.deepEqual(missed(result, 2), []);
});
