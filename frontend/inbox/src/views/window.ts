/** The rows of a long list that stand in the page, as it is scrolled. All have one height. */
import type { RefObject } from "preact";
import { useCallback, useLayoutEffect, useState } from "preact/hooks";
import { stretch, type Stretch } from "../model/stretch.ts";

const GUESS_PX = 84;

/** `reveal` brings a row into the page, for whoever wants to focus it. */
export function useStretch(box: RefObject<HTMLElement | null>, filled: boolean): Stretch & { reveal: (index: number) => void } {
  const [now, set] = useState<Stretch>(() => stretch(0, innerHeight, GUESS_PX));
  const look = useCallback((height?: number): void => {
    if (!box.current) return;
    const { scrollTop, clientHeight } = box.current;
    set((known) => {
      const next = stretch(scrollTop, clientHeight, height || known.height);
      return next.first === known.first && next.end === known.end && next.height === known.height ? known : next;
    });
  }, [box]);
  useLayoutEffect(() => {
    const element = box.current as HTMLElement;
    const measure = (): void => look(element.querySelector<HTMLElement>("[data-row]")?.offsetHeight);
    // In a task of its own: what is already in the page need not wait for the rows that come.
    const scrolled = (): void => void setTimeout(look);
    const size = new ResizeObserver(measure);
    measure();
    size.observe(element);
    element.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      size.disconnect();
      element.removeEventListener("scroll", scrolled);
    };
  }, [box, look, filled]);
  const reveal = (index: number): void => {
    const element = box.current as HTMLElement;
    const top = index * now.height;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + now.height > element.scrollTop + element.clientHeight) element.scrollTop = top + now.height - element.clientHeight;
    look();
  };
  return { ...now, reveal };
}
