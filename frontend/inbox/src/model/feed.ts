/** The workspace's list of conversations: merging summaries, the views over them, their order and counts. Pure. */
import { everything, fits, listKey, type Only } from "./only.ts";
import type { ConversationPage, Counts, Summary, View } from "./wire.ts";

export const VIEWS: readonly View[] = ["needs", "mine", "assistant", "followup", "closed", "all", "snoozed", "mentions"];

export interface Feed {
  seq: number | null;
  /** A map, because it is copied and walked through with each change: an object of a thousand rows takes ten times as long. */
  items: ReadonlyMap<string, Summary>;
  counts: Counts | null;
  /** The counts may be wrong: something changed that this client had never loaded. */
  recount: boolean;
  /** By `listKey`. */
  pages: Readonly<Record<string, { next: string | null } | undefined>>;
}

export const emptyFeed: Feed = { seq: null, items: new Map(), counts: null, recount: false, pages: {} };

export const isOffered = (item: Pick<Summary, "offer">, me: string): boolean => item.offer?.to.id === me;

export function inView(view: View | "unassigned", item: Summary, me: string): boolean {
  if (view === "mentions") return me in item.mentions;
  if (item.snoozed_until !== null) return view === "snoozed" || view === "all";
  switch (view) {
    case "snoozed":
      return false;
    case "needs":
      return item.state === "waiting" || isOffered(item, me) || (item.state === "followup" && item.unanswered_since !== null);
    case "mine":
      return item.state === "human" && item.owner?.id === me;
    case "unassigned":
      return item.state === "waiting" || item.state === "followup";
    case "all":
      return true;
    default:
      return item.state === view;
  }
}

/** A colleague's note names me, and I have not seen it. */
export function isMentioned(item: Summary, me: string, seen: number | undefined): boolean {
  return (item.mentions[me] ?? 0) > Math.max(seen ?? 0, item.read_upto ?? 0);
}

/** News for this operator: what names them, and what neither the assistant nor a colleague has in hand. */
export function isUnread(item: Summary, me: string, seen: number | undefined): boolean {
  if ((item.unread && item.snoozed_until === null) || isMentioned(item, me, seen)) return true;
  const others = item.state === "assistant" || item.state === "closed" || (item.state === "human" && item.owner?.id !== me && !isOffered(item, me));
  return !others && item.last_contact_seq > Math.max(seen ?? 0, item.read_upto ?? 0);
}

/** What is handed to me and who waits first, by the longest wait; then mine with unread; then mine; then everything else by last activity. */
function rank(item: Summary, me: string, seen: number | undefined): number {
  if (item.state === "waiting" || isOffered(item, me)) return 0;
  if (item.state === "followup" && item.unanswered_since !== null) return 1;
  if (inView("mine", item, me)) return isUnread(item, me, seen) ? 2 : 3;
  return 4;
}

/** Views that are not for everybody stand among the others when there is something in them. */
export function viewsShown(counts: Counts | null, here: View | null): View[] {
  return VIEWS.filter((view) => (view !== "snoozed" && view !== "mentions") || view === here || (counts?.[view] ?? 0) > 0);
}

/** The number beside a view; what only grows has none, and of mentions those count that were not seen. */
export function countOf(view: View, feed: Feed, me: string, seen: Readonly<Record<string, number>>): number {
  if (view === "closed" || view === "all") return 0;
  if (view === "mentions") return [...feed.items.values()].filter((item) => isMentioned(item, me, seen[item.id])).length;
  return feed.counts?.[view] ?? 0;
}

/** A list has no more rows; what is older has a list of its own, up to where this one ends. */
export const MOST_ROWS = 1_000;

/** Where a row stands: `at` counts within one rank, the smaller first. */
interface Placed {
  id: string;
  rank: number;
  at: number;
}

function placed(item: Summary, rank: number): Placed {
  const at = rank === 0 ? (item.waiting_since ?? 0) : rank === 1 ? (item.unanswered_since ?? 0) : -item.updated_at;
  return { id: item.id, rank, at };
}

export function order(view: View, feed: Feed, me: string, seen: Readonly<Record<string, number>>, only: Only = everything): string[] {
  const flat = view === "all" || view === "closed" || view === "assistant" || view === "mentions";
  const rows: Placed[] = [];
  for (const item of feed.items.values()) {
    if (!inView(view, item, me) || !fits(item, only, me)) continue;
    rows.push(placed(item, flat && item.state !== "waiting" ? 4 : rank(item, me, seen[item.id])));
  }
  rows.sort((a, b) => a.rank - b.rank || a.at - b.at || (a.id < b.id ? -1 : 1));
  return rows.slice(0, MOST_ROWS).map(({ id }) => id);
}

/** What is remembered is bounded: the list at hand, what is anybody's business now, and the newest. Other lists are loaded again when they are looked at. */
export function forgetting(feed: Feed, view: View, only: Only, me: string, seen: Readonly<Record<string, number>>): Feed {
  if (feed.items.size <= 1.75 * MOST_ROWS) return feed;
  const all = [...feed.items.values()];
  const here = new Set(order(view, feed, me, seen, only));
  const needed = new Set(all.filter((item) => here.has(item.id) || rank(item, me, seen[item.id]) < 4 || isMentioned(item, me, seen[item.id])));
  const rows = all.sort((a, b) => Number(needed.has(b)) - Number(needed.has(a)) || b.updated_at - a.updated_at).slice(0, 1.5 * MOST_ROWS);
  const key = listKey(view, only);
  return { ...feed, items: new Map(rows.map((item) => [item.id, item])), pages: { [key]: feed.pages[key] }, recount: true };
}

export function waiting(feed: Feed): Summary[] {
  return [...feed.items.values()]
    .filter((item) => item.state === "waiting" && item.waiting_since !== null)
    .sort((a, b) => (a.waiting_since ?? 0) - (b.waiting_since ?? 0) || (a.id < b.id ? -1 : 1));
}

/** Newer wins; of equals the later arrival wins, because the page or the contact may have changed. */
function merge(known: Summary | undefined, next: Summary): Summary {
  if (!known) return next;
  if (next.seq < known.seq) return known;
  return { ...next, read_upto: Math.max(known.read_upto ?? 0, next.read_upto ?? 0), unread: next.unread ?? known.unread ?? false };
}

function shift(counts: Counts, before: Summary | undefined, after: Summary, me: string): Counts {
  const next = { ...counts };
  for (const view of [...VIEWS, "unassigned"] as const) {
    const was = before !== undefined && inView(view, before, me);
    const is = inView(view, after, me);
    if (was !== is) next[view] = Math.max(0, next[view] + (is ? 1 : -1));
  }
  return next;
}

/** A row that was never loaded and is older than a moment: whether the counts hold it already cannot be known. */
function isNews(item: Summary): boolean {
  return item.updated_at - item.created_at < 2_000;
}

/** A snapshot tells the newest conversations; what else was known may be stale, unless it is closed. */
function kept(feed: Feed, snapshot: boolean): Map<string, Summary> {
  return new Map(snapshot ? [...feed.items].filter(([, item]) => item.state === "closed") : feed.items);
}

export function applyFeed(feed: Feed, s: number, rows: readonly Summary[], snapshot: boolean, me: string): Feed {
  const items = kept(feed, snapshot);
  let counts = feed.counts;
  let recount = feed.recount || snapshot;
  for (const row of rows) {
    const before = feed.items.get(row.id);
    const after = merge(before, row);
    items.set(row.id, after);
    if (snapshot || after === before || !counts) continue;
    if (!before && !isNews(row)) recount = true;
    else counts = shift(counts, before, after, me);
  }
  const seq = snapshot ? s : Math.max(feed.seq ?? 0, s);
  return { ...feed, seq, items, counts, recount, pages: snapshot ? {} : feed.pages };
}

/** What the open thread knows first reaches the row at once; the feed only confirms it. */
export function applySummary(feed: Feed, row: Summary, me: string): Feed {
  return applyFeed(feed, feed.seq ?? 0, [row], false, me);
}

/** My own mark: put back among the unread, or seen again. */
export function markedUnread(feed: Feed, c: string, unread: boolean): Feed {
  const item = feed.items.get(c);
  return item && (item.unread ?? false) !== unread ? { ...feed, items: new Map(feed.items).set(c, { ...item, unread }) } : feed;
}

/** `onward`: the page after those that are known; a first page that is read again does not shorten its list. */
export function applyPage(feed: Feed, key: string, page: ConversationPage, onward = false): Feed {
  const items = new Map(feed.items);
  for (const row of page.conversations) items.set(row.id, merge(items.get(row.id), row));
  return { ...feed, items, counts: page.counts, recount: false, pages: { ...feed.pages, [key]: onward || !feed.pages[key] ? { next: page.next } : feed.pages[key] } };
}
