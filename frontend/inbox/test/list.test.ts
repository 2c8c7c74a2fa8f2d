import assert from "node:assert/strict";
import { test } from "node:test";
import { shown, step } from "../src/model/order.ts";

test("while held, nothing moves: new rows wait, gone rows stay as ghosts", () => {
  const now = shown(["new1", "b", "new2", "a"], ["a", "b", "gone"], true, null);
  assert.deepEqual(now.ids, ["a", "b", "gone"]);
  assert.equal(now.held, 2);
  assert.deepEqual([...now.ghosts], ["gone"]);
});

test("twenty arrivals under the pointer: the same rows, a pill of twenty", () => {
  const before = ["a", "b", "c"];
  const arrived = Array.from({ length: 20 }, (_, n) => `n${n}`);
  const now = shown([...arrived, ...before], before, true, "b");
  assert.deepEqual([now.ids, now.held], [before, 20]);
});

test("let go, the list is live, but the open row stays where it was until it is left", () => {
  assert.deepEqual(shown(["b", "c"], ["a", "b"], false, null).ids, ["b", "c"]);
  const open = shown(["b", "c"], ["b", "a", "c"], false, "a");
  assert.deepEqual([open.ids, [...open.ghosts]], [["b", "a", "c"], ["a"]]);
});

test("an empty list is never held", () => {
  assert.deepEqual(shown(["a"], [], true, null).ids, ["a"]);
});

test("j and k step and stop at the ends; from nowhere they begin at an end", () => {
  const ids = ["a", "b", "c"];
  assert.deepEqual([step(ids, "a", 1), step(ids, "c", 1), step(ids, "a", -1)], ["b", "c", "a"]);
  assert.deepEqual([step(ids, null, 1), step(ids, "x", -1), step([], null, 1)], ["a", "c", null]);
});
