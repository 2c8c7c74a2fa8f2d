/** What an operator does with a conversation: take, release, return, close, read, type, be available. */
import { markSeen, markUnread as markedUnread } from "../model/desk.ts";
import type { Presence } from "../model/presence.ts";
import { refusalText, visitorName } from "../model/words.ts";
import type { Availability, ClientFrame, Refusal } from "../model/wire.ts";
import { Refused } from "./api.ts";
import { link } from "./link.ts";
import { refreshThread } from "./loading.ts";
import { changeDesk, go, listHere, myId, openId, patch, say, screen, setKey, toast } from "./screen.ts";

export type Act = "take" | "release" | "offer" | "return" | "close" | "block" | "unblock";

const DONE: Record<Act, string> = {
  take: "You have it",
  release: "Back with the team",
  offer: "Done",
  return: "Back with the AI",
  close: "Resolved",
  block: "Blocked",
  unblock: "Heard again",
};

function epochOf(c: string): number | undefined {
  const { threads, feed } = screen.get().desk;
  return threads[c]?.conversation.epoch ?? feed.items.get(c)?.epoch;
}

function lostRace(c: string, act: Act, refusal: Refusal): void {
  const text = act === "take" && refusal.by ? `${refusal.by.name} took it first` : refusalText(refusal);
  toast(refusal.code === "conflict" && !refusal.by ? "This conversation has just changed. Look again." : text, { tone: "bad" });
  say(text);
  if (refusal.code === "conflict") refreshThread(c);
}

/** Resolves true when it is done. */
export async function act(c: string, what: Act, d: ClientFrame["d"] = {}): Promise<boolean> {
  const connection = link.current;
  const e = epochOf(c);
  if (!connection || e === undefined || screen.get().busy[c]) return false;
  setKey("busy", c, what);
  try {
    await connection.ask({ t: what, c, e, d });
    say(DONE[what]);
    if (what === "take") setKey("held", c, undefined);
    return true;
  } catch (error) {
    if (error instanceof Refused) lostRace(c, what, error.refusal);
    else toast("No answer from the server. Check the conversation before trying again.", { tone: "bad" });
    return false;
  } finally {
    setKey("busy", c, undefined);
  }
}

/** From wherever: take it and open it with the composer ready. */
export async function takeAndOpen(c: string): Promise<void> {
  const item = screen.get().desk.feed.items.get(c);
  openToWrite(c);
  if ((await act(c, "take")) && item) say(`You took ${visitorName(item.contact, item.id)}`);
}

/** From a colleague, who is told so; what is written stays. */
export async function takeOver(c: string): Promise<void> {
  if (await act(c, "take", { over: true })) openToWrite(c);
}

let awaited: string | null = null;

/** The conversation whose composer has been asked for and is not there yet. */
export const awaitedComposer = (): string | null => awaited;

/** The focus at once: what is typed next are words, not commands. A composer that is not there yet takes it when it comes. */
export function openToWrite(c: string): void {
  const here = openId(screen.get().route) === c ? document.querySelector<HTMLTextAreaElement>("#composer") : null;
  awaited = here === null ? c : null;
  if (here) here.focus();
  else go({ at: "thread", id: c, facts: false });
}

export function composerCame(field: HTMLTextAreaElement | null): void {
  if (awaited !== null) field?.focus();
  awaited = null;
}

/** Seen to the end, by eyes on the page. The contact is told only about what the contact wrote. */
export function seenUpTo(c: string, upto: number): void {
  const { desk } = screen.get();
  const item = desk.feed.items.get(c);
  const told = Math.max(desk.seen[c] ?? 0, item?.read_upto ?? 0);
  const marked = item?.unread === true && item.snoozed_until === null;
  const fresh = marked || (item ? Math.max(item.last_contact_seq, item.mentions[myId()] ?? 0) > told : upto > told);
  changeDesk((known) => markSeen(known, c, upto));
  if (fresh) link.current?.tell({ t: "read", c, d: { upto } });
}

/** Back among the unread, for me alone; who looks at it has then left it. */
export function markUnread(c: string): void {
  if (openId(screen.get().route) === c) go(listHere());
  changeDesk((known) => markedUnread(known, c));
  link.current?.tell({ t: "unread", c, d: {} });
  say("Marked as unread");
}

const typed = new Map<string, number>();

export function typing(c: string): void {
  const now = Date.now();
  if (now - (typed.get(c) ?? 0) < 2_000) return;
  typed.set(c, now);
  link.current?.tell({ t: "typing", c, d: {} });
}

const PRESENT: Record<Presence["is"], string> = { here: "You are available", away: "You are away", off: "You are off shift" };

export async function setPresence(next: Presence): Promise<void> {
  const { available, awayUntil } = screen.get();
  patch({ available: next.is !== "off", awayUntil: next.is === "away" ? next.until : null });
  try {
    await link.current?.ask({ t: "available", d: next.is === "away" ? { on: false, until: next.until } : { on: next.is === "here" } });
    say(PRESENT[next.is]);
  } catch {
    patch({ available, awayUntil });
    toast("Could not change this now. Try again in a moment.", { tone: "bad" });
  }
}

/** Another tab or device changed it, or two rings in a row stayed without an answer. */
export function presenceChanged({ available, away_until, ignored, idle }: Availability): void {
  const was = screen.get().idle;
  patch({ available, awayUntil: away_until, idle });
  if (was && !idle) toast("You are available again. After 30 minutes without a key or a click you counted as away.");
  if (ignored) {
    const text = "Two rings in a row stayed without an answer, so you are off shift: new requests ring for the others.";
    toast(text, { stays: true, act: { label: "I am back", run: () => void setPresence({ is: "here" }) } });
    say(text);
  }
}
