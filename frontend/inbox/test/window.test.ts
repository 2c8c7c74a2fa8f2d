import assert from "node:assert/strict";
import test from "node:test";
import { gathering } from "../src/live/gather.ts";
import { stretch } from "../src/model/stretch.ts";

test("what can be seen is always in the page, with some on either side, wherever one has scrolled to", () => {
  for (let top = 0; top < 20_000; top += 37) {
    const { first, end } = stretch(top, 700, 85);
    assert.ok(first * 85 <= top && end * 85 >= top + 700, `at ${top}`);
    assert.ok(first === 0 || top - first * 85 >= 6 * 85);
    assert.ok(end - first < 30);
  }
});

test("the first comes at once, what follows comes together, and nothing comes after it is dropped", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const taken: number[][] = [];
  const list = gathering<number>((all) => taken.push(all), 250);
  for (const n of [1, 2, 3]) list.add(n);
  assert.deepEqual(taken, [[1]]);
  t.mock.timers.tick(250);
  assert.deepEqual(taken, [[1], [2, 3]]);
  list.add(4);
  list.drop();
  t.mock.timers.tick(600);
  list.add(5);
  assert.deepEqual(taken, [[1], [2, 3], [5]]);
});
