/** What an entry said before: one press puts an old text into the editor, saving makes it count again. */
import { useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import type { Source, SourceVersion } from "../model/knowledge.ts";
import { api, why } from "../live/api.ts";

export function SourceVersions({ of, take }: { of: Source; take: (old: SourceVersion) => void }) {
  const [versions, set] = useState<SourceVersion[] | string | null>(null);
  const onToggle = (event: Event): void => {
    if (!(event.currentTarget as HTMLDetailsElement).open) return;
    api.sourceVersions(of.id).then(set, (error: unknown) => set(why(error, "They did not load.")));
  };
  return (
    <details class="was" key={of.version} onToggle={onToggle}>
      <summary>Version {of.version}. Earlier versions</summary>
      {versions === null && <p class="quiet">Loading…</p>}
      {typeof versions === "string" && <p class="problem">{versions}</p>}
      {Array.isArray(versions) && (
        <ol>
          {versions.map((one) => (
            <li key={one.version}>
              <p class="quiet">
                Version {one.version}, written {moment(one.at)}{" "}
                <button class="text-button" type="button" onClick={() => take(one)}>
                  Put it into the editor
                </button>
              </p>
              <p class="was-text" dir="auto">
                {one.question && <b>{one.question} </b>}
                {one.body.length > 300 ? `${one.body.slice(0, 300).trimEnd()}…` : one.body}
              </p>
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}
