/** What is looked at first is drawn first. */
import { useLayoutEffect, useState } from "preact/hooks";

/** False in the picture that is the first to show `what`, true from the next one: what can wait is drawn then. */
export function usePainted(what: string): boolean {
  const [painted, set] = useState("");
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Not an effect: on a slow machine those do not wait for the paint.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => set(what));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [what]);
  return painted === what;
}
