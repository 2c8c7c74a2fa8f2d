/** Rows glide to their new places instead of jumping; nothing moves for those who asked for that. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const MS = 160;
const EASE = "cubic-bezier(.2,.8,.2,1)";

/** `ids`: the whole list, of which some rows stand in the page, all of one height. */
export function useFlip(list: RefObject<HTMLElement | null>, ids: readonly string[], height: number): void {
  const known = useRef<{ ids: readonly string[]; places: Map<string, number> }>({ ids: [], places: new Map() });
  useLayoutEffect(() => {
    const before = known.current;
    if (before.ids.length === ids.length && before.ids.every((id, at) => id === ids[at])) return;
    const places = new Map(ids.map((id, at) => [id, at]));
    known.current = { ids, places };
    if (before.ids.length === 0 || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const row of Array.from(list.current?.children ?? []) as HTMLElement[]) {
      const id = row.dataset["row"] ?? "";
      const [from, to] = [before.places.get(id), places.get(id) ?? 0];
      if (from === to) continue;
      const frames = from === undefined ? [{ opacity: 0 }, { opacity: 1 }] : [{ transform: `translateY(${(from - to) * height}px)` }, { transform: "none" }];
      row.animate(frames, { duration: MS, easing: EASE });
    }
  });
}
