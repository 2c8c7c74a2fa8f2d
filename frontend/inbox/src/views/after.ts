/** What is looked at first is drawn first. */
import { useEffect, useState } from "preact/hooks";

/** False in the picture that is the first to show `what`, true from the next one: what can wait is drawn then. */
export function usePainted(what: string): boolean {
  const [painted, set] = useState("");
  useEffect(() => set(what), [what]);
  return painted === what;
}
