import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { project } from "../src/model/conversation.ts";
import { applyEvent, fromSnap } from "../src/model/thread.ts";
import type { LogEntry, LogEvent, Snap } from "../src/model/wire.ts";

/** What the server itself sent to an operator for each of its stories: a snapshot, the events after it, a later snapshot. */
const STORIES = join(process.cwd(), "..", "tests", "sync");
const stories = readdirSync(STORIES).filter((name) => name.endsWith(".operator.json"));

interface Told {
  before: { d: Snap };
  events: { s: number; e: number; d: LogEvent }[];
  after: { d: Snap };
}

test("there are stories for the inbox", () => assert.ok(stories.length > 20));

for (const name of stories)
  test(`a snapshot and the events after it are a fresh snapshot: ${name.split(".")[0]?.replace(/-/g, " ")}`, () => {
    const { before, events, after } = JSON.parse(readFileSync(join(STORIES, name), "utf8")) as Told;
    const entries = events.map(({ s, e, d }) => ({ ...d, s, e }) as LogEntry);
    assert.deepEqual(entries.reduce(project, before.d.conversation), after.d.conversation);
    const thread = events.reduce((known, { s, e, d }) => applyEvent(known, s, e, d), fromSnap(before.d));
    assert.deepEqual([thread.conversation, thread.entries], [after.d.conversation, after.d.events]);
  });
