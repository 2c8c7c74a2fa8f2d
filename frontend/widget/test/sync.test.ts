import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Frame } from "../src/protocol";
import { nothing, reduce, type State } from "../src/state";

/** What the server itself sent for each of its stories: a snapshot, the events after it, a later snapshot. */
const STORIES = join(process.cwd(), "..", "tests", "sync");
const stories = readdirSync(STORIES).filter((name) => name.endsWith(".visitor.json"));

const shown = ({ id, seq, epoch, state, owner, assist, asking, items, waiting_since }: State) => ({
  ...{ id, seq, epoch, state, owner, assist, asking, items },
  waiting_since: state == "waiting" && waiting_since,
});

test("there are stories", () => assert.ok(stories.length > 9));

for (const name of stories)
  test(`the server's own story: ${name.split(".")[0]!.replace(/-/g, " ")}`, () => {
    const { before, events, after } = JSON.parse(readFileSync(join(STORIES, name), "utf8")) as {
      before: Frame | null;
      events: Frame[];
      after: Frame;
    };
    const start = before ? reduce(nothing, before) : nothing;
    const state = events.reduce((so, frame) => reduce(so, frame), start);
    assert.deepEqual(shown(state), shown(reduce(nothing, after)));
    assert.equal(state.head, state.seq);
  });
