/** The one value behind every component, and the small changes to it that need no server. */
import { emptyDesk, type Desk } from "../model/desk.ts";
import type { Drafts, Mode } from "../model/drafts.ts";
import type { Going } from "../model/files.ts";
import { everything, queryOf, type Only, type SavedView } from "../model/only.ts";
import { nothing, type Picked } from "../model/picking.ts";
import { href, parse, type Route } from "../model/routes.ts";
import { manages } from "../model/team.ts";
import type { Voices } from "../model/words.ts";
import { visitorName } from "../model/words.ts";
import type { Person, View } from "../model/wire.ts";
import type { LinkState } from "./connection.ts";
import { load, save } from "./storage.ts";
import { createStore, useStore } from "./store.ts";

export type Tone = "bell" | "chime" | "wood" | "glass";
/** What rings on this device. */
export type Rings = "all" | "requests" | "mine";
export type Theme = "auto" | "light" | "dark";

export interface Prefs {
  theme: Theme;
  sound: boolean;
  /** Single-key commands. */
  keys: boolean;
  facts: boolean;
  /** Enter alone sends; else it begins a line. */
  enter: boolean;
  tone: Tone;
  /** Of 100. */
  volume: number;
  rings: Rings;
}

export interface Toast {
  id: number;
  text: string;
  tone: "plain" | "bad";
  act?: { label: string; run: () => void };
  stays?: boolean;
}

/** Why the last answer of a conversation was held back; the text itself is in the draft again. */
export type Held = { is: "stale"; seen: number; mode: Mode } | { is: "taken"; by: Person; mode: Mode };

/** What lies over the page. `c`: the conversation that was meant when it came. `file`: the picture that is looked at. */
export type Over = { is: "keys" } | { is: "bar"; c: string | null } | { is: "picture"; c: string; file: string };

export interface Screen {
  phase: "boot" | "unreachable" | "signed-out" | "in";
  desk: Desk;
  link: LinkState;
  route: Route;
  /** The view whose list stands beside an open thread. */
  view: View;
  filter: string;
  /** What the list is narrowed to. */
  only: Only;
  views: readonly SavedView[];
  available: boolean;
  /** Nobody has touched a dashboard of mine for long: the server counts me as away until somebody does. */
  idle: boolean;
  awayUntil: number | null;
  prefs: Prefs;
  drafts: Drafts;
  modes: Readonly<Record<string, Mode>>;
  held: Readonly<Record<string, Held>>;
  /** Files in the composers, by conversation and mode. */
  attached: Readonly<Record<string, readonly Going[]>>;
  busy: Readonly<Record<string, string>>;
  absent: Readonly<Record<string, string>>;
  /** Resolved or deleted a moment ago, and could still be taken back: conversations, and notes as `conversation#seq`. */
  leaving: Readonly<Record<string, boolean>>;
  picked: Picked;
  loading: Readonly<Record<string, boolean>>;
  toasts: readonly Toast[];
  over: Over | null;
  /** What the plan needs of its owner, in a few words. */
  owed: string | null;
  /** Read out by screen readers. */
  spoken: string;
  audible: boolean;
}

const PREFS: Prefs = { theme: "auto", sound: true, keys: true, facts: true, enter: true, tone: "bell", volume: 100, rings: "all" };

const first = parse(location.pathname, location.search);

export const screen = createStore<Screen>({
  phase: "boot",
  desk: emptyDesk,
  link: { is: "connecting" },
  route: first,
  view: first.at === "list" ? first.view : load<View>("view", "needs"),
  filter: first.at === "list" ? (first.q ?? "") : "",
  only: first.at === "list" ? (first.only ?? everything) : everything,
  views: [],
  available: true,
  idle: false,
  awayUntil: null,
  prefs: { ...PREFS, ...load<Partial<Prefs>>("prefs", {}) },
  drafts: load<Drafts>("drafts", {}),
  modes: {},
  held: {},
  attached: {},
  busy: {},
  absent: {},
  leaving: {},
  picked: nothing,
  loading: {},
  toasts: [],
  over: null,
  owed: null,
  spoken: "",
  audible: false,
});

export function useScreen<P>(choose: (value: Screen) => P): P {
  return useStore(screen, choose);
}

export const useManages = (): boolean => useScreen((s) => manages(s.desk.me?.operator.role));

export function patch(change: Partial<Screen>): void {
  screen.set((known) => ({ ...known, ...change }));
}

export function changeDesk(change: (desk: Desk) => Desk): void {
  screen.set((known) => {
    const desk = change(known.desk);
    return desk === known.desk ? known : { ...known, desk };
  });
}

export function setPrefs(change: Partial<Prefs>): void {
  screen.set((known) => ({ ...known, prefs: { ...known.prefs, ...change } }));
  save("prefs", screen.get().prefs);
}

type Keyed = "modes" | "held" | "attached" | "busy" | "absent" | "leaving" | "loading";

/** Sets one key of one of the small maps; `undefined` takes it out. */
export function setKey<K extends Keyed>(map: K, key: string, value: Screen[K][string] | undefined): void {
  screen.set((known) => {
    const next: Record<string, unknown> = { ...known[map] };
    if (value === undefined) delete next[key];
    else next[key] = value;
    return { ...known, [map]: next };
  });
}

let toasted = 0;

export function toast(text: string, more: Partial<Omit<Toast, "id" | "text">> = {}): number {
  const id = ++toasted;
  screen.set((known) => ({ ...known, toasts: [...known.toasts.slice(-2), { id, text, tone: "plain", ...more }] }));
  if (!more.stays) setTimeout(() => untoast(id), more.tone === "bad" ? 8_000 : 5_000);
  return id;
}

export function untoast(id: number): void {
  screen.set((known) => ({ ...known, toasts: known.toasts.filter((one) => one.id !== id) }));
}

export function say(text: string): void {
  patch({ spoken: text });
}

export function myId(): string {
  return screen.get().desk.me?.operator.id ?? "";
}

export function serverNow(): number {
  return Date.now() + screen.get().desk.skew;
}

export function go(route: Route, replace = false): void {
  const to = href(route);
  if (to !== location.pathname + location.search) history[replace ? "replaceState" : "pushState"](null, "", to);
  arrive(route);
}

export function arrive(route: Route): void {
  const view = route.at === "list" ? route.view : screen.get().view;
  if (view !== screen.get().view) save("view", view);
  const same = view === screen.get().view;
  const kept = same ? { filter: screen.get().filter, only: screen.get().only } : { filter: "", only: everything };
  patch({ route, view, ...(same ? {} : { picked: nothing }), ...(route.at === "list" ? { filter: route.q ?? "", only: route.only ?? everything } : kept) });
}

/** What is looked for stands in the address of the list; beside an open thread it is kept as it is. */
export function lookFor(filter: string): void {
  if (screen.get().route.at === "list") go(listHere({ q: filter }), true);
  else patch({ filter });
}

/** The list that is shown, or stands beside what is open, with a change. */
export function listHere(change: { q?: string; only?: Only } = {}): Route {
  const { view, filter, only } = screen.get();
  const next = { q: filter, only, ...change };
  return { at: "list", view, ...(next.q ? { q: next.q } : {}), ...(queryOf(next.only) ? { only: next.only } : {}) };
}

export function openId(route: Route): string | null {
  return route.at === "thread" ? route.id : null;
}

export function voicesFor(value: Screen, who: { id: string; contact: { name: string | null; email: string | null } }): Voices {
  return {
    me: value.desk.me?.operator.id ?? "",
    assistant: value.desk.me?.assistant.name || "The assistant",
    visitor: visitorName(who.contact, who.id),
  };
}
