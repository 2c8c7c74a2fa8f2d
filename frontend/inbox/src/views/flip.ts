/** Rows glide to their new places instead of jumping; nothing moves for those who asked for that. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const MS = 160;
const MARGIN = 200;
const EASE = "cubic-bezier(.2,.8,.2,1)";

export function useFlip(list: RefObject<HTMLElement | null>, ids: readonly string[]): void {
  const tops = useRef(new Map<string, number>());
  const order = ids.join();
  useLayoutEffect(() => {
    const before = tops.current;
    const after = new Map<string, number>();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const box = list.current?.parentElement;
    const [top, end] = [(box?.scrollTop ?? 0) - MARGIN, (box?.scrollTop ?? 0) + (box?.clientHeight ?? 0) + MARGIN];
    const moves: [HTMLElement, Keyframe[]][] = [];
    for (const row of Array.from(list.current?.children ?? []) as HTMLElement[]) {
      const id = row.dataset["row"] ?? "";
      const to = row.offsetTop;
      after.set(id, to);
      const from = before.get(id);
      // Only what can be seen is worth a glide.
      if (still || before.size === 0 || to < top || to > end) continue;
      if (from === undefined) moves.push([row, [{ opacity: 0 }, { opacity: 1 }]]);
      else if (from !== to) moves.push([row, [{ transform: `translateY(${from - to}px)` }, { transform: "none" }]]);
    }
    for (const [row, frames] of moves) row.animate(frames, { duration: MS, easing: EASE });
    tops.current = after;
  }, [order, list]);
}
