import assert from "node:assert/strict";
import { test } from "node:test";
import { timeThere } from "../src/model/clock.ts";
import { languageName } from "../src/model/words.ts";

test("a visitor's clock is told with its place, and with the day where it is another one", () => {
  const noon = new Date(2026, 6, 15, 12, 0).getTime();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [time, place] = (timeThere("Europe/Lisbon", noon, "en-GB") ?? "").split(" in ");
  assert.match(time ?? "", /^(\w{3},? )?\d\d:\d\d$/);
  assert.equal(place, "Lisbon");
  assert.match(timeThere("America/Argentina/Buenos_Aires", noon, "en-GB") ?? "", / in Buenos Aires$/);
  assert.match(timeThere(here.includes("/") ? here : "UTC", noon, "en-GB") ?? "", /^12:00 /);
  const days = ["Pacific/Kiritimati", "Pacific/Pago_Pago"].filter((zone) => /^[A-Z][a-z]{2}/.test(timeThere(zone, noon, "en-GB") ?? ""));
  assert.ok(days.length > 0, "25 hours apart: it cannot be today in both");
  assert.equal(timeThere("Moon/Tranquility", noon), null);
});

test("languages have names", () => {
  assert.deepEqual(["de", "pt-BR", "not a code"].map(languageName), ["German", "Brazilian Portuguese", "not a code"]);
});
