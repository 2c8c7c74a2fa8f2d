/** How long a visitor waits live, and how long an owner may be silent. */
import { useEffect, useState } from "preact/hooks";
import type { Waits } from "../model/hours.ts";
import { api, ApiError } from "../live/api.ts";
import { toast } from "../live/screen.ts";

interface SecondsProps {
  label: string;
  value: number;
  change: (seconds: number) => void;
}

function Seconds({ label, value, change }: SecondsProps) {
  return (
    <label class="waits-field">
      <span>{label}</span>
      <input class="clock-field" type="number" min={30} max={900} step={10} required value={value} onInput={(event) => change(event.currentTarget.valueAsNumber)} />
      <span>seconds</span>
    </label>
  );
}

export function WaitsEditor() {
  const [known, setKnown] = useState<Waits | null>(null);
  const [waits, setWaits] = useState<Waits | null>(null);
  const [problem, setProblem] = useState("");
  const adopt = (next: Waits): void => {
    setKnown(next);
    setWaits(next);
    setProblem("");
  };
  const failed = (error: unknown): void => setProblem(error instanceof ApiError ? error.message : "That did not work. Try again.");
  useEffect(() => void api.waits().then(adopt, failed), []);
  if (!known || !waits) return problem ? <p class="problem">{problem}</p> : null;
  const changed = waits.pickup !== known.pickup || waits.silence !== known.silence;
  const submit = (event: Event): void => {
    event.preventDefault();
    void api.saveWaits(waits).then((saved) => {
      adopt(saved);
      toast("Saved. It counts from the next request on.");
    }, failed);
  };
  return (
    <form class="editor waits" onSubmit={submit}>
      <h3>Waiting</h3>
      <Seconds label="Nobody took a request: keep it for later after" value={waits.pickup} change={(pickup) => setWaits({ ...waits, pickup })} />
      <Seconds label="An owner does not answer: remind them after" value={waits.silence} change={(silence) => setWaits({ ...waits, silence })} />
      <p class="field-help">After the same time again somebody else is asked. 30 to 900 seconds each.</p>
      <div class="editor-foot">
        {problem ? (
          <p class="problem" role="alert">
            {problem}
          </p>
        ) : (
          <p class="quiet">{changed ? "Not saved yet" : ""}</p>
        )}
        <button class="button button-ink" disabled={!changed}>
          Save the waits
        </button>
      </div>
    </form>
  );
}
