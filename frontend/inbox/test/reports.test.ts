import assert from "node:assert/strict";
import { test } from "node:test";
import { bars, dollars, duration, lastDays, percent, queryOf, rangeOf } from "../src/model/reports.ts";

const NOON = new Date(2026, 10, 27, 12).getTime();

test("a time stands in the address; nonsense is the last thirty days", () => {
  assert.deepEqual(rangeOf("from=2026-01-02&to=2026-02-03", NOON), { first: "2026-01-02", last: "2026-02-03" });
  for (const query of ["", "from=x&to=2026-02-03", "from=2026-02-03&to=2026-01-01", "from=2026-02-03"]) {
    assert.deepEqual(rangeOf(query, NOON), { first: "2026-10-29", last: "2026-11-27" });
  }
  assert.equal(queryOf(lastDays(1, NOON)), "from=2026-11-27&to=2026-11-27");
});

test("figures in words", () => {
  assert.deepEqual([percent(1, 3), percent(0, 0)], ["33 %", "–"]);
  assert.deepEqual([null, 400, 59_000, 60_000, 200_000, 7_500_000, 400_000_000].map(duration), ["–", "0 s", "59 s", "1 min", "3 min 20 s", "2 h 5 min", "4 days"]);
  assert.deepEqual([0, 1_234, 12_345_678].map(dollars), ["$0.00", "$0.0012", "$12.35"]);
});

test("many days become few bars, and no day is lost", () => {
  const days = Array.from({ length: 366 }, (_, n) => n);
  const some = bars(days, 62);
  assert.ok(some.length <= 62);
  assert.deepEqual(some.flat(), days);
  assert.equal(bars(days.slice(0, 30), 62).length, 30);
});
