/** Data and privacy: how long things are kept, who changed what and when, the workspace as a whole. For owners and admins. */
import { useEffect, useRef, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { auditFilters, auditQuery, detailed, KINDS, SPANS, type AuditFilters, type AuditPage } from "../model/privacy.ts";
import { why } from "../live/api.ts";
import { privacyApi } from "../live/privacy.ts";
import { go, useScreen } from "../live/screen.ts";
import { LastChange } from "./LastChange.tsx";
import { useRecord } from "./record.ts";
import { WholeWorkspace } from "./WholeWorkspace.tsx";

function useAudit(query: string) {
  const [found, setFound] = useState<AuditPage | null>(null);
  const [problem, setProblem] = useState("");
  const wanted = useRef(query);
  wanted.current = query;
  const load = (before: number | null): void => {
    setProblem("");
    void privacyApi.audit(auditFilters(query), before).then(
      (page) => {
        if (wanted.current === query) setFound((known) => ({ ...page, entries: before !== null && known ? [...known.entries, ...page.entries] : page.entries }));
      },
      (error: unknown) => setProblem(why(error)),
    );
  };
  useEffect(() => load(null), [query]);
  return { found, problem, more: () => load(found?.entries.at(-1)?.n ?? null) };
}

interface ChoiceProps {
  label: string;
  value: string;
  from: readonly (readonly [string, string])[];
  set: (value: string) => void;
}

function Choice({ label, value, from, set }: ChoiceProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => set(event.currentTarget.value)}>
        {from.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

const KEPT: readonly (readonly [string, string])[] = [["", "For ever"], ["30", "30 days"], ["90", "90 days"], ["180", "180 days"], ["365", "1 year"], ["730", "2 years"], ["1095", "3 years"]];

const daysOf = (kept: { days: number | null } | null): string => (kept?.days ? String(kept.days) : "");

function Retention() {
  const { known, wanted, change, changed, problem, submit } = useRecord(privacyApi.kept, ({ days }) => privacyApi.keep(days), "Saved");
  const [before, days] = [daysOf(known), daysOf(wanted)];
  const choices = KEPT.some(([key]) => key === before) ? KEPT : [...KEPT, [before, `${before} days`] as const];
  const erases = changed && days !== "";
  return (
    <section class="setting" aria-label="Closed conversations">
      <h3>Closed conversations</h3>
      <p>How long they are kept after they were closed. Contacts stay, and so do figures of what the assistant cost.</p>
      <div class="setting-row">
        <Choice label="Keep them" value={days} from={choices} set={(chosen) => change({ days: chosen ? Number(chosen) : null })} />
        <button class={erases ? "button button-danger" : "button"} type="button" disabled={!changed} onClick={submit}>
          {erases ? "Erase what is older" : "Save"}
        </button>
      </div>
      {erases && <p class="quiet">Older ones are erased within the hour, for good, with their mails and ratings.</p>}
      {problem ? (
        <p class="problem" role="alert">
          {problem}
        </p>
      ) : (
        <p class="quiet">
          <LastChange of="retention" after={known} />
        </p>
      )}
    </section>
  );
}

export function DataPage({ query }: { query: string }) {
  const owner = useScreen((s) => s.desk.me?.operator.role === "owner");
  const filters = auditFilters(query);
  const { found, problem, more } = useAudit(query);
  const set = (next: Partial<AuditFilters>): void => go({ at: "data", query: auditQuery({ ...filters, ...next }) });
  const people = (found?.people ?? []).map((one) => [one.id || "-", one.name || "The installation"] as const);
  return (
    <main class="page page-narrow">
      <header class="page-head">
        <h2>Data and privacy</h2>
        <p>One person's data is downloaded or erased on their page under Contacts.</p>
      </header>
      <Retention />
      {owner && <WholeWorkspace />}
      <section class="setting audit" aria-label="Audit log">
        <h3>Audit log</h3>
        <p>Who changed what. Entries are added, never altered.</p>
        <div class="audit-filters">
          <Choice label="What" value={filters.action} from={KINDS} set={(action) => set({ action })} />
          <Choice label="Who" value={filters.by} from={[["", "Everybody"], ...people]} set={(by) => set({ by })} />
          <Choice label="When" value={filters.days} from={SPANS} set={(days) => set({ days })} />
          <a class="button" href={privacyApi.sheet(filters)} download="audit.csv">
            Export CSV
          </a>
        </div>
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        {found?.entries.length === 0 && <p class="quiet">Nothing of this kind.</p>}
        <ol class="audit-list">
          {found?.entries.map((entry) => (
            <li key={entry.n}>
              <p>
                <strong>{entry.words}</strong> <span class="quiet">{entry.by_name || "The installation"}</span>
              </p>
              <time class="quiet">{moment(entry.at)}</time>
              {(entry.action === "source.added" || entry.action === "source.changed") && (
                <p class="audit-detail">
                  <a href={`/knowledge/${encodeURIComponent(entry.subject)}`}>See the entry</a>
                </p>
              )}
              {detailed(entry) && (
                <p class="audit-detail" dir="auto">
                  {detailed(entry)}
                </p>
              )}
            </li>
          ))}
        </ol>
        {found?.more && (
          <button class="button" type="button" onClick={more}>
            Earlier
          </button>
        )}
      </section>
    </main>
  );
}
