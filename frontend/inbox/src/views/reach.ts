/** How far back a transcript stands in the page: its end at first, and more of it the further one scrolls up. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Row } from "../model/transcript.ts";
import { places } from "./places.ts";

const ROWS = 30;
const NEAR_PX = 600;

/** The rows at the end, and from a little above the "New" mark; for a place that was left further up, those of then. */
function beginning(c: string, all: readonly Row[]): string | undefined {
  const place = places.get(c);
  if (place && !place.pinned) return place.first;
  const fresh = all.findIndex((row) => row.is === "new");
  const from = Math.min(all.length - ROWS, fresh < 0 ? all.length : fresh - ROWS / 2);
  return all[Math.max(0, from)]?.key;
}

export interface Reach {
  all: readonly Row[];
  /** The index of the first row that is drawn, and its key. */
  from: number;
  first: string | undefined;
  /** Stands for what is not drawn. */
  above: RefObject<HTMLDivElement | null>;
  reach: (index: number) => void;
}

/** What is read stays where it is when more comes above it. */
export function useReach(c: string, all: readonly Row[], box: RefObject<HTMLElement | null>): Reach {
  const [first, setFirst] = useState(() => beginning(c, all));
  const from = Math.max(0, all.findIndex((row) => row.key === first));
  const above = useRef<HTMLDivElement>(null);
  const below = useRef<number | null>(null);
  const reach = (index: number): void => {
    if (box.current) below.current = box.current.scrollHeight - box.current.scrollTop;
    setFirst(all[Math.max(0, index)]?.key);
  };
  useLayoutEffect(() => {
    if (box.current && below.current !== null) box.current.scrollTop = box.current.scrollHeight - below.current;
    below.current = null;
  }, [from]);
  useEffect(() => {
    if (!above.current) return;
    const eye = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && reach(from - ROWS), { root: box.current, rootMargin: `${NEAR_PX}px` });
    eye.observe(above.current);
    return () => eye.disconnect();
  }, [from]);
  return { all, from, first, above, reach };
}
