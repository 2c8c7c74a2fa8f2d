/** When the team is there: the week, dates, holidays, closing early. In force with the next look, without restart. */
import { useEffect, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { draftOf, nowLine, problems, tidy, type Hours, type HoursDraft } from "../model/hours.ts";
import { api, ApiError, why } from "../live/api.ts";
import { toast, useManages, useScreen } from "../live/screen.ts";
import { DatesEditor } from "./HoursDates.tsx";
import { SeenBy } from "./HoursSeen.tsx";
import { Segments } from "./Segments.tsx";
import { WaitsEditor } from "./HoursWaits.tsx";
import { WeekEditor, ZoneField } from "./HoursWeek.tsx";

type Fate = { is: "idle" } | { is: "saving" } | { is: "problem"; text: string } | { is: "conflict" };

const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

function useHours() {
  const [known, setKnown] = useState<Hours | null>(null);
  const [draft, setDraft] = useState<HoursDraft | null>(null);
  const [fate, setFate] = useState<Fate>({ is: "idle" });
  const adopt = (next: Hours): void => {
    setKnown(next);
    // Never saved: the zone of whoever sets it up first is the better guess.
    setDraft(next.version === 0 ? { ...draftOf(next), zone: OWN_ZONE } : draftOf(next));
    setFate({ is: "idle" });
  };
  const failed = (error: unknown): void => {
    if (error instanceof ApiError && error.code === "conflict") setFate({ is: "conflict" });
    else setFate({ is: "problem", text: why(error) });
  };
  const load = (): Promise<void> => api.hours().then(adopt, failed);
  useEffect(() => void load(), []);
  const save = async (): Promise<void> => {
    if (!known || !draft) return;
    setFate({ is: "saving" });
    await api.saveHours({ ...tidy(draft), version: known.version }).then((saved) => {
      adopt(saved);
      toast("Saved, and in force now.");
    }, failed);
  };
  /** What is being edited stays: only the switch and the version move. */
  const closeEarly = (on: boolean): Promise<void> => api.closeEarly(on).then((next) => setKnown(next), failed);
  return { known, draft, setDraft, fate, load, save, closeEarly };
}

function Now({ hours, closeEarly }: { hours: Hours; closeEarly: ((on: boolean) => void) | null }) {
  const early = hours.now.closed_early_until !== null;
  return (
    <div class="hours-now">
      <p class={hours.now.open ? "hours-state hours-open" : "hours-state"}>
        <span class="presence-dot" aria-hidden="true" />
        {nowLine(hours)}
      </p>
      {closeEarly && (hours.now.open || early) && (
        <button class="button button-small" type="button" onClick={() => closeEarly(!early)}>
          {early ? "Open again" : "Close early today"}
        </button>
      )}
    </div>
  );
}

const PRESENCE = { set: "At set hours", always: "Always there" } as const;

function Foot({ known, fate, changed, ready }: { known: Hours; fate: Fate; changed: boolean; ready: boolean }) {
  const saved = known.updated_at === null ? "Not set yet: the team counts as always there." : `Changed by ${known.updated_by}, ${moment(known.updated_at)}`;
  return (
    <div class="editor-foot">
      {fate.is === "problem" ? (
        <p class="problem" role="alert">
          {fate.text}
        </p>
      ) : (
        <p class="quiet">{changed ? "Not saved yet" : saved}</p>
      )}
      <button class="button button-ink" disabled={!ready}>
        {fate.is === "saving" ? "Saving…" : "Save"}
      </button>
    </div>
  );
}

function NotLoaded({ text, again }: { text: string; again: () => void }) {
  return (
    <main class="page">
      <div class="empty" role="alert">
        <h2>The hours did not load.</h2>
        <p>{text}</p>
        <button class="button" type="button" onClick={again}>
          Try again
        </button>
      </div>
    </main>
  );
}

export function HoursPage() {
  const { known, draft, setDraft, fate, load, save, closeEarly } = useHours();
  const workspace = useScreen((s) => s.desk.me?.workspace.name ?? "");
  const may = useManages();
  if (!known || !draft) {
    return fate.is === "problem" ? <NotLoaded text={fate.text} again={() => void load()} /> : <main class="page" aria-busy="true" />;
  }
  const change = (part: Partial<HoursDraft>): void => setDraft({ ...draft, ...part });
  const wrong = !draft.always && problems(draft);
  const changed = known.version === 0 || JSON.stringify(tidy(draft)) !== JSON.stringify(draftOf(known));
  const submit = (event: Event): void => {
    event.preventDefault();
    if (changed && !wrong) void save();
  };
  return (
    <main class="page page-narrow page-beside hours-page">
      <header class="page-head">
        <h2>Opening hours</h2>
        <p>When visitors of {workspace} can ask for a person. Outside them nobody is promised, and they are told when you are back.</p>
        <Now hours={known} closeEarly={may ? (on) => void closeEarly(on) : null} />
      </header>
      <form class="editor" onSubmit={submit}>
        {fate.is === "conflict" && (
          <div class="held held-page" role="alert">
            <p class="held-title">Somebody saved the hours while you were changing them. Yours are not saved.</p>
            <div class="held-acts">
              <button class="button" type="button" onClick={() => void load()}>
                Load theirs
              </button>
            </div>
          </div>
        )}
        {!may && <p class="quiet">Only owners and admins change the hours.</p>}
        <fieldset class="plain" disabled={!may}>
          <Segments name="always" label="When is the team there?" quiet of={PRESENCE} value={draft.always ? "always" : "set"} pick={(one) => change({ always: one === "always" })} />
          {!draft.always && (
            <>
              <ZoneField label="Time zone" value={draft.zone} change={(zone) => change({ zone })} />
              <WeekEditor week={draft.week} change={(week) => change({ week })} />
              <DatesEditor draft={draft} saved={known} change={change} />
            </>
          )}
        </fieldset>
        {may && <Foot known={known} fate={fate} changed={changed} ready={changed && !wrong && fate.is !== "saving"} />}
      </form>
      {may && <WaitsEditor />}
      <SeenBy draft={wrong ? null : tidy(draft)} version={known.version} />
    </main>
  );
}
