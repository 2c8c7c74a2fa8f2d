import assert from "node:assert/strict";
import { test } from "node:test";
import { nothing, toggled, upTo } from "../src/model/picking.ts";

const shown = ["a", "b", "c", "d", "e"];

test("one is picked and let go, and a range goes from the one before, in both directions", () => {
  const b = toggled(nothing, "b");
  assert.deepEqual(toggled(b, "b").ids, []);
  assert.deepEqual(upTo(b, shown, "d").ids, ["b", "c", "d"]);
  assert.deepEqual(upTo(toggled(nothing, "d"), shown, "b").ids, ["d", "b", "c"]);
  assert.deepEqual(upTo(upTo(b, shown, "d"), shown, "a").ids, ["b", "c", "d", "a"]);
});

test("where the one before is not shown any more, only this one is picked", () => {
  assert.deepEqual(upTo(toggled(nothing, "gone"), shown, "c"), { ids: ["gone", "c"], from: "c" });
  assert.deepEqual(upTo(nothing, shown, "c").ids, ["c"]);
});
