import assert from "node:assert/strict";
import { test } from "node:test";
import { applyFeed, applyPage, emptyFeed, forgetting, inView, isUnread, MOST_ROWS, order, waiting, type Feed } from "../src/model/feed.ts";
import { everything } from "../src/model/only.ts";
import type { Counts, Summary, View } from "../src/model/wire.ts";
import { ME, MIA, summary } from "./make.ts";

const mine = { id: ME, name: "Me" };
const counts = (change: Partial<Counts> = {}): Counts => ({ needs: 0, mine: 0, unassigned: 0, assistant: 0, followup: 0, closed: 0, all: 0, snoozed: 0, mentions: 0, ...change });
const page = (rows: Summary[], change: Partial<Counts> = {}) => ({ conversations: rows, next: null, counts: counts(change), feed: 1, now: 0 });
const load = (rows: Summary[], change: Partial<Counts> = {}): Feed => applyPage(emptyFeed, "all", page(rows, change));

test("which views a conversation belongs to", () => {
  const views: View[] = ["needs", "mine", "assistant", "followup", "closed", "all", "snoozed", "mentions"];
  const of = (row: Summary): View[] => views.filter((view) => inView(view, row, ME));
  assert.deepEqual(of(summary("a")), ["assistant", "all"]);
  assert.deepEqual(of(summary("a", { state: "waiting" })), ["needs", "all"]);
  assert.deepEqual(of(summary("a", { state: "human", owner: mine })), ["mine", "all"]);
  assert.deepEqual(of(summary("a", { state: "human", owner: MIA })), ["all"]);
  assert.deepEqual(of(summary("a", { state: "followup", unanswered_since: 1 })), ["needs", "followup", "all"]);
  assert.deepEqual(of(summary("a", { state: "followup" })), ["followup", "all"]);
  assert.deepEqual(of(summary("a", { state: "human", owner: mine, snoozed_until: 9 })), ["all", "snoozed"]);
  assert.deepEqual(of(summary("a", { state: "closed", owner: mine })), ["closed", "all"]);
  assert.deepEqual(of(summary("a", { snoozed_until: 9, mentions: { [ME]: 3 } })), ["all", "snoozed", "mentions"]);
});

test("a row is replaced only by one that is not older, and keeps what was read", () => {
  const feed = load([{ ...summary("a", { seq: 5 }), read_upto: 4 }]);
  assert.equal(applyFeed(feed, 2, [summary("a", { seq: 4, state: "closed" })], false, ME).items.get("a")?.state, "assistant");
  const newer = applyFeed(feed, 2, [summary("a", { seq: 6 })], false, ME);
  assert.deepEqual([newer.items.get("a")?.seq, newer.items.get("a")?.read_upto, newer.seq], [6, 4, 2]);
});

test("counts follow the changes; what was never loaded asks for a recount, what has just begun is counted", () => {
  const feed = load([summary("a")], { assistant: 1, all: 1, snoozed: 0 });
  const moved = applyFeed(feed, 2, [summary("a", { seq: 2, state: "waiting" })], false, ME);
  assert.deepEqual([moved.counts?.assistant, moved.counts?.needs, moved.counts?.all, moved.recount], [0, 1, 1, false]);
  const born = applyFeed(moved, 3, [summary("b", { created_at: 100, updated_at: 150 })], false, ME);
  assert.deepEqual([born.counts?.assistant, born.counts?.all, born.recount], [1, 2, false]);
  const old = applyFeed(moved, 3, [summary("c", { created_at: 100, updated_at: 99_000 })], false, ME);
  assert.equal(old.recount, true);
});

test("a snapshot drops what may be stale, keeps what is closed, and asks for a recount", () => {
  const feed = load([summary("a"), summary("z", { state: "closed" })], { all: 2, snoozed: 0 });
  const next = applyFeed(feed, 9, [summary("b")], true, ME);
  assert.deepEqual([...next.items.keys()].sort(), ["b", "z"]);
  assert.deepEqual([next.seq, next.recount, next.pages], [9, true, {}]);
});

test("order: the longest wait first, then follow-ups by age, then mine with news, then mine by activity", () => {
  const feed = load([
    summary("young", { state: "waiting", waiting_since: 90, updated_at: 99 }),
    summary("old", { state: "waiting", waiting_since: 10 }),
    summary("written", { state: "followup", unanswered_since: 5 }),
  ]);
  assert.deepEqual(order("needs", feed, ME, {}), ["old", "young", "written"]);
  const own = load([
    summary("quiet", { state: "human", owner: mine, updated_at: 80, last_contact_seq: 3 }),
    summary("quieter", { state: "human", owner: mine, updated_at: 70, last_contact_seq: 3 }),
    summary("news", { state: "human", owner: mine, updated_at: 10, last_contact_seq: 3 }),
  ]);
  assert.deepEqual(order("mine", own, ME, { quiet: 3, quieter: 3, news: 2 }), ["news", "quiet", "quieter"]);
});

test("unread is what this operator has to answer, not what the assistant or a colleague has in hand", () => {
  const row = (change: Partial<Summary>): Summary => summary("a", { last_contact_seq: 5, ...change });
  assert.equal(isUnread(row({ state: "waiting" }), ME, 4), true);
  assert.equal(isUnread(row({ state: "waiting" }), ME, 5), false);
  assert.equal(isUnread({ ...row({ state: "waiting" }), read_upto: 5 }, ME, undefined), false);
  assert.equal(isUnread(row({ state: "human", owner: mine }), ME, 0), true);
  assert.equal(isUnread(row({ state: "human", owner: MIA }), ME, 0), false);
  assert.equal(isUnread(row({ state: "assistant" }), ME, 0), false);
});

test("the queue of the strip: who waits, longest first", () => {
  const feed = load([summary("b", { state: "waiting", waiting_since: 9 }), summary("a", { state: "waiting", waiting_since: 3 }), summary("c")]);
  assert.deepEqual(waiting(feed).map((row) => row.id), ["a", "b"]);
});

const many = (count: number, name: string, change: Partial<Summary> = {}): Summary[] =>
  Array.from({ length: count }, (_, n) => summary(`${name}${n}`, { updated_at: n, ...change }));

test("a list ends at its longest; up to where it ended another one begins", () => {
  const feed = load(many(MOST_ROWS + 5, "a"));
  const ids = order("all", feed, ME, {});
  assert.deepEqual([ids.length, ids[0], ids.at(-1)], [MOST_ROWS, `a${MOST_ROWS + 4}`, "a5"]);
  assert.deepEqual(order("all", feed, ME, {}, { until: "5" }), ["a5", "a4", "a3", "a2", "a1", "a0"]);
});

test("what is remembered is bounded: the list at hand, what needs somebody, the newest of the others", () => {
  const rows = [
    ...many(MOST_ROWS - 1, "closed", { state: "closed" }),
    summary("waits", { state: "waiting", waiting_since: 1 }),
    summary("own", { state: "human", owner: mine }),
    summary("named", { mentions: { [ME]: 3 } }),
    ...many(MOST_ROWS, "with-the-ai", { created_at: 5 }),
  ];
  const few = load(rows.slice(0, MOST_ROWS));
  assert.equal(forgetting(few, "closed", everything, ME, {}), few);
  const known = { ...load(rows), pages: { closed: { next: "c" }, all: { next: "a" } } };
  const after = forgetting(known, "closed", everything, ME, {});
  assert.equal(after.items.size, 1.5 * MOST_ROWS);
  for (const id of order("closed", known, ME, {})) assert.ok(after.items.get(id), id);
  for (const id of ["waits", "own", "named", `with-the-ai${MOST_ROWS - 1}`]) assert.ok(after.items.get(id), id);
  assert.equal(after.items.get("with-the-ai0"), undefined);
  assert.deepEqual([after.pages, after.recount], [{ closed: { next: "c" } }, true]);
});

test("reading the first page of a list again does not shorten it", () => {
  const first = applyPage(emptyFeed, "all", { ...page([summary("a")]), next: "after a" });
  const longer = applyPage(first, "all", { ...page([summary("b")]), next: "after b" }, true);
  assert.deepEqual(applyPage(longer, "all", { ...page([summary("a")]), next: "after a" }).pages["all"], { next: "after b" });
});
