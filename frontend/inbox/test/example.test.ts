import assert from "node:assert/strict";
import { test } from "node:test";
import { example } from "../src/model/example.ts";
import { rows } from "../src/model/transcript.ts";
import { standing } from "../src/model/words.ts";
import { ME, voices } from "./make.ts";

const me = { operator: { id: ME, name: "Nora", email: "", role: "owner" }, workspace: { id: "w", name: "Plants" }, assistant: { name: "Ada", model: false }, available: true, away_until: null, ignored: false, idle: false, billing: false, mail: false, example: true, now: 0 };

test("the example is a whole story: asked, answered from a source, handed over, taken by me, resolved", () => {
  const thread = example(me, 1_800_000_000_000);
  const seams = rows(thread, [], voices, null).flatMap((row) => (row.is === "seam" ? [row.text] : []));
  assert.deepEqual(seams, ["Vera asked for a person", "You took it over", "You resolved it"]);
  assert.equal(standing(thread.conversation, voices), "Resolved");
  assert.deepEqual(thread.entries.map((entry) => entry.s), thread.entries.map((_, at) => at + 1));
  assert.ok(thread.entries.every((entry, at) => at === 0 || entry.at > (thread.entries[at - 1]?.at ?? 0)));
  assert.equal(thread.entries.filter((entry) => entry.type === "message" && entry.citations?.length).length, 1);
});
