/** Who changed a setting last, and when. Nothing where nobody has yet. `after`: looked for anew when this changes. */
import { useEffect, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import type { Changed, Changes } from "../model/wire.ts";
import { api } from "../live/api.ts";

interface Given {
  of: Changes;
  subject?: string;
  after?: unknown;
}

export function LastChange({ of, subject = "", after }: Given) {
  const [last, set] = useState<Changed | null>(null);
  useEffect(() => {
    api.lastChange(of, subject).then(set, () => undefined); // beside the settings, which say it when the server is away
  }, [of, subject, after]);
  if (!last) return null;
  return (
    <span class="last-change" title={last.words}>
      Changed {last.by && `by ${last.by}, `}
      {moment(last.at)}
    </span>
  );
}
