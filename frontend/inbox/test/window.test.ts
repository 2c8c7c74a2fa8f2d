import assert from "node:assert/strict";
import test from "node:test";
import { stretch } from "../src/model/stretch.ts";

test("what can be seen is always in the page, with some on either side, wherever one has scrolled to", () => {
  for (let top = 0; top < 20_000; top += 37) {
    const { first, end } = stretch(top, 700, 85);
    assert.ok(first * 85 <= top && end * 85 >= top + 700, `at ${top}`);
    assert.ok(first === 0 || top - first * 85 >= 6 * 85);
    assert.ok(end - first < 30);
  }
});
