/** What is seen first is drawn first. */
import { useEffect, useState } from "preact/hooks";

/** The value as it was painted last: what hangs on this one is drawn after the paint that shows the value itself. */
export function useAfterPaint<T>(value: T, first: T): T {
  const [painted, set] = useState(first);
  useEffect(() => set(value), [value]);
  return painted;
}
