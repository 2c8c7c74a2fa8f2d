/** Ringing for a person: the chime, the tab's title and icon, the spoken line when somebody begins to wait. */
import { isMentioned, isOffered, waiting } from "../model/feed.ts";
import { presenceOf } from "../model/presence.ts";
import type { Route } from "../model/routes.ts";
import { visitorName } from "../model/words.ts";
import type { Offer, State, Summary } from "../model/wire.ts";
import { go, openId, patch, say, screen, serverNow, toast, type Tone } from "./screen.ts";

const isHere = (): boolean => {
  const { available, awayUntil } = screen.get();
  return presenceOf(available, awayUntil, serverNow()).is === "here";
};

const AGAIN_MS = 30_000;
const MAX_RINGS = 4;
const APART_S = 1.5;
const SOFT = 0.35;
const BASE = import.meta.env.BASE_URL;
let audio: AudioContext | null = null;

/** Browsers let a page sound only after a gesture; the first click or key anywhere is enough. */
export function unlockSound(): void {
  const Audio = globalThis.AudioContext;
  if (!Audio) return;
  audio ??= new Audio();
  void audio.resume().then(() => patch({ audible: audio?.state === "running" }));
}

let struck = { at: -APART_S, loud: 0 };

/** Of what is struck: each partial's frequency, loudness and seconds. */
const TONES: Readonly<Record<Tone, readonly (readonly [number, number, number])[]>> = {
  bell: [[1318.5, 0.16, 1.5], [2637, 0.07, 0.9], [3951, 0.035, 0.5], [5600, 0.018, 0.25]],
  chime: [[659.3, 0.15, 1.8], [987.8, 0.09, 1.4], [1975.5, 0.03, 0.7]],
  wood: [[523.3, 0.3, 0.16], [1396.9, 0.12, 0.09], [2793.8, 0.05, 0.05]],
  glass: [[2093, 0.11, 1.1], [3322.4, 0.05, 0.7], [6271.9, 0.015, 0.3]],
};

/** Each partial fades at its own pace. Many at once are one, unless a louder one comes. */
export function ring(loud = 1): void {
  const { prefs } = screen.get();
  if (!audio || audio.state !== "running" || !prefs.sound) return;
  if (audio.currentTime - struck.at < APART_S && loud <= struck.loud) return;
  struck = { at: audio.currentTime, loud };
  const start = audio.currentTime + 0.02;
  const volume = loud * (prefs.volume / 100) ** 2;
  for (const [frequency, gain, length] of TONES[prefs.tone]) {
    const tone = audio.createOscillator();
    const level = audio.createGain();
    tone.frequency.value = frequency;
    level.gain.setValueAtTime(0, start);
    level.gain.linearRampToValueAtTime(Math.max(gain * volume, 0.0002), start + 0.004);
    level.gain.exponentialRampToValueAtTime(0.0001, start + length);
    tone.connect(level).connect(audio.destination);
    tone.start(start);
    tone.stop(start + length);
  }
}

/** The server's own rings count for what the list cannot show: a visitor whom I keep waiting. */
export function nudged(c: string, state: State): void {
  const item = screen.get().desk.feed.items.get(c);
  if (state !== "human" || !item) return;
  ring();
  toast(`${visitorName(item.contact, c)} is waiting for your answer`, { act: { label: "Open", run: () => go({ at: "thread", id: c, facts: false }) } });
}

function icon(alert: boolean): void {
  const link = document.querySelector<HTMLLinkElement>("link[rel='icon']");
  const href = `${BASE}icons/${alert ? "favicon-waiting.svg" : "favicon.svg"}`;
  if (link && link.getAttribute("href") !== href) link.href = href;
}

function paint(count: number): void {
  const title = count > 0 ? `(${count}) ${count === 1 ? "Somebody waits" : "People wait"} · Deskbell` : "Deskbell";
  if (document.title !== title) document.title = title;
  icon(count > 0);
}

function announce(fresh: readonly Summary[]): void {
  if (fresh.length === 0) return;
  const [first] = fresh;
  if (!first) return;
  const name = visitorName(first.contact, first.id);
  say(fresh.length === 1 ? `${name} is waiting for a person` : `${fresh.length} people are waiting`);
}

export function watchAttention(): void {
  let known: ReadonlySet<string> | null = null;
  let mine = new Map<string, number>();
  let snoozed: ReadonlyMap<string, number> = new Map();
  let offers: ReadonlyMap<string, Offer> | null = null;
  let named: ReadonlyMap<string, number> | null = null;
  const rings = new Map<string, number>();
  const look = (): void => {
    const { desk, phase } = screen.get();
    const queue = phase === "in" ? waiting(desk.feed) : [];
    paint(queue.length);
    const ids = new Set(queue.map((item) => item.id));
    if (desk.feed.seq !== null) {
      const fresh = queue.filter((item) => !known?.has(item.id));
      if (fresh.length > 0 && isHere() && screen.get().prefs.rings !== "mine") ring();
      if (known) announce(fresh);
      for (const item of fresh) rings.set(item.id, 1);
      for (const id of rings.keys()) if (!ids.has(id)) rings.delete(id);
      known = ids;
    }
    mine = tickMine(mine);
    named = tickMentions(named);
    offers = tickOffers(offers);
    snoozed = tickSnoozed(snoozed);
  };
  let feed = screen.get().desk.feed;
  screen.listen(() => {
    if (screen.get().desk.feed === feed) return;
    feed = screen.get().desk.feed;
    look();
  });
  setInterval(() => ringAgain(rings), 1_000);
}

function ringAgain(rings: Map<string, number>): void {
  const { desk, prefs } = screen.get();
  if (!isHere() || prefs.rings === "mine") return;
  for (const item of waiting(desk.feed)) {
    const done = rings.get(item.id) ?? MAX_RINGS;
    const wait = Date.now() + desk.skew - (item.waiting_since ?? 0);
    if (done < MAX_RINGS && wait > done * AGAIN_MS) {
      rings.set(item.id, Math.floor(wait / AGAIN_MS) + 1);
      ring();
    }
  }
}

/** A soft tick, with the words for it and the way there. */
function softly(text: string, there: Route): void {
  ring(SOFT);
  say(text);
  toast(text, { act: { label: "Open", run: () => go(there) } });
}

/** A soft tick when a visitor answers in one of mine that is not in view. */
function tickMine(before: Map<string, number>): Map<string, number> {
  const { desk, route, prefs } = screen.get();
  const me = desk.me?.operator.id;
  const next = new Map<string, number>();
  for (const item of desk.feed.items.values()) {
    if (item.owner?.id !== me || item.state !== "human") continue;
    next.set(item.id, item.last_contact_seq);
    const looking = route.at === "thread" && route.id === item.id && document.hasFocus();
    if ((before.get(item.id) ?? Number.MAX_SAFE_INTEGER) < item.last_contact_seq && !looking && prefs.rings !== "requests") ring(SOFT);
  }
  return next;
}

/** A colleague names me somewhere else: once, with the way there. Null until it is known what was there before. */
function tickMentions(before: ReadonlyMap<string, number> | null): ReadonlyMap<string, number> | null {
  const { desk, route } = screen.get();
  if (!desk.me || (!before && !desk.feed.pages["mentions"])) return before;
  const me = desk.me.operator.id;
  const next = new Map(before);
  for (const item of desk.feed.items.values()) {
    const at = item.mentions[me] ?? 0;
    if (at === 0 || at <= (next.get(item.id) ?? 0)) continue;
    next.set(item.id, at);
    const looking = route.at === "thread" && route.id === item.id && document.hasFocus();
    if (!before || looking || !isMentioned(item, me, desk.seen[item.id])) continue;
    softly(`A colleague mentions you: ${visitorName(item.contact, item.id)}`, { at: "thread", id: item.id, facts: false, said: at });
  }
  return next;
}

/** Those that I have called back myself. */
export const calledBack = new Set<string>();

/** A colleague hands something to me: the bell. What became of mine: a word. Null until it is known what was there before. */
function tickOffers(before: ReadonlyMap<string, Offer> | null): ReadonlyMap<string, Offer> | null {
  const { desk, route } = screen.get();
  if (!desk.me || desk.feed.seq === null) return before;
  const me = desk.me.operator.id;
  const next = new Map<string, Offer>();
  for (const item of desk.feed.items.values()) {
    const [was, is] = [before?.get(item.id), item.offer];
    if (!was && !is) continue;
    const [name, there] = [visitorName(item.contact, item.id), { at: "thread", id: item.id, facts: false } as const];
    if (is) next.set(item.id, is);
    if (is && isOffered(item, me) && was?.until !== is.until) {
      ring();
      const text = `${item.owner?.name ?? "A colleague"} hands ${name} to you`;
      say(text);
      if (openId(route) !== item.id) toast(text, { act: { label: "Open", run: () => go(there) } });
    }
    if (!was || is || was.to.id === me) continue;
    if (item.state === "waiting") softly(`${was.to.name} did not take ${name}: everybody is asked`, there);
    else if (item.owner?.id === was.to.id) softly(`${was.to.name} has ${name} now`, there);
    else if (item.owner?.id === me && !calledBack.delete(item.id)) softly(`${was.to.name} cannot take ${name} now`, there);
  }
  return next;
}

/** What was put off is back because its time has come: whoever has it, or nobody does, is told. */
function tickSnoozed(before: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const { desk } = screen.get();
  const next = new Map<string, number>();
  for (const item of desk.feed.items.values()) {
    if (item.snoozed_until !== null) next.set(item.id, item.snoozed_until);
    const until = before.get(item.id);
    const due = until !== undefined && item.snoozed_until === null && until <= serverNow() + 1_000;
    if (!due || item.state === "closed" || (item.owner && item.owner.id !== desk.me?.operator.id)) continue;
    softly(`Back from snooze: ${visitorName(item.contact, item.id)}`, { at: "thread", id: item.id, facts: false });
  }
  return next;
}
