/** One open conversation: its projection, its log, the running answer, who types. Frames in, state out. Pure. */
import { project } from "./conversation.ts";
import type { Conversation, LogEntry, LogEvent, Person, Snap, Told } from "./wire.ts";

export const TYPING_MS = 6_000;
/** They tell it every 5 s. */
export const LOOKING_MS = 12_000;
/** Entries, as many as a snapshot brings. */
const NEWEST = 100;

export interface Turn {
  gen: string;
  text: string;
}

export interface Typing {
  author: "contact" | "operator" | "assistant";
  name: string | null;
  until: number;
}

export interface Onlooker extends Person {
  until: number;
}

export interface Thread {
  conversation: Conversation;
  entries: readonly LogEntry[];
  /** Earlier entries exist on the server. */
  more: boolean;
  turn: Turn | null;
  typing: readonly Typing[];
  /** The colleagues who have it open too. */
  onlookers: readonly Onlooker[];
  presence: "online" | "away" | null;
  /** An event arrived out of order: everything after `conversation.seq` is to be asked for again. */
  gap: boolean;
}

export function fromSnap(snap: Snap): Thread {
  const { conversation, events, more, turn } = snap;
  return { conversation, entries: events, more, turn, typing: [], onlookers: [], presence: null, gap: false };
}

/** A snapshot replaces what is known, unless the log has already moved on. */
export function applySnap(known: Thread | undefined, snap: Snap): Thread {
  if (!known) return fromSnap(snap);
  if (snap.conversation.seq < known.conversation.seq) return { ...known, gap: false };
  const first = snap.events[0]?.s ?? 0;
  const older = known.entries.filter((entry) => entry.s < first);
  const joined = older.length > 0 && older[older.length - 1]?.s === first - 1;
  const fresh = fromSnap(snap);
  return {
    ...fresh,
    entries: joined ? [...older, ...snap.events] : snap.events,
    more: joined ? known.more : snap.more,
    typing: known.typing,
    onlookers: known.onlookers,
    presence: known.presence,
  };
}

function turnAfter(turn: Turn | null, event: LogEvent, conversation: Conversation): Turn | null {
  if (!turn) return null;
  // It is given, has failed, or is withdrawn with a message that was removed.
  if ("turn" in event && event.turn === turn.gen) return null;
  if (event.type === "state" && conversation.state !== "assistant" && !conversation.assist) return null;
  return turn;
}

function typingAfter(typing: readonly Typing[], event: LogEvent): readonly Typing[] {
  return event.type === "message" ? typing.filter((one) => one.author !== event.author.kind) : typing;
}

/** The log with one more entry; what it says of an earlier place holds at once. */
function withEntry(entries: readonly LogEntry[], entry: LogEntry): LogEntry[] {
  const known = entry.type === "removed" ? entries.map((one) => (one.s === entry.of ? { ...entry.is, s: one.s, e: one.e } : one)) : entries;
  return [...known, entry];
}

export function applyEvent(known: Thread, s: number, e: number, event: LogEvent): Thread {
  if (s <= known.conversation.seq) return known;
  if (s > known.conversation.seq + 1) return { ...known, gap: true };
  const entry: LogEntry = { ...event, s, e };
  const conversation = project(known.conversation, entry);
  return {
    ...known,
    conversation,
    entries: withEntry(known.entries, entry),
    turn: turnAfter(known.turn, event, conversation),
    typing: typingAfter(known.typing, event),
    gap: false,
  };
}

export function applyThinking(known: Thread, e: number, gen: string): Thread {
  if (e < known.conversation.epoch || known.turn?.gen === gen) return known;
  return { ...known, turn: { gen, text: "" } };
}

/** Offsets heal repeats and restarts; a hole waits for the finished message. */
export function applyDelta(known: Thread, e: number, gen: string, off: number, text: string): Thread {
  if (e < known.conversation.epoch) return known;
  if (known.entries.some((entry) => entry.type === "message" && entry.turn === gen)) return known;
  const current = known.turn?.gen === gen ? known.turn.text : "";
  if (off > current.length) return known.turn?.gen === gen ? known : { ...known, turn: { gen, text: "" } };
  return { ...known, turn: { gen, text: current.slice(0, off) + text } };
}

export function applyTyping(known: Thread, author: Typing["author"], name: string | null, now: number): Thread {
  const others = known.typing.filter((one) => one.author !== author || one.name !== name);
  return { ...known, typing: [...others, { author, name, until: now + TYPING_MS }] };
}

export function applyLooking(known: Thread, who: Person, now: number): Thread {
  const others = known.onlookers.filter((one) => one.id !== who.id);
  return { ...known, onlookers: [...others, { ...who, until: now + LOOKING_MS }].sort((a, b) => a.name.localeCompare(b.name)) };
}

export function applyRead(known: Thread, by: "contact" | "operator", upto: number): Thread {
  const read = known.conversation.read ?? { contact: 0, operator: 0 };
  if (read[by] >= upto) return known;
  return { ...known, conversation: { ...known.conversation, read: { ...read, [by]: upto } } };
}

export function prependOlder(known: Thread, events: readonly LogEntry[], more: boolean): Thread {
  const first = known.entries[0]?.s ?? Number.MAX_SAFE_INTEGER;
  const older = events.filter((entry) => entry.s < first);
  return { ...known, entries: [...older, ...known.entries], more };
}

/** Whoever reads at the end needs only the newest; the others can be asked for again. */
export function withoutEarlier(known: Thread): Thread {
  return known.entries.length <= 2 * NEWEST ? known : { ...known, entries: known.entries.slice(-NEWEST), more: true };
}

/** Its newest part without anything that passes: nobody types, nothing is being answered. */
export function atRest(known: Thread): Thread {
  const entries = known.entries.slice(-NEWEST);
  return { ...known, entries, more: known.more || entries.length < known.entries.length, turn: null, typing: [], onlookers: [], presence: null, gap: false };
}

/** What was written for others to read after a given point: the visitor or a colleague. */
export function newsAfter(known: Thread, seq: number, me: string): LogEntry[] {
  return known.entries.filter(
    (entry) =>
      entry.s > seq &&
      entry.type === "message" &&
      entry.kind === "text" &&
      !entry.removed &&
      (entry.author.kind === "contact" || (entry.author.kind === "operator" && entry.author.id !== me)),
  );
}

/** What the visitor's page told with their newest message. */
export function told({ entries }: Thread): Told | undefined {
  return entries.flatMap((entry) => (entry.type === "message" && entry.page ? [entry.page] : [])).at(-1);
}
