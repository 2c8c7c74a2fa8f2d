/** What was said, as a document: an author gutter, a thread line coloured by who holds it, knots where it changes hands. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { isUnread } from "../model/feed.ts";
import { rows, type Row } from "../model/transcript.ts";
import type { Thread } from "../model/thread.ts";
import { forgetEarlier, loadEarlier } from "../live/loading.ts";
import { seenUpTo } from "../live/acts.ts";
import { screen, useScreen, voicesFor } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";
import { places } from "./places.ts";
import { useReach, type Reach } from "./reach.ts";
import { DayRow, LineRow, NewRow, SaidRow, SeamRow, TurnRow, TypingRow } from "./rows.tsx";

const NEAR_PX = 80;
const SEEN_MS = 800;

export function RowOf({ row, c }: { row: Row; c: string }) {
  switch (row.is) {
    case "day":
      return <DayRow row={row} />;
    case "seam":
      return <SeamRow row={row} />;
    case "line":
      return <LineRow row={row} />;
    case "new":
      return <NewRow phase={row.phase} />;
    case "said":
      return <SaidRow {...row} c={c} />;
  }
}

/** Where "New" stands: fixed when the conversation is opened. */
function useFresh(id: string): number | null {
  const [fresh] = useState(() => {
    const { desk } = screen.get();
    const item = desk.feed.items.get(id);
    const seen = Math.max(desk.seen[id] ?? 0, item?.read_upto ?? 0);
    if (!item || seen === 0 || !isUnread(item, desk.me?.operator.id ?? "", seen)) return null;
    return item.unread ? Math.min(seen, item.last_contact_seq - 1) : seen;
  });
  return fresh;
}

/** Seen is what stood on the page, at its end, in a window with the focus, for a moment. */
function useSeen(id: string, seq: number, pinned: boolean): void {
  useEffect(() => {
    if (!pinned) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === "visible" && document.hasFocus()) timer = setTimeout(() => seenUpTo(id, seq), SEEN_MS);
    };
    look();
    addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [id, seq, pinned]);
}

function useScroll(id: string, count: number, box: RefObject<HTMLDivElement | null>, first: string | undefined) {
  const content = useRef<HTMLDivElement>(null);
  const [pinned, setPinned] = useState(places.get(id)?.pinned ?? true);
  const pin = useRef(pinned);
  const setPin = (on: boolean): void => {
    pin.current = on;
    setPinned(on);
  };
  const toEnd = (): void => {
    setPin(true);
    if (box.current) box.current.scrollTop = 1e9;
  };
  const onScroll = (): void => {
    const el = box.current;
    if (!el) return;
    const near = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR_PX;
    if (near !== pin.current) setPin(near);
    places.set(id, { top: el.scrollTop, pinned: near, first });
  };
  useLayoutEffect(() => {
    const place = places.get(id);
    const mark = content.current?.querySelector(".new-mark");
    if (!box.current) return;
    if (place && !place.pinned) box.current.scrollTop = place.top;
    else if (mark && !place) {
      mark.scrollIntoView({ block: "center" });
      onScroll();
    } else box.current.scrollTop = 1e9;
  }, [id]);
  useEffect(() => {
    const el = box.current;
    if (!el || !content.current) return;
    const size = new ResizeObserver(() => {
      if (pin.current) el.scrollTop = 1e9;
    });
    size.observe(content.current);
    size.observe(el);
    return () => size.disconnect();
  }, [id]);
  useLayoutEffect(() => {
    if (pin.current && box.current) box.current.scrollTop = 1e9;
  }, [count]);
  return { content, pinned, toEnd, onScroll, unpin: () => setPin(false) };
}

/** Goes to what was found, through as much of the past as it takes. */
function useSaid(thread: Thread, { all, from, reach }: Reach, content: RefObject<HTMLDivElement | null>, left: () => void): void {
  const said = useScreen((s) => (s.route.at === "thread" ? s.route.said : undefined));
  const done = useRef<number | undefined>(undefined);
  const { id } = thread.conversation;
  useEffect(() => {
    if (said === undefined || done.current === said) return;
    const at = all.findIndex((one) => one.is === "said" && one.s === said);
    const row = content.current?.querySelector(`[data-said="${said}"]`);
    if (row) {
      done.current = said;
      left();
      row.scrollIntoView({ block: "center" });
      row.classList.add("entry-found");
    } else if (at >= 0) reach(at - 1);
    else if (thread.more && (thread.entries[0]?.s ?? 0) > said) void loadEarlier(id);
  }, [said, thread.entries, from]);
}

function Earlier({ c, more }: { c: string; more: boolean }) {
  const loading = useScreen((s) => s.loading[`earlier:${c}`]);
  if (!more) return null;
  return (
    <button class="earlier" type="button" disabled={loading === true} onClick={() => void loadEarlier(c)}>
      {loading ? "Loading…" : "Earlier messages"}
    </button>
  );
}

export function Transcript({ thread }: { thread: Thread }) {
  const { id, seq, state } = thread.conversation;
  const fresh = useFresh(id);
  const [outbox, me] = useScreen((s) => [s.desk.outbox, s.desk.me] as const);
  const voices = voicesFor(screen.get(), thread.conversation);
  const mine = useMemo(() => outbox.filter((entry) => entry.c === id), [outbox, id]);
  const all = useMemo(() => rows(thread, mine, voices, fresh), [thread.entries, mine, fresh, me, voices.visitor]);
  const box = useRef<HTMLDivElement>(null);
  const reach = useReach(id, all, box);
  const { content, pinned, toEnd, onScroll, unpin } = useScroll(id, all.length, box, reach.first);
  useSaid(thread, reach, content, unpin);
  const sent = mine.length;
  const before = useRef(sent);
  useEffect(() => {
    if (sent > before.current) toEnd();
    before.current = sent;
  }, [sent]);
  useSeen(id, seq, pinned);
  useEffect(() => {
    if (pinned) forgetEarlier(id);
  }, [pinned, thread.entries]);
  return (
    <div class="transcript-wrap">
      <div class="transcript" ref={box} onScroll={onScroll} tabIndex={0} role="region" aria-label="Messages">
        <div class="transcript-in" ref={content}>
          {reach.from > 0 ? <div ref={reach.above} /> : <Earlier c={id} more={thread.more} />}
          {all.slice(reach.from).map((row) => (
            <RowOf key={row.key} row={row} c={id} />
          ))}
          {thread.turn && <TurnRow turn={thread.turn} name={voices.assistant} phase={state} />}
          <TypingRow thread={thread} voices={voices} />
        </div>
      </div>
      {!pinned && (
        <button class="pill pill-thread" type="button" onClick={toEnd}>
          <Icon name="down" size={14} />
          To the latest
        </button>
      )}
    </div>
  );
}
