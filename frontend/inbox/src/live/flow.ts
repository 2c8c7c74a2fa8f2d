/** From signing in to signing out: who I am, the connection, frames into the state, what the state then asks for. */
import { applyFrame, emptyDesk, gaps } from "../model/desk.ts";
import { listKey } from "../model/only.ts";
import { nothing } from "../model/picking.ts";
import { parse } from "../model/routes.ts";
import type { Me, ServerFrame } from "../model/wire.ts";
import { api, ApiError } from "./api.ts";
import { nudged } from "./attention.ts";
import { presenceChanged } from "./acts.ts";
import { Connection } from "./connection.ts";
import { link } from "./link.ts";
import { forgetKept, keptDesk } from "./kept.ts";
import { follow, forgetOldRows, loadView, openThread, recountSoon, sync } from "./loading.ts";
import { arrive, changeDesk, myId, openId, patch, screen } from "./screen.ts";
import { pumpNow, restoreOutbox } from "./sending.ts";
import { forget, load, save } from "./storage.ts";
import { commitAll } from "./together.ts";
import { loadViews } from "./views.ts";
import { fetchUnsent, forgetUnsent, keptElsewhere } from "./unsent.ts";

const BEHIND_MS = 3_000;
const AGAIN_MS = 3_000;

/** What is shown was kept, and may be old. */
let old = false;

function hello(me: Me, skew: number): void {
  changeDesk((desk) => ({ ...desk, me, skew, seen: load(`seen:${me.operator.id}`, {}) }));
  presenceChanged(me);
}

async function greet(): Promise<void> {
  const me = await api.me();
  hello(me, me.now - Date.now());
}

export async function start(): Promise<void> {
  try {
    // An answer that the browser still has of an earlier visit is older than what was kept.
    if (navigator.onLine || !(await withoutNetwork())) await greet();
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return signedOut();
    if (!(await withoutNetwork())) {
      patch({ phase: "unreachable" });
      setTimeout(() => void start(), AGAIN_MS);
      return;
    }
  }
  patch({ phase: "in" });
  enter();
}

/** What was here last can be read and answered: the outbox waits for the line. */
async function withoutNetwork(): Promise<boolean> {
  const desk = await keptDesk();
  if (!desk?.me) return false;
  old = true;
  changeDesk(() => desk);
  hello(desk.me, desk.skew);
  return true;
}

function enter(): void {
  link.current = new Connection({
    frame: receive,
    open: opened,
    state: (state) => patch({ link: state }),
    signedOut,
    feed: () => screen.get().desk.feed.seq,
  });
  restoreOutbox();
  loadLists();
  const open = openId(screen.get().route);
  if (open) void openThread(open);
}

function loadLists(): void {
  void loadView(screen.get().view, false, screen.get().only);
  void loadViews().catch(() => undefined);
  for (const view of ["needs", "mentions"] as const) if (screen.get().view !== view) void loadView(view);
}

function opened(): void {
  if (old) {
    old = false;
    void greet().catch(() => undefined);
    changeDesk((desk) => ({ ...desk, feed: { ...desk.feed, pages: {} } }));
    loadLists();
  }
  void fetchUnsent();
  const open = openId(screen.get().route);
  if (open) void openThread(open);
  pumpNow();
}

/** Deltas may come forty a second: the state takes them all, the page is painted once per frame. */
function receive(frame: ServerFrame): void {
  if (frame.t === "ping") return behind(frame.d.heads ?? {}, frame.d.feed ?? null);
  if (frame.t === "available") return presenceChanged(frame.d);
  if (frame.t === "unsent") return keptElsewhere(frame.c, frame.d.mode, frame.d.text);
  if (frame.t === "ring") return nudged(frame.c, frame.d.state);
  changeDesk((desk) => applyFrame(desk, frame, Date.now()));
  if (frame.t === "feed") forgetOldRows();
  const { desk } = screen.get();
  if (frame.t === "ev") for (const [c, after] of gaps(desk)) sync(c, after);
  if (desk.feed.recount) recountSoon();
}

/** The heartbeat tells how far the log is: ask for what did not come. */
function behind(heads: Readonly<Record<string, number>>, feed: number | null): void {
  for (const [c, head] of Object.entries(heads)) {
    const known = screen.get().desk.threads[c];
    if (known && known.conversation.seq < head) sync(c, known.conversation.seq);
  }
  if (feed === null || (screen.get().desk.feed.seq ?? 0) >= feed) return;
  setTimeout(() => {
    if ((screen.get().desk.feed.seq ?? 0) < feed) link.current?.renew();
  }, BEHIND_MS);
}

function signedOut(): void {
  link.current?.stop();
  link.current = null;
  void forgetKept();
  patch({ phase: "signed-out", desk: emptyDesk, link: { is: "connecting" }, held: {}, busy: {}, absent: {}, leaving: {}, picked: nothing, loading: {} });
}

export async function signOut(): Promise<void> {
  await commitAll();
  forgetUnsent();
  const names = [`outbox:${myId()}`, `seen:${myId()}`, "drafts", "meet"];
  await api.signOut().catch(() => undefined);
  forget(names);
  patch({ drafts: {} });
  signedOut();
}

/** Keeps drafts and what was seen; a moment late, and at once when the page goes. */
export function keepLocal(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let kept = { drafts: screen.get().drafts, seen: screen.get().desk.seen };
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const { drafts, desk } = screen.get();
    if (drafts !== kept.drafts) save("drafts", drafts);
    if (desk.seen !== kept.seen && desk.me) save(`seen:${desk.me.operator.id}`, desk.seen);
    kept = { drafts, seen: desk.seen };
  };
  // Not put off again by each change: a busy list never rests.
  screen.listen(() => {
    timer ??= setTimeout(write, 250);
  });
  addEventListener("pagehide", write);
}

/** What the address asks for is loaded as it changes. */
export function watchRoute(): void {
  addEventListener("popstate", () => arrive(parse(location.pathname, location.search)));
  let { route, view, only } = screen.get();
  screen.listen(() => {
    const now = screen.get();
    if (now.phase !== "in") return;
    if (now.view !== view || now.only !== only) {
      ({ view, only } = now);
      if (!now.desk.feed.pages[listKey(view, only)]) void loadView(view, false, only);
    }
    if (now.route !== route) {
      const [before, after] = [openId(route), openId(now.route)];
      route = now.route;
      if (before !== after) {
        if (after) void openThread(after);
        else follow(null);
      }
    }
  });
}
