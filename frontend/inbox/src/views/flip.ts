/** Rows glide to their new places instead of jumping; nothing moves for those who asked for that. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const MS = 160;
const EASE = "cubic-bezier(.2,.8,.2,1)";

export function useFlip(list: RefObject<HTMLElement | null>, ids: readonly string[]): void {
  const tops = useRef(new Map<string, number>());
  const order = ids.join();
  useLayoutEffect(() => {
    const before = tops.current;
    const after = new Map<string, number>();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (const row of Array.from(list.current?.children ?? []) as HTMLElement[]) {
      const id = row.dataset["row"] ?? "";
      after.set(id, row.offsetTop);
      const from = before.get(id);
      if (still || before.size === 0) continue;
      if (from === undefined) row.animate([{ opacity: 0 }, { opacity: 1 }], { duration: MS, easing: EASE });
      else if (from !== row.offsetTop) {
        row.animate([{ transform: `translateY(${from - row.offsetTop}px)` }, { transform: "none" }], { duration: MS, easing: EASE });
      }
    }
    tops.current = after;
  }, [order, list]);
}
