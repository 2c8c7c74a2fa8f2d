/** Reading over HTTP: pages of a view, one thread, its earlier entries. The socket keeps them fresh afterwards. */
import { applyFrame, forgetRows, opening, withThread } from "../model/desk.ts";
import { applyPage } from "../model/feed.ts";
import { everything, listKey, queryOf, type Only } from "../model/only.ts";
import { prependOlder, withoutEarlier } from "../model/thread.ts";
import type { View } from "../model/wire.ts";
import { api, ApiError, why } from "./api.ts";
import { link } from "./link.ts";
import { look } from "./push.ts";
import { changeDesk, screen, setKey } from "./screen.ts";

const failed = (error: unknown): string => why(error, "Something went wrong. Try again.");

export async function loadView(view: View, onward = false, only: Only = everything): Promise<void> {
  const { desk, loading } = screen.get();
  const list = listKey(view, only);
  const key = `view:${list}`;
  const next = desk.feed.pages[list]?.next ?? null;
  if (loading[key] || (onward && next === null)) return;
  setKey("loading", key, true);
  try {
    const page = await api.conversations(view, onward ? next : null, queryOf(only));
    changeDesk((known) => ({ ...known, feed: applyPage(known.feed, list, page, onward) }));
    forgetOldRows();
    setKey("absent", key, undefined);
  } catch (error) {
    setKey("absent", key, failed(error));
  } finally {
    setKey("loading", key, undefined);
  }
}

/** The counts, when something changed that was never loaded. */
let counting: ReturnType<typeof setTimeout> | undefined;

export function recountSoon(): void {
  if (counting !== undefined) return;
  counting = setTimeout(() => {
    counting = undefined;
    const { view, only, desk } = screen.get();
    void loadView(view, false, only);
    if (view !== "mentions" && !desk.feed.pages["mentions"]) void loadView("mentions"); // a fresh list has forgotten them
  }, 400);
}

export function forgetOldRows(): void {
  const { view, only } = screen.get();
  changeDesk((desk) => forgetRows(desk, view, only));
}

export function forgetEarlier(c: string): void {
  changeDesk((desk) => withThread(desk, c, withoutEarlier));
}

export async function refreshThread(c: string): Promise<void> {
  try {
    const frame = await api.conversation(c);
    changeDesk((desk) => applyFrame(desk, frame, Date.now()));
    setKey("absent", c, undefined);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) setKey("absent", c, "There is no such conversation.");
    else if (!screen.get().desk.threads[c]) setKey("absent", c, failed(error));
  }
}

let followed: string | null = null;

/** Follow this conversation and no other; after a reconnect, from where the log stands. */
export function follow(c: string | null): void {
  if (followed !== null && followed !== c) link.current?.tell({ t: "unsub", c: followed, d: {} });
  followed = c;
  if (c === null) return;
  const known = screen.get().desk.threads[c];
  if (known) link.current?.tell({ t: "sub", c, d: { after: known.conversation.seq } });
}

export async function openThread(c: string): Promise<void> {
  changeDesk((desk) => opening(desk, c));
  if (!screen.get().desk.threads[c]) await refreshThread(c);
  follow(c);
  look();
}

export function sync(c: string, after: number): void {
  link.current?.tell({ t: "sync", c, d: { after } });
}

export async function loadEarlier(c: string): Promise<void> {
  const first = screen.get().desk.threads[c]?.entries[0]?.s;
  const key = `earlier:${c}`;
  if (first === undefined || screen.get().loading[key]) return;
  setKey("loading", key, true);
  try {
    const page = await api.earlier(c, first);
    changeDesk((desk) => withThread(desk, c, (known) => prependOlder(known, page.events, page.more)));
  } catch {
    // The button stays, to be pressed again.
  } finally {
    setKey("loading", key, undefined);
  }
}
