import assert from "node:assert/strict";
import { test } from "node:test";
import { applyFrame, emptyDesk, gaps, markSeen, fromKept, opening, toKeep, type Desk } from "../src/model/desk.ts";
import { add } from "../src/model/outbox.ts";
import { applySnap, applyTyping, fromSnap, LOOKING_MS, newsAfter, prependOlder, TYPING_MS, withoutEarlier } from "../src/model/thread.ts";
import { looking } from "../src/model/words.ts";
import type { LogEntry, ServerFrame } from "../src/model/wire.ts";
import { MIA, moved, said, snap, summary } from "./make.ts";

const NOW = 50;
const at = (s: number, event: Omit<LogEntry, "s" | "e"> | object, e = 1): LogEntry => ({ ...(event as LogEntry), s, e });
const first = [at(1, said("contact", "Hi", 1))];
const frame = (s: number, d: object, e = 1): ServerFrame => ({ t: "ev", c: "c1", s, e, d: d as never });

function open(entries: LogEntry[] = first): Desk {
  return applyFrame(emptyDesk, { t: "snap", c: "c1", s: 1, e: 1, d: snap(entries) }, NOW);
}

const play = (desk: Desk, ...frames: ServerFrame[]): Desk => frames.reduce((known, one) => applyFrame(known, one, NOW), desk);

test("events in order are appended, repeated ones are ignored", () => {
  const desk = play(open(), frame(2, said("assistant", "Hello", 2)), frame(2, said("assistant", "Hello", 2)));
  assert.deepEqual(desk.threads["c1"]?.entries.map((entry) => entry.s), [1, 2]);
});

test("an event out of order is not shown and its gap is asked for until it is closed", () => {
  const torn = play(open(), frame(3, said("contact", "third", 3)));
  assert.deepEqual(gaps(torn), [["c1", 1]]);
  assert.equal(torn.threads["c1"]?.entries.length, 1);
  const whole = play(torn, frame(2, said("contact", "second", 2)), frame(3, said("contact", "third", 3)));
  assert.deepEqual(gaps(whole), []);
  assert.equal(whole.threads["c1"]?.conversation.seq, 3);
});

const delta = (off: number, text: string, gen = "g1", e = 1): ServerFrame => ({ t: "delta", c: "c1", e, d: { gen, off, text } });

test("deltas grow one answer; repeats and restarts heal; a hole is left for the finished message", () => {
  const desk = play(open(), { t: "thinking", c: "c1", e: 1, d: { gen: "g1" } }, delta(0, "Hel"), delta(3, "lo"), delta(3, "lo wor"), delta(30, "lost"));
  assert.equal(desk.threads["c1"]?.turn?.text, "Hello wor");
  assert.equal(play(desk, delta(0, "Again")).threads["c1"]?.turn?.text, "Again");
});

test("the finished message replaces the running answer, and late deltas do not bring it back", () => {
  const desk = play(open(), delta(0, "Hel"), frame(2, said("assistant", "Hello", 2, { turn: "g1" })), delta(3, "lo"));
  assert.equal(desk.threads["c1"]?.turn, null);
});

test("the running answer goes with the message that it was made for", () => {
  const gone = { ...said("operator", "", 2), type: "removed", of: 1, is: { ...said("contact", "", 1), removed: { by: MIA, at: 2 } }, turn: "g1" };
  const desk = play(open(), delta(0, "Your card"), frame(2, gone));
  assert.equal(desk.threads["c1"]?.turn, null);
  assert.equal(play(desk, delta(0, "We do", "g2")).threads["c1"]?.turn?.text, "We do");
  assert.equal(play(open(), delta(0, "We do", "g2"), frame(2, gone)).threads["c1"]?.turn?.text, "We do");
});

test("after a person has taken over, the running answer is gone and older deltas are dropped", () => {
  const taken = frame(2, moved("waiting", "human", 2, { owner: MIA }), 2);
  const desk = play(open(), delta(0, "Hel"), taken, delta(3, "lo"), delta(0, "Not me", "g2"));
  assert.equal(desk.threads["c1"]?.turn, null);
});

test("a pending message leaves the outbox when its event arrives, also by a snapshot", () => {
  const sent: Desk = { ...open(), outbox: add([], { cid: "k1", c: "c1", kind: "text", text: "Hi", at: 2, seen: 1 }) };
  assert.deepEqual(play(sent, frame(2, said("operator", "Hi", 2, { cid: "k1" }))).outbox, []);
  const entries = [...first, at(2, said("operator", "Hi", 2, { cid: "k1" }))];
  assert.deepEqual(applyFrame(sent, { t: "snap", c: "c1", s: 2, e: 1, d: snap(entries) }, NOW).outbox, []);
});

test("the row of the list moves with the open thread, before the feed confirms it", () => {
  const desk = { ...open(), feed: { ...emptyDesk.feed, seq: 1, items: new Map([["c1", summary("c1")]]) } };
  const after = play(desk, frame(2, moved("assistant", "waiting", 7, { waiting_since: 7 }), 2));
  assert.deepEqual([after.feed.items.get("c1")?.state, after.feed.items.get("c1")?.epoch], ["waiting", 2]);
});

test("an older snapshot does not undo what is known; a newer one keeps earlier pages that join on", () => {
  const known = fromSnap(snap([at(1, said("contact", "1", 1)), at(2, said("contact", "2", 2))]));
  assert.equal(applySnap(known, snap(first)).conversation.seq, 2);
  const newer = applySnap(known, snap([at(3, said("contact", "3", 3))]));
  assert.deepEqual(newer.entries.map((entry) => entry.s), [1, 2, 3]);
  const apart = applySnap(known, { ...snap([at(9, said("contact", "9", 9))]), more: true });
  assert.deepEqual([apart.entries.map((entry) => entry.s), apart.more], [[9], true]);
});

test("earlier entries are put in front once", () => {
  const known = fromSnap(snap([at(5, said("contact", "5", 5))]));
  const twice = prependOlder(prependOlder(known, [at(4, said("contact", "4", 4))], true), [at(4, said("contact", "4", 4))], true);
  assert.deepEqual(twice.entries.map((entry) => entry.s), [4, 5]);
});

test("who types is forgotten after six seconds, and at once with their message", () => {
  const typing = applyTyping(fromSnap(snap(first)), "contact", null, NOW);
  assert.equal(typing.typing[0]?.until, NOW + TYPING_MS);
  const desk = play(open(), { t: "typing", c: "c1", d: { author: "contact" } }, frame(2, said("contact", "done", 2)));
  assert.deepEqual(desk.threads["c1"]?.typing, []);
});

test("news for a stale answer: visitors and colleagues after that seq, not me, not notes, not the assistant", () => {
  const known = fromSnap(
    snap([
      at(1, said("contact", "before", 1)),
      at(2, said("contact", "news", 2)),
      at(3, said("operator", "mine", 3)),
      at(4, said("operator", "Mia's", 4, { author: { kind: "operator", ...MIA } })),
      at(5, said("operator", "note", 5, { kind: "note", author: { kind: "operator", ...MIA } })),
      at(6, said("assistant", "ai", 6)),
    ]),
  );
  assert.deepEqual(newsAfter(known, 1, "op_me").map((entry) => entry.s), [2, 4]);
});

test("my own read mark from another device is taken over", () => {
  assert.equal(play(open(), { t: "read", c: "c1", d: { by: "operator", upto: 4 } }).seen["c1"], 4);
});

test("a long thread keeps its newest, and says that there were others", () => {
  const long = fromSnap(snap(Array.from({ length: 201 }, (_, n) => at(n + 1, said("contact", "Hi", n + 1)))));
  const after = withoutEarlier(long);
  assert.deepEqual([after.entries[0]?.s, after.entries.at(-1)?.s, after.more], [102, 201, true]);
  assert.equal(withoutEarlier(after), after);
});

test("of the threads that were opened, and of the marks of what was seen, the latest are remembered", () => {
  const ids = Array.from({ length: 25 }, (_, n) => `c${n}`);
  const known = fromSnap(snap(first));
  const opened = [...ids, "c5"].reduce((desk, c) => ({ ...opening(desk, c), threads: { ...opening(desk, c).threads, [c]: known } }), emptyDesk);
  assert.deepEqual(Object.keys(opened.threads), [...ids.slice(6), "c5"]);
  assert.equal(Object.keys(opening(opened, "c7").threads).at(-1), "c7");
  const marks = Array.from({ length: 2_001 }, (_, n) => `c${n}`).reduce((desk, c) => markSeen(desk, c, 3), emptyDesk);
  assert.deepEqual([marks.seen["c0"], marks.seen["c1"], marks.seen["c2000"]], [undefined, 3, 3]);
});

test("who looks too is known by the server's clock, once, and never oneself", () => {
  const me = { operator: { id: "o1" } } as Desk["me"];
  const look = (id: string, name: string): ServerFrame => ({ t: "looking", c: "c1", d: { id, name } });
  const desk = play({ ...open(), me, skew: 1_000 }, look("o3", "Noah"), look("o2", "Mia"), look("o3", "Noah"), look("o1", "Me"));
  const until = NOW + 1_000 + LOOKING_MS;
  assert.deepEqual(desk.threads["c1"]?.onlookers, [{ id: "o2", name: "Mia", until }, { id: "o3", name: "Noah", until }]);
  assert.equal(looking(desk.threads["c1"]?.onlookers ?? []), "Mia and Noah are looking");
  assert.equal(looking([]), "");
});

test("what is kept for a time without a network is the newest, at rest, and goes through JSON unchanged", () => {
  const rows = Array.from({ length: 300 }, (_, n) => summary(`row${n}`, { updated_at: n }));
  const busy = play(
    { ...open(), feed: { ...emptyDesk.feed, items: new Map(rows.map((row) => [row.id, row])), pages: { needs: { next: "more" } } } },
    frame(2, said("contact", "second", 2)),
    { t: "thinking", c: "c1", e: 1, d: { gen: "g" } } as ServerFrame,
    { t: "typing", c: "c1", d: { author: "contact" } } as ServerFrame,
  );
  const kept = toKeep(busy);
  assert.deepEqual([kept.rows.length, kept.rows.at(-1)?.id, kept.feed.pages], [200, "row100", { needs: { next: null } }]);
  assert.deepEqual(kept.threads["c1"], { ...busy.threads["c1"], turn: null, typing: [] });
  assert.deepEqual(toKeep(fromKept(JSON.parse(JSON.stringify(kept)))), kept);
});
