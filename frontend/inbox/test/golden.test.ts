/** How a test question went, in words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { markOf, runLine, why } from "../src/model/golden.ts";
import type { Golden, GoldenResult, GoldenRun } from "../src/model/assistant.ts";

const result = (change: Partial<GoldenResult>): GoldenResult => ({
  golden_id: "g", passed: false, before: null, decision: "answer", text: "", missing: [], cost: 0, took: 1, ...change,
});
const run = (change: Partial<GoldenRun>): GoldenRun => ({
  id: "r", version: 3, edit: null, state: "done", reason: null, total: 4, asked: 4, passed: 3, worse: 1, cost: 0, started_at: 0, started_by: "Ada", finished_at: 1, ...change,
});

test("what has changed since what is in force was asked stands out", () => {
  assert.equal(markOf(undefined), "new");
  assert.equal(markOf(result({ passed: true, before: true })), "pass");
  assert.equal(markOf(result({ passed: true, before: false })), "better");
  assert.equal(markOf(result({ before: false })), "fail");
  assert.equal(markOf(result({ before: true })), "worse");
});

test("a failure and a run say why and of what", () => {
  const golden: Golden = { id: "g", question: "?", expect: "answer", facts: ["£145"], created_at: 0, created_by: "Ada" };
  assert.equal(why(golden, result({ missing: ["£145"] })), "It did not say: £145.");
  assert.equal(why(golden, result({ decision: "handoff" })), "It called a person.");
  assert.equal(runLine(run({})), "3 of 4 pass · 1 newly failing · asked of version 3");
  assert.equal(runLine(run({ state: "running", asked: 2, edit: 5 })), "Asking the draft: 2 of 4");
  assert.match(runLine(run({ state: "stopped", reason: "cap_day" })), /stopped: today’s spending cap/);
});
