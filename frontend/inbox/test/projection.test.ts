import assert from "node:assert/strict";
import { test } from "node:test";
import { project, summarise } from "../src/model/conversation.ts";
import type { LogEntry } from "../src/model/wire.ts";
import fixtures from "./fixtures/projection.json";
import { conversation, said, summary } from "./make.ts";

for (const { name, before, events, after } of fixtures.cases) {
  test(`projection: ${name}`, () => {
    const start = conversation(before as never);
    const end = (events as unknown as LogEntry[]).reduce(project, start);
    assert.deepEqual(end, { ...start, ...after });
  });
}

test("an event that is already known changes nothing", () => {
  const known = conversation({ seq: 4 });
  assert.equal(project(known, { ...said("contact", "again", 9), s: 4, e: 1 }), known);
});

test("the row of the list follows the open thread: last words, who wrote, and when", () => {
  const known = conversation({ seq: 3, state: "waiting", waiting_since: 5, updated_at: 9 });
  const row = summarise(known, { ...said("contact", "x".repeat(200), 9), s: 3, e: 1 }, summary("c1"));
  assert.equal(row.last?.text.length, 140);
  assert.deepEqual([row.seq, row.state, row.waiting_since, row.last_contact_seq, row.updated_at], [3, "waiting", 5, 3, 9]);
});
