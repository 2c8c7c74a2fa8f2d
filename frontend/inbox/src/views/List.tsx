/** The list beside the thread: one view, in order, never moving under the pointer. */
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { countOf, MOST_ROWS, order, viewsShown } from "../model/feed.ts";
import { shown, step } from "../model/order.ts";
import { listKey, queryOf, viewHere } from "../model/only.ts";
import { isPicking, nothing, toggled, upTo } from "../model/picking.ts";
import { href } from "../model/routes.ts";
import { AROUND } from "../model/stretch.ts";
import { VIEW_NAMES, VIEW_SHORT, visitorName } from "../model/words.ts";
import type { Summary, View } from "../model/wire.ts";
import { loadView } from "../live/loading.ts";
import { go, listHere, lookFor, openId, patch, screen, useScreen } from "../live/screen.ts";
import { listHandle } from "./commands.ts";
import { usePainted } from "./after.ts";
import { Icon } from "./Icon.tsx";
import { EmptyList, ListProblem, Skeleton } from "./ListStates.tsx";
import { ListRow } from "./ListRow.tsx";
import { KeptViews, Narrow, NarrowButton } from "./Narrow.tsx";
import { PickedBar } from "./Picked.tsx";
import { Results, SHORTEST } from "./Results.tsx";
import { useFlip } from "./flip.ts";
import { useStretch } from "./window.ts";

const KEYS_HOLD_MS = 2_000;

function matches(item: Summary, words: string): boolean {
  const text = [visitorName(item.contact, item.id), item.contact.email, item.last?.text, item.page?.title, item.id].join(" ").toLowerCase();
  return words.split(/\s+/).every((word) => text.includes(word));
}

function useOrder(): string[] {
  const [view, feed, me, seen, filter, only, leaving] = useScreen((s) => [s.view, s.desk.feed, s.desk.me?.operator.id ?? "", s.desk.seen, s.filter, s.only, s.leaving] as const);
  return useMemo(() => {
    const words = filter.trim().toLowerCase();
    const ids = order(view, feed, me, seen, only).filter((id) => !leaving[id]);
    return words ? ids.filter((id) => matches(feed.items.get(id) as Summary, words)) : ids;
  }, [view, feed, me, seen, filter, only, leaving]);
}

/** Held while a mouse is over the list or a finger on it, and for two seconds after a finger or a key. */
function useHold() {
  const [mouse, setMouse] = useState(false);
  const [finger, setFinger] = useState(false);
  const [keys, setKeys] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const briefly = (): void => {
    setKeys(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setKeys(false), KEYS_HOLD_MS);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const lifted = (): void => {
    setFinger(false);
    briefly();
  };
  const on = {
    onTouchStart: () => setFinger(true),
    onTouchEnd: lifted,
    onTouchCancel: lifted,
    onPointerEnter: (event: PointerEvent) => event.pointerType === "mouse" && setMouse(true),
    onPointerLeave: () => setMouse(false),
  };
  return { held: mouse || finger || keys, briefly, on };
}

function Filter() {
  const filter = useScreen((s) => s.filter);
  return (
    <label class="filter">
      <Icon name="search" size={16} />
      <span class="hidden">Search conversations</span>
      <input
        id="filter"
        type="search"
        placeholder="Search"
        value={filter}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => lookFor(event.currentTarget.value)}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  );
}

/** On a phone the views are chips above the list. */
function ViewChips() {
  const [view, feed, me, seen] = useScreen((s) => [s.view, s.desk.feed, s.desk.me?.operator.id ?? "", s.desk.seen] as const);
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    bar.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [view]);
  return (
    <nav class="chips" ref={bar} aria-label="Views">
      {viewsShown(feed.counts, view).map((one) => {
        const count = countOf(one, feed, me, seen);
        return (
          <a key={one} class={one === "needs" ? "chip chip-needs" : "chip"} href={`/inbox/${one}`} aria-current={view === one ? "page" : undefined}>
            {VIEW_SHORT[one]}
            {count > 0 && <span class="chip-count">{count}</span>}
          </a>
        );
      })}
    </nav>
  );
}

/** `last`: of a list that is as long as a list may be. */
function More({ view, last }: { view: View; last: Summary | undefined }) {
  const only = useScreen((s) => s.only);
  const list = listKey(view, only);
  const [next, loading] = useScreen((s) => [s.desk.feed.pages[list]?.next ?? null, s.loading[`view:${list}`]] as const);
  const end = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!end.current) return;
    const eye = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && void loadView(view, true, only), { rootMargin: "300px" });
    eye.observe(end.current);
    return () => eye.disconnect();
  }, [list, next]);
  if (last) {
    return (
      <a class="list-more" href={href(listHere({ only: { ...only, until: String(last.updated_at) } }))}>
        Older than {moment(last.updated_at)}
      </a>
    );
  }
  if (next === null) return null;
  return (
    <button ref={end} class="list-more" type="button" onClick={() => void loadView(view, true, only)}>
      {loading ? "Loading…" : "Older conversations"}
    </button>
  );
}

/** A list that begins with what is old says so, and leads back. */
function Until({ at }: { at: number }) {
  const { until: _, ...only } = useScreen((s) => s.only);
  return (
    <p class="list-until">
      Up to {moment(at)}
      <a href={href(listHere({ only }))}>Show the newest</a>
    </p>
  );
}

/** At once, for the next key; and again where the row is only now made, or moved. */
function focusRow(id: string): void {
  const focus = (): void => {
    const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] .row-link`);
    row?.focus();
    row?.scrollIntoView({ block: "nearest" });
  };
  focus();
  requestAnimationFrame(focus);
}

interface StretchProps {
  ids: readonly string[];
  ghosts: ReadonlySet<string>;
  view: View;
  open: string | null;
  /** A key moves in the list. */
  moved: () => void;
  showNew: () => void;
  /** What stands there when no row does. */
  blank: ComponentChildren;
}

/** The rows that can be seen. Scrolling draws them anew, and leaves the order alone. */
function RowsSeen({ ids, ghosts, view, open, moved, showNew, blank }: StretchProps) {
  const items = useScreen((s) => s.desk.feed.items);
  const list = useRef<HTMLUListElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const { first, end, height, reveal } = useStretch(box, ids.length > 0);
  const painted = usePainted(view);
  /** Where the keys have gone to. A row that moves in the page loses the focus, and must not be lost with it. */
  const at = useRef<string | null>(null);
  if (open !== null) at.current = null;
  useFlip(list, ids, height);
  const known = useRef(ids);
  known.current = ids;
  const pick = useCallback((id: string, range: boolean): void => {
    screen.set((now) => ({ ...now, picked: range ? upTo(now.picked, known.current, id) : toggled(now.picked, id) }));
  }, []);
  useEffect(() => {
    listHandle.showNew = () => {
      showNew();
      box.current?.scrollTo({ top: 0 });
    };
    listHandle.step = (by) => {
      const active = document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset["row"] ?? at.current ?? open;
      const next = step(ids, active, by);
      moved();
      if (next === null) return;
      if (open !== null && matchMedia("(min-width: 720px)").matches) go({ at: "thread", id: next, facts: false }, true);
      at.current = next;
      reveal(ids.indexOf(next));
      focusRow(next);
    };
    listHandle.pick = pick;
    listHandle.open = () => at.current !== null && ids.includes(at.current) && go({ at: "thread", id: at.current, facts: false });
    return () => {
      listHandle.step = listHandle.open = listHandle.showNew = listHandle.pick = null;
    };
  });
  const above = Math.min(first, ids.length);
  // Of another view, those first that are seen at once.
  const inPage = ids.slice(above, painted ? end : end - AROUND);
  return (
    <div class="rows-scroll" ref={box}>
      {ids.length === 0 && blank}
      <ul class="rows" ref={list} style={{ paddingTop: `${above * height}px`, paddingBottom: `${(ids.length - above - inPage.length) * height}px` }}>
        {inPage.map((id) => {
          const item = items.get(id);
          return item && <ListRow key={id} item={item} open={id === open} ghost={ghosts.has(id)} view={view} pick={pick} />;
        })}
      </ul>
      <More view={view} last={view === "needs" || ids.length < MOST_ROWS ? undefined : items.get(ids[MOST_ROWS - 1] as string)} />
    </div>
  );
}

function Rows({ view, open, blank }: Pick<StretchProps, "view" | "open" | "blank">) {
  const live = useOrder();
  const items = useScreen((s) => s.desk.feed.items);
  const hold = useHold();
  const [, again] = useState(0);
  const last = useRef<{ view: View; ids: string[] }>({ view, ids: [] });
  if (last.current.view !== view) last.current = { view, ids: [] };
  // What was forgotten while it was held is gone.
  const before = last.current.ids.filter((id) => items.has(id));
  const now = shown(live, before, hold.held, open);
  last.current = { view, ids: now.ids };
  const showNew = (): void => {
    last.current = { view, ids: [] };
    again((n) => n + 1);
  };
  const picking = useScreen((s) => isPicking(s.picked));
  return (
    <div class={picking ? "rows-hold rows-picking" : "rows-hold"} {...hold.on}>
      {now.held > 0 && (
        <button class="pill pill-list" type="button" onClick={() => listHandle.showNew?.()}>
          <Icon name="up" size={14} />
          {now.held} new
        </button>
      )}
      <RowsSeen ids={now.ids} ghosts={now.ghosts} view={view} open={open} moved={hold.briefly} showNew={showNew} blank={blank} />
    </div>
  );
}

export function ListPane() {
  const [view, route, filter, only, views] = useScreen((s) => [s.view, s.route, s.filter, s.only, s.views] as const);
  const list = listKey(view, only);
  const [known, loading, problem] = useScreen((s) => [s.desk.feed.pages[list] !== undefined, s.loading[`view:${list}`], s.absent[`view:${list}`]] as const);
  const [narrowing, setNarrowing] = useState(false);
  const picking = useScreen((s) => isPicking(s.picked));
  const open = openId(route);
  const blank = known && !loading ? (
    <EmptyList view={view} filter={filter} />
  ) : problem ? (
    <ListProblem text={problem} retry={() => void loadView(view, false, only)} />
  ) : (
    <Skeleton />
  );
  return (
    <section class="list" aria-label={VIEW_NAMES[view]}>
      {picking ? (
        <PickedBar />
      ) : (
        <header class="list-head">
          <h2>{viewHere(views, view, queryOf(only, filter))?.name ?? (filter.trim().length >= SHORTEST ? "Search" : VIEW_NAMES[view])}</h2>
          <Filter />
          <NarrowButton open={narrowing} toggle={() => setNarrowing(!narrowing)} />
          <button class="icon-button only-phone" type="button" aria-label="Pick several" onClick={() => patch({ picked: { ...nothing, on: true } })}>
            <Icon name="closed" />
          </button>
        </header>
      )}
      {narrowing && !picking && <Narrow />}
      <KeptViews />
      {only.until && <Until at={Number(only.until)} />}
      <ViewChips />
      {filter.trim().length >= SHORTEST ? <Results q={filter.trim()} only={only} open={open} focus={focusRow} /> : <Rows view={view} open={open} blank={blank} />}
    </section>
  );
}
