/** Single keys to deeds. Which keys mean what stands in `model/keys.ts`. */
import { VIEWS } from "../model/feed.ts";
import { command, type Command, type Key } from "../model/keys.ts";
import { draftOf, withDraft } from "../model/drafts.ts";
import { resolve, take, undo } from "../live/together.ts";
import { isPicking, nothing } from "../model/picking.ts";
import { act, awaitedComposer, openToWrite, takeAndOpen } from "../live/acts.ts";
import { go, listHere, lookFor, openId, patch, screen, setKey, setPrefs } from "../live/screen.ts";

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

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest("[role='dialog']") !== null;
}

function keyOf(event: KeyboardEvent): Key {
  const { key, ctrlKey: ctrl, metaKey: meta, altKey: alt } = event;
  return { key, ctrl, meta, alt, composing: event.isComposing || event.keyCode === 229, typing: isTyping(event.target) };
}

function escape(event: KeyboardEvent): boolean {
  if (screen.get().help) patch({ help: false });
  else if (isTyping(event.target)) (event.target as HTMLElement).blur();
  else {
    const { route, filter } = screen.get();
    if (route.at === "thread" && route.facts) go({ ...route, facts: false });
    else if (route.at !== "list") go(listHere());
    else if (isPicking(screen.get().picked)) patch({ picked: nothing });
    else if (filter) lookFor("");
    else return false;
  }
  return true;
}

function write(c: string, mode: "text" | "note"): void {
  setKey("modes", c, mode);
  openToWrite(c);
}

/** Tags and snoozing stand beside the thread: there, at the first thing to press. */
function keep(what: "tag" | "snooze"): void {
  const focus = (): void => {
    document.querySelector(".snooze")?.toggleAttribute("open", what === "snooze");
    document.querySelector<HTMLElement>(what === "tag" ? "#tag" : "[aria-label='Snooze'] button")?.focus();
  };
  focus();
  if (document.activeElement?.closest(".facts")) return;
  const { route } = screen.get();
  setPrefs({ facts: true });
  if (route.at === "thread" && matchMedia("(max-width: 1099.98px)").matches) go({ ...route, facts: true });
  requestAnimationFrame(focus);
}

function onThread(c: string, what: Command): boolean {
  switch (what) {
    case "take":
      void takeAndOpen(c);
      return true;
    case "reply":
      write(c, "text");
      return true;
    case "note":
      write(c, "note");
      return true;
    case "close":
      resolve([c]);
      return true;
    case "hand-over":
      threadHandle.handOver?.();
      return threadHandle.handOver !== null;
    case "pick":
    case "pick-range":
      listHandle.pick?.(c, what === "pick-range");
      return listHandle.pick !== null;
    case "return":
      void act(c, what);
      return true;
    case "tag":
    case "snooze":
      keep(what);
      return true;
    case "facts":
      setPrefs({ facts: !screen.get().prefs.facts });
      return true;
    default:
      return false;
  }
}

function run(what: Command, event: KeyboardEvent): boolean {
  if (what === "escape") return escape(event);
  if (what === "help") {
    patch({ help: true });
    return true;
  }
  if (what.startsWith("view-")) {
    const view = VIEWS[Number(what.slice(5)) - 1];
    if (view) go({ at: "list", view });
    return view !== undefined;
  }
  if (what === "next" || what === "previous") {
    listHandle.step?.(what === "next" ? 1 : -1);
    return listHandle.step !== null;
  }
  if (what === "show-new") {
    listHandle.showNew?.();
    return listHandle.showNew !== null;
  }
  if (what === "filter") {
    const field = document.querySelector<HTMLInputElement>("#filter");
    field?.focus();
    return field !== null;
  }
  if (what === "undo") return undo();
  const { picked, route } = screen.get();
  if (picked.ids.length > 0 && onPicked(picked.ids, what)) return true;
  const open = what.startsWith("pick") ? (focusedRow() ?? openId(route)) : (openId(route) ?? focusedRow());
  return open !== null && onThread(open, what);
}

/** What is picked goes before what is open. */
function onPicked(ids: readonly string[], what: Command): boolean {
  if (what === "close") resolve(ids);
  else if (what === "take") void take(ids);
  else if (what === "tag" || what === "snooze") listHandle.tool?.(what);
  else return false;
  return true;
}

/** With no thread open, the commands mean the row under the keyboard. */
function focusedRow(): string | null {
  const row = document.activeElement?.closest<HTMLElement>("[data-row]");
  return row?.dataset["row"] ?? null;
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
  addEventListener("keydown", (event) => {
    const { phase, prefs, help } = screen.get();
    if (phase !== "in" || event.defaultPrevented || event.repeat) return;
    if (keepForComposer(event)) {
      event.preventDefault();
      return;
    }
    const what = command(keyOf(event), prefs.keys && !help);
    // Enter opens the row that has the focus by itself: it is a link. Without any focus, the row that the keys went to.
    if (what === "open" && document.activeElement === document.body) listHandle.open?.();
    if (what === null || what === "open") return;
    if (run(what, event)) event.preventDefault();
  });
}
