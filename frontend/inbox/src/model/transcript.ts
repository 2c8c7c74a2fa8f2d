/** A thread as the rows of the page: days, seams, said things, quiet lines, pending sends. Pure. */
import { dayKey, moment } from "./clock.ts";
import { inWords, type SentFile } from "./files.ts";
import type { Pending } from "./outbox.ts";
import type { Thread } from "./thread.ts";
import { authorName, seamText, type Voices } from "./words.ts";
import type { AuthorKind, Citation, FeedbackEvent, LogEntry, Person, SaidEvent, State, Thumb } from "./wire.ts";

/** Who holds the conversation while a row is said; it colours the thread line beside the row. */
export type Phase = State;

type Rating = FeedbackEvent & { thumb: Thumb };

export interface SaidRow {
  is: "said";
  key: string;
  phase: Phase;
  by: AuthorKind;
  name: string;
  at: number;
  text: string;
  files: readonly SentFile[];
  note: boolean;
  /** The colleagues whom a note names. */
  mentions: readonly Person[];
  /** Goes on from the row above: same author, within three minutes. */
  joined: boolean;
  citations: readonly Citation[];
  mark: "interrupted" | "stopped" | null;
  /** What the visitor thinks of it. */
  rating: Rating | null;
  pending: Pending | null;
  s: number | null;
  /** Where it is not there any more: who took it out, in words. */
  removed?: string | null;
  /** The answer's turn, where there is a receipt of it. */
  turn?: string | null;
}

export type Row =
  | SaidRow
  | { is: "day"; key: string; at: number; phase: Phase | null }
  | { is: "seam"; key: string; from: Phase | null; to: Phase; at: number; text: string; heard: string }
  | { is: "line"; key: string; phase: Phase; at: number; text: string; tone: "quiet" | "bad" }
  | { is: "new"; key: string; phase: Phase };

const JOIN_MS = 180_000;

function startPhase(thread: Thread): Phase {
  const first = thread.entries.find((entry) => entry.type === "state");
  if (first?.type === "state") return first.from ?? first.to;
  return thread.conversation.state;
}

/** The same each time, so that a row that has not changed is seen to be the same. */
const NONE: readonly never[] = [];

function removedText({ kind, removed }: SaidEvent, voices: Voices): string | null {
  if (!removed) return null;
  return `${kind === "note" ? "Note" : "Message"} removed by ${removed.by.id === voices.me ? "you" : removed.by.name}`;
}

function saidRow(entry: SaidEvent & { s: number }, phase: Phase, voices: Voices, above: Row | undefined): SaidRow {
  const name = authorName(entry, voices);
  const note = entry.kind === "note";
  const joined = above?.is === "said" && above.name === name && above.note === note && above.by === entry.author.kind && entry.at - above.at < JOIN_MS;
  return {
    is: "said",
    key: entry.cid || entry.id,
    phase,
    by: entry.author.kind,
    name,
    at: entry.at,
    text: entry.text,
    files: entry.files ?? NONE,
    note,
    mentions: entry.mentions ?? NONE,
    joined,
    citations: entry.citations ?? NONE,
    mark: entry.interrupted ? "interrupted" : entry.stopped ? "stopped" : null,
    rating: null,
    pending: null,
    s: entry.s,
    removed: removedText(entry, voices),
    turn: entry.author.kind === "assistant" ? (entry.turn ?? null) : null,
  };
}

const ASKED: Record<string, string> = { email: "an e-mail address", name: "a name", phone: "a telephone number" };

function quiet(entry: LogEntry, voices: Voices): { text: string; tone: "quiet" | "bad" } | null {
  switch (entry.type) {
    case "message":
      return entry.kind === "system" ? { text: entry.text, tone: "quiet" } : null;
    case "assist":
      return { text: entry.on ? `${voices.assistant} answers meanwhile` : `${voices.assistant} is silent again`, tone: "quiet" };
    case "answer_failed":
      return { text: `${voices.assistant} could not answer. The visitor was offered another try or a person.`, tone: "bad" };
    case "survey":
      return { text: `Rated it ${entry.score} of 5${entry.comment ? `: ${entry.comment}` : ""}`, tone: "quiet" };
    case "asked":
      return entry.skipped ? { text: `Did not want to leave ${ASKED[entry.skipped] ?? entry.skipped}`, tone: "quiet" } : null;
    case "tags": {
      const parts = [entry.added.length > 0 && `added ${entry.added.map((tag) => `#${tag}`).join(", ")}`, entry.removed.length > 0 && `removed ${entry.removed.map((tag) => `#${tag}`).join(", ")}`];
      return { text: `${authorName(entry, voices)} ${parts.filter(Boolean).join(" and ")}`, tone: "quiet" };
    }
    case "snooze":
      if (entry.until !== null) return { text: `${authorName(entry, voices)} snoozed it until ${moment(entry.until)}`, tone: "quiet" };
      return { text: entry.reason === "time" ? "Back: the time has come" : `${authorName(entry, voices)} brought it back`, tone: "quiet" };
    case "offer": {
      const who = authorName(entry, voices);
      if (entry.offer) return { text: `${who} ${who === "You" ? "hand" : "hands"} it to ${entry.offer.to.id === voices.me ? "you" : entry.offer.to.name}`, tone: "quiet" };
      return { text: entry.reason === "declined" ? `${who} cannot take it now` : `${who} called it back`, tone: "quiet" };
    }
    case "contact": {
      const known = [entry.name, entry.email, entry.phone].filter(Boolean).join(" · ");
      if (entry.source === "merged") return { text: `${authorName(entry, voices)} made one contact of two${known && `: ${known}`}`, tone: "quiet" };
      if (entry.source === "operator" || entry.source === "import") return { text: `${authorName(entry, voices)} corrected the contact details${known && `: ${known}`}`, tone: "quiet" };
      return known ? { text: `Left contact details: ${known}`, tone: "quiet" } : null;
    }
    default:
      return null;
  }
}

function rowOf(entry: LogEntry, phase: Phase, voices: Voices, above: Row | undefined): Row | null {
  if (entry.type === "message" && entry.kind !== "system") return saidRow(entry, phase, voices, above);
  if (entry.type === "state") {
    // The beginning needs no knot: nothing was held before.
    // What was left is told by the line of the contact itself.
    if (entry.from === null || entry.reason === "first_message" || entry.reason === "contact") return null;
    return { is: "seam", key: entry.id, from: entry.from, to: entry.to, at: entry.at, text: seamText(entry, voices), heard: entry.text };
  }
  const line = quiet(entry, voices);
  return line && { is: "line", key: entry.id, phase, at: entry.at, ...line };
}

function pendingRow(entry: Pending, phase: Phase, above: Row | undefined): SaidRow {
  const note = entry.kind === "note";
  const joined = above?.is === "said" && above.name === "You" && above.note === note && entry.at - above.at < JOIN_MS;
  return {
    is: "said",
    key: entry.cid,
    phase,
    by: "operator",
    name: "You",
    at: entry.at,
    text: entry.text,
    files: entry.files ?? NONE,
    note,
    mentions: entry.mentions ?? NONE,
    joined,
    citations: NONE,
    mark: null,
    rating: null,
    pending: entry,
    s: null,
  };
}

const isRating = (event: FeedbackEvent): event is Rating => event.thumb !== null;

/** Thumbs come later in the log than the answers that they are on; the last one stands. */
function rate(out: readonly Row[], thread: Thread): void {
  const given = new Map<number, SaidRow["rating"]>();
  for (const entry of thread.entries) if (entry.type === "feedback") given.set(entry.of, isRating(entry) ? entry : null);
  for (const row of out) if (row.is === "said" && row.s !== null) row.rating = given.get(row.s) ?? null;
}

/** `fresh`: the seq after which the "New" mark stands, or null. */
export function rows(thread: Thread, pending: readonly Pending[], voices: Voices, fresh: number | null): Row[] {
  const out: Row[] = [];
  let phase = startPhase(thread);
  let day = "";
  let marked = fresh === null;
  let page: string | null = null;
  for (const entry of thread.entries) {
    const before = phase;
    if (entry.type === "state") phase = entry.to;
    const row = rowOf(entry, phase, voices, out[out.length - 1]);
    if (!row) continue;
    if (dayKey(entry.at) !== day) {
      day = dayKey(entry.at);
      out.push({ is: "day", key: `day-${day}`, at: entry.at, phase: out.length > 0 ? before : null });
    }
    if (!marked && fresh !== null && entry.s > fresh && entry.author.kind === "contact" && entry.type === "message") {
      marked = true;
      out.push({ is: "new", key: "new", phase: before });
      if (row.is === "said") row.joined = false;
    }
    if (entry.type === "message" && entry.page) {
      const elsewhere = page !== null && page !== entry.page.url;
      page = entry.page.url;
      if (elsewhere) out.push({ is: "line", key: `page-${entry.s}`, phase: before, at: entry.at, text: `Now on ${entry.page.title || page}`, tone: "quiet" });
    }
    const above = out[out.length - 1]?.is;
    if (row.is === "said" && above !== "said") row.joined = false;
    out.push(row);
  }
  rate(out, thread);
  for (const entry of pending) out.push(pendingRow(entry, phase, out[out.length - 1]));
  return out;
}

export interface Tried {
  answers: number;
  titles: string[];
  question: string | null;
}

/** What the assistant did before the hand-off, for the card on top of a waiting thread. */
export function tried(thread: Thread): Tried {
  const titles = new Set<string>();
  let answers = 0;
  let question: string | null = null;
  for (const entry of thread.entries) {
    if (entry.type !== "message" || entry.kind !== "text" || entry.removed) continue;
    if (entry.author.kind === "contact") question = inWords(entry.text, entry.files);
    if (entry.author.kind !== "assistant") continue;
    answers += 1;
    for (const cited of entry.citations ?? []) titles.add(cited.title);
  }
  return { answers, titles: [...titles], question };
}
