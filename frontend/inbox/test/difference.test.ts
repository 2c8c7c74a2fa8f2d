/** What differs between two settings is shown with a little around it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { folded, named, valueText } from "../src/model/difference.ts";

const same = (text: string) => ({ is: "same" as const, text });

test("unchanged lines far from a change are only counted", () => {
  const lines = [..."abcdef"].map(same);
  assert.deepEqual(folded([...lines, { is: "in", text: "new" }]), [{ is: "gap", lines: 4 }, same("e"), same("f"), { is: "in", text: "new" }]);
  assert.deepEqual(folded([same("a"), { is: "out", text: "b" }]), [same("a"), { is: "out", text: "b" }]);
});

test("money, nothing and names are said in words", () => {
  assert.equal(valueText("cap_day", 0), "no cap");
  assert.equal(valueText("cap_day", 2_500_000), "$2.50");
  assert.equal(valueText("tone_note", ""), "empty");
  assert.equal(named([{ field: "name" }, { field: "must" }, { field: "tone" }]), "Name, It must always and Tone");
});
