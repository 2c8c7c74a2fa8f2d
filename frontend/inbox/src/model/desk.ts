/** Everything the screen shows that comes from the server: one state, one function from frames to the next state. Pure. */
import { summarise } from "./conversation.ts";
import { applyFeed, applySummary, emptyFeed, forgetting, markedUnread, type Feed } from "./feed.ts";
import type { Only } from "./only.ts";
import { landed, type Outbox } from "./outbox.ts";
import * as thread from "./thread.ts";
import type { Me, ServerFrame, Summary, View } from "./wire.ts";

export interface Desk {
  me: Me | null;
  /** Server clock minus this clock, milliseconds. */
  skew: number;
  feed: Feed;
  threads: Readonly<Record<string, thread.Thread>>;
  outbox: Outbox;
  /** Seen up to, by conversation, by this operator on this device. */
  seen: Readonly<Record<string, number>>;
}

export const emptyDesk: Desk = { me: null, skew: 0, feed: emptyFeed, threads: {}, outbox: [], seen: {} };

export function withThread(desk: Desk, c: string, next: (known: thread.Thread) => thread.Thread): Desk {
  const known = desk.threads[c];
  if (!known) return desk;
  const after = next(known);
  return after === known ? desk : { ...desk, threads: { ...desk.threads, [c]: after } };
}

function onEvent(desk: Desk, frame: Extract<ServerFrame, { t: "ev" }>): Desk {
  const next = withThread(desk, frame.c, (known) => thread.applyEvent(known, frame.s, frame.e, frame.d));
  const outbox = landed(next.outbox, frame.d.type === "message" ? frame.d.cid : null);
  const known = next.threads[frame.c];
  const row = next.feed.items.get(frame.c);
  if (!known || known === desk.threads[frame.c] || known.gap || !row || row.seq >= frame.s) return { ...next, outbox };
  const summary = summarise(known.conversation, { ...frame.d, s: frame.s, e: frame.e }, row);
  return { ...next, outbox, feed: applySummary(next.feed, summary, desk.me?.operator.id ?? "") };
}

function onSnap(desk: Desk, frame: Extract<ServerFrame, { t: "snap" }>): Desk {
  const after = thread.applySnap(desk.threads[frame.c], frame.d);
  const here = new Set(after.entries.map((entry) => (entry.type === "message" ? entry.cid : null)));
  return {
    ...desk,
    threads: { ...desk.threads, [frame.c]: after },
    outbox: desk.outbox.filter((entry) => !here.has(entry.cid)),
  };
}

export function applyFrame(desk: Desk, frame: ServerFrame, now: number): Desk {
  switch (frame.t) {
    case "welcome":
      return { ...desk, skew: frame.d.now - now };
    case "feed":
      return { ...desk, feed: applyFeed(desk.feed, frame.s, frame.d.conversations, frame.d.snapshot === true, desk.me?.operator.id ?? "") };
    case "ev":
      return onEvent(desk, frame);
    case "snap":
      return onSnap(desk, frame);
    case "thinking":
      return withThread(desk, frame.c, (known) => thread.applyThinking(known, frame.e, frame.d.gen));
    case "delta":
      return withThread(desk, frame.c, (known) => thread.applyDelta(known, frame.e, frame.d.gen, frame.d.off, frame.d.text));
    case "typing":
      return withThread(desk, frame.c, (known) => thread.applyTyping(known, frame.d.author, frame.d.name ?? null, now + desk.skew));
    case "looking":
      if (frame.d.id === desk.me?.operator.id) return desk; // in another tab of mine
      return withThread(desk, frame.c, (known) => thread.applyLooking(known, frame.d, now + desk.skew));
    case "read":
      // Of operators only one's own marks arrive: this is another device of mine.
      if (frame.d.unread !== undefined) return markUnread(desk, frame.c, frame.d.unread);
      if (frame.d.by === "operator") return markSeen(desk, frame.c, frame.d.upto);
      return withThread(desk, frame.c, (known) => thread.applyRead(known, frame.d.by, frame.d.upto));
    case "presence":
      return withThread(desk, frame.c, (known) => ({ ...known, presence: frame.d.contact }));
    default:
      return desk;
  }
}

/** Older marks than these are with the server. */
const MARKS = 2_000;

/** What is put off stays marked: it is unread when it comes back. */
export function markSeen(desk: Desk, c: string, upto: number): Desk {
  const after = desk.feed.items.get(c)?.snoozed_until == null ? markUnread(desk, c, false) : desk;
  if ((desk.seen[c] ?? 0) >= upto) return after;
  const seen = { ...desk.seen };
  delete seen[c]; // the last is the newest
  seen[c] = upto;
  const [oldest = c, ...others] = Object.keys(seen);
  if (others.length >= MARKS) delete seen[oldest];
  return { ...after, seen };
}

export function markUnread(desk: Desk, c: string, unread = true): Desk {
  const feed = markedUnread(desk.feed, c, unread);
  return feed === desk.feed ? desk : { ...desk, feed };
}

/** Those that were put in last. */
function newest<T>(of: Readonly<Record<string, T>>, most: number): Record<string, T> {
  return Object.fromEntries(Object.entries(of).slice(-most));
}

const THREADS = 20;

/** The opened thread is the newest; those that were opened long before it are forgotten. */
export function opening(desk: Desk, c: string): Desk {
  const { [c]: opened, ...others } = desk.threads;
  return { ...desk, threads: { ...newest(others, THREADS - 1), ...(opened && { [c]: opened }) } };
}

export function forgetRows(desk: Desk, view: View, only: Only): Desk {
  const feed = forgetting(desk.feed, view, only, desk.me?.operator.id ?? "", desk.seen);
  return feed === desk.feed ? desk : { ...desk, feed };
}

const ROWS_KEPT = 200;
const THREADS_KEPT = 10;

/** A desk in JSON. */
export interface Kept extends Pick<Desk, "me" | "skew" | "threads"> {
  feed: Omit<Feed, "items">;
  rows: Summary[];
}

/** What is worth keeping for a time without a network: the newest rows and the threads opened last, as they stand in the log. */
export function toKeep({ me, skew, feed: { items, ...feed }, threads }: Desk): Kept {
  const opened = Object.entries(threads).slice(-THREADS_KEPT);
  return {
    me,
    skew,
    feed: { ...feed, pages: Object.fromEntries(Object.keys(feed.pages).map((list) => [list, { next: null }])) },
    rows: [...items.values()].sort((a, b) => b.updated_at - a.updated_at).slice(0, ROWS_KEPT),
    threads: Object.fromEntries(opened.map(([c, known]) => [c, thread.atRest(known)])),
  };
}

export const fromKept = ({ rows, feed, ...rest }: Kept): Desk => ({ ...emptyDesk, ...rest, feed: { ...feed, items: new Map(rows.map((row) => [row.id, row])) } });

/** The conversations whose log has a hole, and the seq up to which each is whole. */
export function gaps(desk: Desk): [string, number][] {
  return Object.entries(desk.threads)
    .filter(([, known]) => known.gap)
    .map(([c, known]) => [c, known.conversation.seq]);
}
