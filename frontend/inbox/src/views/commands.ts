/** Actions to deeds. What there is, and which keys mean it, stands in `model/actions.ts`. */
import { VIEWS } from "../model/feed.ts";
import { actionFor, type ActionId, type Pressed } from "../model/actions.ts";
import { draftOf, withDraft } from "../model/drafts.ts";
import { waiting } from "../model/feed.ts";
import { onlyFrom } from "../model/only.ts";
import { isPicking, nothing } from "../model/picking.ts";
import type { Route } from "../model/routes.ts";
import type { View } from "../model/wire.ts";
import { act, awaitedComposer, markUnread, openToWrite, setPresence, takeAndOpen } from "../live/acts.ts";
import { resolve, take, undo } from "../live/together.ts";
import { go, listHere, lookFor, openId, patch, say, screen, serverNow, setKey, setPrefs, toast } from "../live/screen.ts";

/** The list on the screen registers how to move in it. */
export const listHandle: { step: ((by: 1 | -1) => void) | null; open: (() => void) | null; showNew: (() => void) | null; pick: ((id: string, range: boolean) => void) | null; tool: ((which: "tag" | "snooze") => void) | null } = {
  step: null,
  open: null,
  showNew: null,
  pick: null,
  tool: null,
};

/** The open thread registers what its header can do. */
export const threadHandle: { handOver: (() => void) | null } = { handOver: null };

/** The composer registers what can be done with what is written. */
export const writingHandle: { run: ((what: ActionId) => boolean) | null } = { run: null };

const NARROW = "(max-width: 1099.98px)";
const THEN_MS = 1_500;
const AWAY_MS = 30 * 60_000;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest("[role='dialog'], dialog") !== null;
}

function pressedOf(event: KeyboardEvent): Pressed {
  const { key, code, ctrlKey: ctrl, metaKey: meta, altKey: alt, shiftKey: shift } = event;
  return { key, code, ctrl, meta, alt, shift, composing: event.isComposing || event.keyCode === 229, typing: isTyping(event.target) };
}

/** With no thread open, the actions mean the row under the keyboard. */
function focusedRow(): string | null {
  const row = document.activeElement?.closest<HTMLElement>("[data-row]");
  return row?.dataset["row"] ?? null;
}

/** The conversation that is meant. */
export const talkHere = (): string | null => openId(screen.get().route) ?? focusedRow();

function escape(): boolean {
  const { over, route, filter, picked } = screen.get();
  if (over) patch({ over: null });
  else if (isTyping(document.activeElement)) (document.activeElement as HTMLElement).blur();
  else if (route.at === "thread" && route.facts) go({ ...route, facts: false });
  else if (route.at !== "list") go(listHere());
  else if (isPicking(picked)) patch({ picked: nothing });
  else if (filter) lookFor("");
  else return false;
  return true;
}

function write(c: string, mode: "text" | "note"): void {
  setKey("modes", c, mode);
  openToWrite(c);
}

/** Tags and snoozing stand beside the thread: there, at the first thing to press. */
function keep(what: "tag" | "snooze"): void {
  const focus = (): void => {
    const there = document.querySelector<HTMLElement>(what === "tag" ? "#tag" : "[aria-label='Snooze'] button");
    there?.focus();
    if (document.activeElement === there && there?.ariaExpanded === "false") there.click();
    if (!there) say(document.querySelector("[aria-label='Snooze'] .quiet")?.textContent ?? "");
  };
  focus();
  if (document.activeElement?.closest(".facts")) return;
  const { route } = screen.get();
  setPrefs({ facts: true });
  if (route.at === "thread" && matchMedia(NARROW).matches) go({ ...route, facts: true });
  requestAnimationFrame(focus);
}

/** Beside the thread where there is room for it, else in its place. */
function facts(c: string): void {
  const { route, prefs } = screen.get();
  if (matchMedia(NARROW).matches) go({ at: "thread", id: c, facts: !(route.at === "thread" && route.facts) });
  else setPrefs({ facts: !prefs.facts });
}

function history(c: string): void {
  const { threads, feed } = screen.get().desk;
  const id = (threads[c]?.conversation ?? feed.items.get(c))?.contact.id;
  if (id) go({ at: "contact", id });
  else toast("Nothing is known of this visitor yet.");
}

/** Done to one conversation. False: there is nothing here that could do it. */
const TALK: Partial<Record<ActionId, (c: string) => boolean | void>> = {
  take: (c) => void takeAndOpen(c),
  reply: (c) => write(c, "text"),
  note: (c) => write(c, "note"),
  close: (c) => resolve([c]),
  return: (c) => void act(c, "return"),
  "hand-over": () => (threadHandle.handOver ? threadHandle.handOver() : false),
  tag: () => keep("tag"),
  snooze: () => keep("snooze"),
  unread: (c) => markUnread(c),
  history,
  pick: (c) => (listHandle.pick ? listHandle.pick(c, false) : false),
  "pick-range": (c) => (listHandle.pick ? listHandle.pick(c, true) : false),
  facts,
};

/** What is picked goes before what is open. */
const PICKED: Partial<Record<ActionId, (ids: readonly string[]) => void>> = {
  close: resolve,
  take: (ids) => void take(ids),
  tag: () => listHandle.tool?.("tag"),
  snooze: () => listHandle.tool?.("snooze"),
};

const to = (route: Route) => (): void => go(route);

function keptView(): boolean {
  const [first] = screen.get().views;
  if (first) go({ at: "list", view: first.view, ...listedWith(first.query) });
  return first !== undefined;
}

function listedWith(query: string): { q?: string; only: ReturnType<typeof onlyFrom> } {
  const asked = new URLSearchParams(query);
  const q = asked.get("q");
  return { only: onlyFrom(asked), ...(q ? { q } : {}) };
}

function search(): void {
  const focus = (): boolean => {
    const field = document.querySelector<HTMLInputElement>("#filter");
    field?.focus();
    return field !== null && document.activeElement === field;
  };
  if (focus()) return;
  go(listHere());
  requestAnimationFrame(focus);
}

function turn(what: "sound" | "keys", name: string): void {
  const on = !screen.get().prefs[what];
  setPrefs({ [what]: on });
  toast(`${name} ${on ? "on" : "off"}`);
  say(`${name} ${on ? "on" : "off"}`);
}

const APP: Partial<Record<ActionId, () => boolean | void>> = {
  undo,
  next: () => (listHandle.step ? listHandle.step(1) : false),
  previous: () => (listHandle.step ? listHandle.step(-1) : false),
  "show-new": () => (listHandle.showNew ? listHandle.showNew() : false),
  search,
  inbox: () => go(listHere()),
  "view-kept": keptView,
  contacts: to({ at: "contacts", query: "" }),
  analytics: to({ at: "analytics", query: "" }),
  knowledge: to({ at: "knowledge", id: null }),
  settings: to({ at: "more" }),
  bar: () => patch({ over: screen.get().over?.is === "bar" ? null : { is: "bar", c: talkHere() } }),
  help: () => patch({ over: { is: "keys" } }),
  "take-oldest": () => {
    const [oldest] = waiting(screen.get().desk.feed);
    if (oldest) void takeAndOpen(oldest.id);
    return oldest !== undefined;
  },
  here: () => void setPresence({ is: "here" }),
  away: () => void setPresence({ is: "away", until: serverNow() + AWAY_MS }),
  off: () => void setPresence({ is: "off" }),
  theme: () => setPrefs({ theme: isDark() ? "light" : "dark" }),
  sound: () => turn("sound", "Sound is"),
  keys: () => turn("keys", "Single keys are"),
};

function isDark(): boolean {
  const { theme } = screen.get().prefs;
  return theme === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
}

/** Does it, with `c` where it needs a conversation. False: it means nothing here. */
export function run(what: ActionId, c: string | null = talkHere()): boolean {
  if (what === "escape") return escape();
  if (what.startsWith("view-") && what !== "view-kept") {
    const view = VIEWS.find((one) => `view-${one}` === what) as View;
    go({ at: "list", view });
    return true;
  }
  const app = APP[what];
  if (app) return app() !== false;
  const { picked } = screen.get();
  const many = PICKED[what];
  if (many && picked.ids.length > 0) {
    many(picked.ids);
    return true;
  }
  // Picking means the row that the keys are at, also beside an open thread.
  const meant = what.startsWith("pick") ? (focusedRow() ?? c) : c;
  const talk = TALK[what];
  if (talk) return meant !== null && talk(meant) !== false;
  return writingHandle.run?.(what) ?? false;
}

/** Words typed before the composer has come go into its draft: they must not run as commands. */
function keepForComposer(event: KeyboardEvent): boolean {
  const c = awaitedComposer();
  if (c === null || openId(screen.get().route) !== c || event.key.length !== 1) return false;
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return false;
  const { drafts, modes } = screen.get();
  const mode = modes[c] ?? "text";
  patch({ drafts: withDraft(drafts, c, mode, draftOf(drafts, c, mode) + event.key) });
  return true;
}

export function watchKeys(): void {
  let begun: { presses: readonly string[]; at: number } = { presses: [], at: 0 };
  addEventListener("keydown", (event) => {
    const { phase, prefs, over } = screen.get();
    if (phase !== "in" || event.defaultPrevented || event.repeat) return;
    if (keepForComposer(event)) {
      event.preventDefault();
      return;
    }
    const before = event.timeStamp - begun.at < THEN_MS ? begun.presses : [];
    const found = actionFor(pressedOf(event), before, prefs.keys && !over);
    begun = { presses: found.begun, at: event.timeStamp };
    // Enter opens the row that has the focus by itself: it is a link. Without any focus, the row that the keys went to.
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && document.activeElement === document.body) listHandle.open?.();
    if (found.id !== null && run(found.id)) event.preventDefault();
  });
}
