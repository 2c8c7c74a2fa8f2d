import assert from "node:assert/strict";
import { test } from "node:test";
import { delay, mayReturn } from "../src/live/backoff.ts";
import { age, heat, spokenWait, stopwatch } from "../src/model/clock.ts";
import { href, parse } from "../src/model/routes.ts";
import { holds } from "../src/model/hands.ts";
import { fromSnap } from "../src/model/thread.ts";
import { rows, tried } from "../src/model/transcript.ts";
import type { LogEntry } from "../src/model/wire.ts";
import { seamText, visitorName } from "../src/model/words.ts";
import { ME, MIA, moved, said, snap, voices } from "./make.ts";

test("the stopwatch", () => {
  assert.deepEqual([0, 7_900, 72_000, 3_725_000, 183_600_000].map(stopwatch), ["0:00", "0:07", "1:12", "1:02:05", "2 d 3 h"]);
  assert.equal(stopwatch(-5_000), "0:00");
  assert.equal(spokenWait(72_000), "1 minute 12 seconds");
});

test("a wait is warm from 30 seconds and hot from 120", () => {
  assert.deepEqual([29_999, 30_000, 119_999, 120_000].map(heat), ["cool", "warm", "warm", "hot"]);
});

test("ages are short", () => {
  const now = Date.UTC(2026, 10, 22, 12);
  assert.deepEqual([now - 20_000, now - 240_000, now - 7_200_000].map((at) => age(at, now, "en")), ["now", "4 min", "2 h"]);
});

test("every address reads back as its route; unknown ones lead to the people who wait", () => {
  for (const path of ["/inbox/needs", "/inbox/closed", "/inbox/c/conv_1", "/inbox/c/conv_1/facts", "/knowledge", "/knowledge/src_1", "/settings/assistant", "/settings/me"]) {
    assert.equal(href(parse(path)), path);
  }
  assert.deepEqual(parse("/inbox/nonsense"), { at: "list", view: "needs" });
  assert.deepEqual(parse("/inbox/c/%E0%A4%A"), { at: "thread", id: "%E0%A4%A", facts: false });
});

test("reconnecting waits longer each time, never beyond 30 seconds, and 4000 to 4499 ends it", () => {
  assert.deepEqual([0, 1, 3, 20].map((attempt) => delay(attempt, 1)), [500, 1000, 4000, 30_000]);
  assert.equal(delay(5, 0), 0);
  assert.deepEqual([1006, 4501, 4401, 4403].map(mayReturn), ["again", "again", "signed-out", "stop"]);
});

const story = fromSnap(
  snap(
    [
      { ...said("contact", "Hi", 1_000), s: 1, e: 1 },
      { ...said("assistant", "Hello [1]", 2_000, { turn: "t1", citations: [{ n: 1, id: "p1", title: "Opening hours" }] }), s: 2, e: 1 },
      { ...said("contact", "A person please", 3_000), s: 3, e: 1 },
      { ...moved("assistant", "waiting", 4_000, { waiting_since: 4_000, text: "Asking the team." }), s: 4, e: 2 },
      { ...moved("waiting", "human", 9_000, { owner: { id: ME, name: "Me" }, author: { kind: "operator", id: ME } }), s: 5, e: 3 },
      { ...said("operator", "Here I am", 10_000), s: 6, e: 3 },
      { ...said("operator", "What is it?", 11_000), s: 7, e: 3 },
    ],
    { state: "human", epoch: 3 },
  ),
);

test("a thread as rows: the line beside each row tells who held it, and a knot stands where it changed hands", () => {
  const all = rows(story, [], voices, null);
  const shape = all.map((row) => (row.is === "said" ? `${row.name}/${row.phase}${row.joined ? "+" : ""}` : row.is === "seam" ? `${row.from}>${row.to}` : row.is));
  assert.deepEqual(shape, ["day", "Vera/assistant", "Ada/assistant", "Vera/assistant", "assistant>waiting", "waiting>human", "You/human", "You/human+"]);
});

test("the mark of the new stands before the first unseen message of the visitor", () => {
  const all = rows(story, [], voices, 2).map((row) => row.is);
  assert.equal(all.indexOf("new"), 3);
  assert.equal(rows(story, [], voices, 3).some((row) => row.is === "new"), false);
});

test("what the assistant tried, for whoever takes over", () => {
  assert.deepEqual(tried(story), { answers: 1, titles: ["Opening hours"], question: "A person please" });
});

test("whose hands it was in, and for how long", () => {
  assert.deepEqual(
    holds(story, voices).map((part) => [part.who, part.from, part.until]),
    [["Ada", 1_000, 4_000], ["Waiting", 4_000, 9_000], ["You", 9_000, null]],
  );
});

test("every change of hands is said in words", () => {
  const of = (from: never, to: never, change: object): string => seamText(moved(from, to, 1, change), voices);
  assert.equal(of("assistant" as never, "waiting" as never, { reason: "keyword" }), "Vera asked for a person");
  assert.match(of("human" as never, "human" as never, { reason: "silence", code: "quiet", owner: { id: "op_x", name: "Mia" } }), /Mia was rung again/);
  assert.equal(of("waiting" as never, "waiting" as never, { reason: "deadline", code: "still_trying" }), "Still waiting, the team was rung again");
  assert.equal(of("waiting" as never, "human" as never, { owner: MIA }), "Mia joined");
  assert.equal(of("human" as never, "assistant" as never, { author: { kind: "operator", ...MIA }, code: "returned" }), "Mia returned it to Ada");
  assert.equal(of("closed" as never, "assistant" as never, { code: "reopened", reason: "returned" }), "Vera wrote again");
  assert.equal(of("human" as never, "closed" as never, { reason: "operator", author: { kind: "operator", id: ME } }), "You resolved it");
});

test("a visitor without a name has a number", () => {
  assert.equal(visitorName({ name: null, email: null }, "conv_0192ab3f"), "Visitor AB3F");
  assert.equal(visitorName({ name: null, email: "v@example.net" }, "x"), "v@example.net");
});

test("a thumb stands at its answer, the last one given, and is gone when it is taken back", () => {
  const thumb = (s: number, up: string | null, reason: string | null = null): LogEntry =>
    ({ s, e: 1, id: `f${s}`, type: "feedback", at: s, author: { kind: "contact" }, of: 2, thumb: up, reason, offer: false }) as LogEntry;
  const log = [{ ...said("contact", "Hi", 1), s: 1, e: 1 }, { ...said("assistant", "Hello", 2), s: 2, e: 1 }] as LogEntry[];
  const ratings = (entries: LogEntry[]): unknown[] => rows(fromSnap(snap(entries)), [], voices, null).map((row) => row.is === "said" && row.rating && [row.rating.thumb, row.rating.reason]);
  assert.deepEqual(ratings([...log, thumb(3, "up"), thumb(4, "down", "wrong")]).slice(-2), [null, ["down", "wrong"]]);
  assert.deepEqual(ratings([...log, thumb(3, "up"), thumb(4, null)]).slice(-2), [null, null]);
});

test("a visitor who writes from another page than before is told to be there", () => {
  const on = (path: string, s: number) => ({ ...said("contact", `Hi ${s}`, s * 1_000, { page: { url: `https://x.example/${path}`, title: path.toUpperCase() } }), s, e: 1 });
  const told = rows(fromSnap(snap([on("a", 1), on("a", 2), on("b", 3), on("a", 4)])), [], voices, null);
  assert.deepEqual(told.flatMap((row) => (row.is === "line" ? [row.text] : [])), ["Now on B", "Now on A"]);
  assert.deepEqual(told.flatMap((row) => (row.is === "said" ? [row.joined] : [])), [false, true, false, false]);
});
