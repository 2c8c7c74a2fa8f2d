import assert from "node:assert/strict";
import { test } from "node:test";
import { bars, dollars, duration, percent, queryOf, rangeOf, sheetOfRows, spanBefore } from "../src/model/reports.ts";

test("a time stands in the address; nonsense is the last thirty days", () => {
  assert.deepEqual(rangeOf("from=2026-01-02&to=2026-02-03"), { first: "2026-01-02", last: "2026-02-03" });
  assert.deepEqual(rangeOf(queryOf({ days: 7 })), { days: 7 });
  for (const query of ["", "from=x&to=2026-02-03", "from=2026-02-03&to=2026-01-01", "from=2026-02-03", "days=0", "days=1.5", "days=x"]) {
    assert.deepEqual(rangeOf(query), { days: 30 });
  }
});

test("the time before is as long, and ends the day before", () => {
  assert.deepEqual(spanBefore({ first: "2026-03-01", last: "2026-03-31" }), { first: "2026-01-29", last: "2026-02-28" });
  assert.deepEqual(spanBefore({ first: "2026-10-26", last: "2026-10-26" }), { first: "2026-10-25", last: "2026-10-25" });
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

test("the time before stands beside: by name, or day by day", () => {
  const head = ["Why", "Requests"];
  assert.deepEqual(sheetOfRows(head, [["a", 1]], null), { head, rows: [["a", 1]] });
  assert.deepEqual(sheetOfRows(head, [["a", 1], ["b", 2]], [["b", 3], ["c", 4]]), { head: ["Why", "Requests", "Requests, before"], rows: [["a", 1, 0], ["b", 2, 3]] });
  assert.deepEqual(sheetOfRows(head, [["3 Mar", 1], ["4 Mar", 2]], [["1 Mar", 5], ["2 Mar", 6]]).rows, [["3 Mar", 1, 5], ["4 Mar", 2, 6]]);
});
