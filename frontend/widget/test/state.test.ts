import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame } from "../src/protocol";
import { nothing, reduce, said, type State } from "../src/state";
import { ADA, MIA, story, Talk, VERA } from "./world";

const run = (frames: Frame[], from = nothing): State => frames.reduce((state, frame) => reduce(state, frame, 100), from);
const texts = (state: State) => state.items.map(({ text }) => text);
/** What a screen depends on. */
const shown = ({ id, seq, epoch, state, owner, waiting_since, assist, items, turn, head }: State) => ({
  id,
  seq,
  epoch,
  state,
  owner,
  waiting_since,
  assist,
  turn,
  head,
  items: items.map(({ key, s, text, author, code, citations, interrupted }) => ({ key, s, text, author, code, citations, interrupted })),
});

test("an earlier snapshot and the events after it equal a later snapshot, cut anywhere", () => {
  const whole = story();
  const later = shown(reduce(nothing, whole.snap()));
  for (let cut = 0; cut <= whole.frames.length; cut++) {
    const talk = new Talk();
    const before = story();
    // The same story, stopped at the cut.
    talk.log = before.log.slice(0, cut);
    const changes = talk.log.filter(({ to }) => to);
    const last = changes[changes.length - 1];
    talk.epoch = last?.e ?? 0;
    const assist = talk.log.filter(({ type }) => type == "assist" || type == "state").pop();
    Object.assign(talk.now, {
      state: last?.to ?? "new",
      owner: last?.owner ?? null,
      waiting_since: last?.waiting_since ?? null,
      assist: assist ? !!(assist.on ?? assist.assist) : false,
    });
    const start = cut ? reduce(nothing, talk.snap()) : nothing;
    assert.deepEqual(shown(run(whole.frames.slice(cut), start)), later, `cut at ${cut}`);
  }
});

test("a replayed event changes nothing", () => {
  const { frames } = story();
  const once = run(frames);
  assert.deepEqual(shown(run([...frames, ...frames])), shown(once));
});

test("a gap is noticed, not papered over, and closes when the missing event comes", () => {
  const { frames } = story();
  const [first, second, third] = frames as [Frame, Frame, Frame];
  const gap = run([first, third]);
  assert.equal(gap.seq, 1);
  assert.equal(gap.head, 3);
  assert.deepEqual(texts(gap), texts(run([first])));
  const closed = run([second, third], gap);
  assert.equal(closed.seq, closed.head);
  assert.deepEqual(shown(closed), shown(run([first, second, third])));
});

test("a heartbeat that names a higher head is a gap", () => {
  const state = run([...story().frames.slice(0, 2), { t: "ping", d: { heads: { c_1: 5, c_other: 99 } } }]);
  assert.equal(state.head, 5);
  assert.equal(state.seq, 2);
});

test("a message keeps its key from sending to replay, an answer from first letter to last", () => {
  const talk = story();
  const keys = run(talk.frames).items.map(({ key }) => key);
  assert.ok(keys.includes("cid-1") && keys.includes("t_1"));
  assert.equal(new Set(keys).size, keys.length);
});

const delta = (gen: string, off: number, text: string, e = 1): Frame => ({ t: "delta", c: "c_1", e, d: { gen, off, text } });
function asked(): Talk {
  const talk = new Talk();
  talk.says(VERA, "Do you deliver?", { cid: "cid-1" });
  talk.move("assistant", null);
  return talk;
}

test("streamed text grows, starts again at 0, and overlapping pieces do not double", () => {
  const talk = asked();
  let state = run([...talk.frames, { t: "thinking", c: "c_1", e: 1, d: { gen: "t_1" } }]);
  assert.deepEqual(state.turn, { gen: "t_1", text: "" });
  state = run([delta("t_1", 0, "Yes, "), delta("t_1", 5, "we do"), delta("t_1", 5, "we do.")], state);
  assert.equal(state.turn?.text, "Yes, we do.");
  state = run([delta("t_1", 99, "lost")], state);
  assert.equal(state.turn?.text, "Yes, we do.");
  state = run([delta("t_1", 0, "No.")], state);
  assert.equal(state.turn?.text, "No.");
});

test("the finished message takes the place of the stream", () => {
  const talk = asked();
  const state = run([...talk.frames, delta("t_1", 0, "Yes, we d"), talk.says(ADA, "Yes, we do.", { turn: "t_1" })]);
  assert.equal(state.turn, null);
  assert.equal(state.items[state.items.length - 1]?.key, "t_1");
});

test("a half answer goes with the message that it was made for, and what comes late of it is not shown", () => {
  const talk = asked();
  const is = { id: "m_1", type: "message", at: 1, author: VERA, text: "", files: [], removed: {} };
  const gone = (turn: string): Frame => ({ t: "ev", c: "c_1", s: talk.seq + 1, e: 1, d: { id: "r_1", type: "removed", at: 9, author: MIA, of: talk.seq, is, turn } });
  const half = run([...talk.frames, delta("t_1", 0, "Your card")]);
  const state = run([gone("t_1"), delta("t_1", 9, " is fine")], half);
  assert.equal(state.turn, null);
  assert.ok(!texts(state).join().includes("Your card"));
  assert.equal(reduce(half, gone("t_0")).turn?.text, "Your card");
});

test("text of an earlier owner's epoch is dropped", () => {
  const talk = asked();
  const state = run([...talk.frames, talk.move("waiting", "asking_team", { waiting_since: 1 }), delta("t_1", 0, "Late", 1)]);
  assert.equal(state.turn, null);
});

test("nothing of the assistant's is shown after a person has taken over", () => {
  const talk = asked();
  const half = run([...talk.frames, delta("t_1", 0, "Well")]);
  const taken = run([talk.move("human", "joined", { owner: { name: "Mia" } })], half);
  assert.equal(taken.turn, null);
  const after = run(
    [
      delta("t_1", 0, "I am still here", 2),
      { t: "thinking", c: "c_1", e: 9, d: { gen: "t_9" } },
      delta("t_9", 0, "And again", 9),
      talk.says(ADA, "A ghost", { turn: "t_1" }),
      talk.says(MIA, "Hello, Mia here."),
    ],
    taken,
  );
  assert.equal(after.turn, null);
  assert.equal(after.seq, talk.seq);
  assert.ok(!texts(after).includes("A ghost"));
  assert.ok(texts(after).includes("Hello, Mia here."));
  assert.ok(!texts(reduce(nothing, talk.snap())).includes("A ghost"));
  assert.ok(!texts(reduce(nothing, talk.snap(2))).includes("A ghost"), "also when the take-over is not in sight");
  assert.equal(reduce(nothing, talk.snap(9, { gen: "t_1", text: "Well" })).turn, null);
});

test("a snapshot brings the running answer", () => {
  const talk = asked();
  assert.deepEqual(reduce(nothing, talk.snap(9, { gen: "t_1", text: "Yes" })).turn, { gen: "t_1", text: "Yes" });
});

test("frames of another conversation do not touch this one, but its first event replaces it", () => {
  const old = run(story().frames);
  for (const frame of [delta("t_1", 0, "x", 99), { t: "typing", d: { author: "operator" } }, { t: "read", d: { by: "operator", upto: 99 } }])
    assert.deepEqual(reduce(old, { ...frame, c: "c_2" }), old);
  const next = reduce(old, { t: "ev", c: "c_2", s: 1, e: 0, d: { id: "e", at: 1, type: "message", author: VERA, text: "New" } });
  assert.equal(next.id, "c_2");
  assert.deepEqual(texts(next), ["New"]);
});

test("unread: what others said after what the visitor has seen; writing is having seen", () => {
  const talk = asked();
  const count = (state: State) => said(state, state.read.contact).length;
  let state = run([...talk.frames, talk.says(ADA, "One"), talk.says(ADA, "Two")]);
  assert.equal(count(state), 2);
  state = run([{ t: "read", c: "c_1", d: { by: "contact", upto: 3 } }], state);
  assert.equal(count(state), 1);
  assert.equal(count(run([talk.says(VERA, "Thanks")], state)), 0);
});

test("what was read does not become unread again by an older snapshot", () => {
  const talk = asked();
  const older = talk.snap();
  const read = run([...talk.frames, { t: "read", c: "c_1", d: { by: "contact", upto: 2 } }]);
  assert.equal(reduce(read, older).read.contact, 2);
});

test("typing is an operator's, and ends with their message", () => {
  const talk = asked();
  const typing = (author: string): Frame => ({ t: "typing", c: "c_1", d: { author, name: "Mia" } });
  assert.equal(run([...talk.frames, typing("contact")]).typing, "");
  const state = run([...talk.frames, typing("operator")]);
  assert.equal(state.typing, "Mia");
  assert.equal(run([talk.says(MIA, "Hi")], state).typing, "");
});

test("the clock is the server's", () => {
  assert.equal(run([{ t: "welcome", d: { now: 5100 } }]).skew, 5000);
  assert.equal(run([{ t: "welcome", d: { now: 5100 } }, story().snap()]).skew, 5000);
});

test("unknown frames and unknown event types are passed over", () => {
  const talk = asked();
  const state = run([...talk.frames, { t: "party", c: "c_1", d: {} }, talk.add({ type: "fireworks", author: ADA })]);
  assert.equal(state.seq, 3);
  assert.equal(state.items.length, 1);
});
