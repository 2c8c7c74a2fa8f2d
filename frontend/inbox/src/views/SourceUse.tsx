/** The answers of the last 30 days that rest on an entry: what deleting or changing it would touch. */
import { useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import type { Cited } from "../model/reports.ts";
import { href } from "../model/routes.ts";
import { why } from "../live/api.ts";
import { loadCiting } from "../live/reports.ts";

export const usedIn = (count: number): string => (count === 0 ? "Used in no answer of the last 30 days" : `Used in ${count} ${count === 1 ? "answer" : "answers"} of the last 30 days`);

export function SourceUse({ source, count }: { source: string; count: number }) {
  const [answers, set] = useState<Cited[] | string | null>(null);
  const onToggle = (event: Event): void => {
    if (!(event.currentTarget as HTMLDetailsElement).open) return;
    loadCiting(source).then(set, (error: unknown) => set(why(error, "They did not load.")));
  };
  if (count === 0) return <p class="quiet">{usedIn(0)}.</p>;
  return (
    <details class="was" key={source} onToggle={onToggle}>
      <summary>{usedIn(count)}</summary>
      {answers === null && <p class="quiet">Loading…</p>}
      {typeof answers === "string" && <p class="problem">{answers}</p>}
      {Array.isArray(answers) && (
        <ol>
          {answers.map((one) => (
            <li key={`${one.conversation_id} ${one.seq}`}>
              <a href={href({ at: "thread", id: one.conversation_id, facts: false, said: one.seq })} dir="auto">
                {one.question || "See the answer"}
              </a>{" "}
              <span class="quiet">{moment(one.at)}</span>
            </li>
          ))}
          {count > answers.length && <li class="quiet">And {count - answers.length} before.</li>}
        </ol>
      )}
    </details>
  );
}
