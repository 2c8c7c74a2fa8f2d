import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, keyOf, merged, partsOf } from "../src/model/unsent.ts";

test("what is not saved here yet stays; for the rest the server knows better, also that it was sent", () => {
  const here = { "c1/text": "newer here", "c2/text": "old", "c3/note": "sent elsewhere" };
  const there = [
    { conversation: "c1", mode: "text" as const, text: "older there" },
    { conversation: "c2", mode: "text" as const, text: "new" },
    { conversation: "c3", mode: "note" as const, text: "" },
    { conversation: "c4", mode: "note" as const, text: "begun elsewhere" },
  ];
  assert.deepEqual(merged(here, new Set(["c1/text"]), there), { "c1/text": "newer here", "c2/text": "new", "c4/note": "begun elsewhere" });
  assert.equal(merged(here, new Set(), []), here);
});

test("which drafts have changed, and whose they are", () => {
  assert.deepEqual(changed({ a: "1", b: "2" }, { b: "3", c: "4" }), ["a", "b", "c"]);
  assert.deepEqual(changed({ a: "1" }, { a: "1" }), []);
  assert.deepEqual(partsOf(keyOf("conv_1", "note")), { c: "conv_1", mode: "note" });
});
