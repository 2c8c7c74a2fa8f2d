/** Opening hours in the editor. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { byDate, copyToWeekdays, further, intervalProblem, nowLine, overnight, problems, tidy, tidyTime, type Hours, type Week } from "../src/model/hours.ts";

const NONE: Week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const AT = Date.UTC(2026, 10, 27, 15, 0);
const hours = (change: Partial<Hours> = {}, now: Partial<Hours["now"]> = {}): Hours => ({
  always: false, zone: "Europe/Berlin", week: NONE, days: [], country: null, region: null, version: 1, updated_at: null, updated_by: null,
  ...change,
  now: { at: AT, open: true, next_opening: null, next_closing: null, closed_early_until: null, ...now },
});

test("times are completed, and what is none stays as it was typed", () => {
  const typed = ["9", "930", "9:30", "9.30", " 17 ", "24", "24:00", "0", "25", "9:7", "noon", "24:30", "12:60"];
  const kept = ["09:00", "09:30", "09:30", "09:30", "17:00", "24:00", "24:00", "00:00", "25", "9:7", "noon", "24:30", "12:60"];
  assert.deepEqual(typed.map(tidyTime), kept);
});

test("an interval says what is wrong with it, and whether it runs over midnight", () => {
  assert.equal(intervalProblem(["09:00", "24:00"]), null);
  assert.match(intervalProblem(["24:00", "01:00"]) ?? "", /Nothing begins/);
  assert.match(intervalProblem(["noon", "17:00"]) ?? "", /like 09:00/);
  assert.deepEqual([overnight(["22:00", "02:00"]), overnight(["09:00", "09:00"]), overnight(["09:00", "24:00"])], [true, true, false]);
});

test("wrong times and dates that stand twice hold the saving back", () => {
  const day = { date: "2026-12-24", name: "", intervals: [], preset: false };
  assert.equal(problems(hours()), false);
  assert.equal(problems(hours({ week: { ...NONE, sun: [["nine", "10:00"]] } })), true);
  assert.deepEqual(tidy(hours({ week: { ...NONE, sun: [["9", "1030"]] } })).week.sun, [["09:00", "10:30"]]);
  assert.equal(problems(hours({ days: [day, day] })), true);
  assert.equal(problems(hours({ days: [{ ...day, date: "" }] })), true);
  assert.deepEqual(byDate([day, { ...day, date: "2026-12-01" }]).map(({ date }) => date), ["2026-12-01", "2026-12-24"]);
});

test("a day is copied to the weekdays only, a further interval begins after the last one", () => {
  const week = copyToWeekdays({ ...NONE, tue: [["09:00", "12:00"]], sat: [["10:00", "11:00"]] }, "tue");
  assert.deepEqual([week.mon, week.fri, week.sat, week.sun], [[["09:00", "12:00"]], [["09:00", "12:00"]], [["10:00", "11:00"]], []]);
  assert.deepEqual([further([]), further([["09:00", "12:00"]]), further([["18:00", "02:00"]])], [["09:00", "17:00"], ["13:00", "17:00"], ["18:00", "20:00"]]);
});

test("what is the case now is told in the team's zone", () => {
  const end = AT + 3_600_000;
  assert.equal(nowLine(hours({}, { next_closing: end }), "en"), "Open until 17:00");
  assert.equal(nowLine(hours({}, { open: false, next_opening: AT + 3 * 86_400_000 }), "en"), "Closed until Monday 16:00");
  assert.equal(nowLine(hours({}, { open: false }), "en"), "Closed, and not open within 15 days");
  assert.equal(nowLine(hours({}, {}), "en"), "Open, around the clock");
  assert.equal(nowLine(hours({ always: true }), "en"), "Always there");
  assert.equal(nowLine(hours({ always: true }, { open: false, closed_early_until: AT + 7 * 3_600_000 }), "en"), "Closed early, until 23:00");
});
