/** How long a visitor waits live, and how long an owner may be silent. */
import { api } from "../live/api.ts";
import { EditorFoot } from "./EditorFoot.tsx";
import { useRecord } from "./record.ts";

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
  const { wanted, change, changed, problem, submit } = useRecord(api.waits, api.saveWaits, "Saved. It counts from the next request on.");
  if (!wanted) return problem ? <p class="problem">{problem}</p> : null;
  return (
    <form class="editor waits" onSubmit={submit}>
      <h3>Waiting</h3>
      <Seconds label="Nobody took a request: keep it for later after" value={wanted.pickup} change={(pickup) => change({ pickup })} />
      <Seconds label="An owner does not answer: remind them after" value={wanted.silence} change={(silence) => change({ silence })} />
      <p class="field-help">After the same time again somebody else is asked. 30 to 900 seconds each.</p>
      <label class="check">
        <input type="checkbox" checked={wanted.idle_away} onChange={(event) => change({ idle_away: event.currentTarget.checked })} />
        A dashboard is not touched for 30 minutes: count its operator as away
      </label>
      <p class="field-help">Who can be rung on a device counts all the same, and the first key or click brings anybody back.</p>
      <EditorFoot of="times" problem={problem} changed={changed} save="Save the waits" />
    </form>
  );
}
