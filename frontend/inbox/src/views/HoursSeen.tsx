/** What a visitor would see who asks for a person: now or at another time, here or elsewhere, with somebody there or not. */
import { useEffect, useState } from "preact/hooks";
import type { HoursDraft, Simulated } from "../model/hours.ts";
import { api, why } from "../live/api.ts";
import { ZoneField } from "./HoursWeek.tsx";

type Somebody = "as it is" | "yes" | "no";
const SOMEBODY: readonly (readonly [Somebody, string])[] = [["as it is", "As it is now"], ["yes", "Somebody there"], ["no", "Nobody there"]];
const PAUSE_MS = 300;

interface Asked {
  when: string;
  zone: string;
  somebody: Somebody;
}

function useSimulated({ when, zone, somebody }: Asked, draft: HoursDraft | null, version: number) {
  const [seen, set] = useState<Simulated | string | null>(null);
  const asked = JSON.stringify([when, zone, somebody, draft]);
  useEffect(() => {
    if (!draft) return;
    let wanted = true;
    const at = when ? new Date(when).getTime() : undefined;
    const question = {
      ...(at !== undefined && Number.isFinite(at) ? { at } : {}),
      ...(zone ? { zone } : {}),
      ...(somebody === "as it is" ? {} : { somebody: somebody === "yes" }),
      hours: { ...draft, version },
    };
    const ask = (): Promise<void> =>
      api.simulate(question).then(
        (answer) => void (wanted && set(answer)),
        (error: unknown) => void (wanted && set(why(error, "This cannot be shown just now."))),
      );
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [asked]);
  return seen;
}

function Shown({ seen }: { seen: Simulated }) {
  return (
    <div class="seen-card" aria-live="polite">
      <p class="seen-status">{seen.rings ? "Asking the team…" : "The team will reply here"}</p>
      <p class="seen-line">{seen.text}</p>
      <p class="seen-next">{seen.rings ? "The team is rung. A timer runs, and the visitor can cancel or keep asking the assistant." : "Nobody is rung. The request is kept as a follow-up, and the assistant goes on helping."}</p>
    </div>
  );
}

export function SeenBy({ draft, version }: { draft: HoursDraft | null; version: number }) {
  const [asked, set] = useState<Asked>({ when: "", zone: Intl.DateTimeFormat().resolvedOptions().timeZone, somebody: "as it is" });
  const seen = useSimulated(asked, draft, version);
  return (
    <aside class="made-of seen" aria-label="What a visitor sees">
      <h3>What a visitor sees who asks for a person</h3>
      <label class="field">
        <span>When, by your clock</span>
        <input type="datetime-local" value={asked.when} onInput={(event) => set({ ...asked, when: event.currentTarget.value })} />
        {!asked.when && <small class="quiet">Empty means now</small>}
      </label>
      <ZoneField label="The visitor lives in" value={asked.zone} change={(zone) => set({ ...asked, zone })} />
      <label class="field">
        <span>The team</span>
        <select value={asked.somebody} onChange={(event) => set({ ...asked, somebody: event.currentTarget.value as Somebody })}>
          {SOMEBODY.map(([one, name]) => (
            <option key={one} value={one}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {typeof seen === "string" ? <p class="problem">{seen}</p> : seen && <Shown seen={seen} />}
    </aside>
  );
}
