/** The knowledge as one file: out, and in. */
import { useState } from "preact/hooks";
import type { Brought } from "../model/portable.ts";
import { api, why } from "../live/api.ts";
import { useManages } from "../live/screen.ts";

function line({ added, known, left_out }: Brought): string {
  const parts = [`${added} added`, known > 0 && `${known} were there already`, left_out > 0 && `${left_out} left out`];
  return `${parts.filter(Boolean).join(", ")}.`;
}

export function Portable({ done }: { done: () => void }) {
  const may = useManages();
  const [fate, set] = useState<Brought | string | null>(null);
  const bring = async (files: FileList | null): Promise<void> => {
    const file = files?.[0];
    if (!file) return;
    set(null);
    try {
      set(await api.bringKnowledge(file));
      done();
    } catch (error) {
      set(why(error, "Not imported. Try again."));
    }
  };
  if (!may) return null;
  return (
    <div class="portable">
      <p class="origin-acts">
        <a class="text-button" href="/desk/v1/knowledge" download="knowledge.json">
          Export everything
        </a>
        <label class="text-button origin-file">
          Import a file
          <input
            type="file"
            class="hidden"
            accept=".json,application/json"
            onChange={(event) => {
              void bring(event.currentTarget.files);
              event.currentTarget.value = "";
            }}
          />
        </label>
      </p>
      {typeof fate === "string" && <p class="problem" role="alert">{fate}</p>}
      {fate !== null && typeof fate !== "string" && (
        <div role="status">
          <p>{line(fate)}</p>
          {fate.refused.map(({ which, why }, at) => (
            <p key={at} class="quiet">
              <b>{which}</b> {why}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
