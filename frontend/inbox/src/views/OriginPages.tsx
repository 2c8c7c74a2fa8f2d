/** The pages of a site: what became of each and why, and which ones are wanted. */
import { useState } from "preact/hooks";
import { age } from "../model/clock.ts";
import { safeHref } from "../model/markdown.ts";
import type { Origin, ReadPage } from "../model/knowledge.ts";
import { api, why } from "../live/api.ts";
import { serverNow } from "../live/screen.ts";

const STATES: Record<ReadPage["state"], string> = { queued: "waits", indexed: "read", unchanged: "read, unchanged", failed: "not read", stale: "old text kept" };
const ORDER: readonly ReadPage["state"][] = ["failed", "stale", "queued", "indexed", "unchanged"];
const SHOWN = 200;

const globs = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter(Boolean);

function place(address: string): string {
  try {
    const { pathname, search } = new URL(address);
    return pathname + search;
  } catch {
    return address;
  }
}

function Page({ of }: { of: ReadPage }) {
  const href = safeHref(of.address);
  const bad = of.state === "failed" || of.state === "stale";
  return (
    <li>
      {href ? (
        <a href={href} target="_blank" rel="noopener noreferrer">
          {place(of.address)}
        </a>
      ) : (
        <span>{of.address}</span>
      )}
      <span class={bad ? "origin-bad" : "quiet"}>
        {STATES[of.state]}
        {of.fetched_at !== null && ` ${age(of.fetched_at, serverNow())} ago`}
        {of.reason && `. ${of.reason}`}
      </span>
    </li>
  );
}

function Choice({ origin, act }: { origin: Origin; act: (work: () => Promise<unknown>) => void }) {
  const [include, setInclude] = useState(origin.include.join("\n"));
  const [exclude, setExclude] = useState(origin.exclude.join("\n"));
  const changed = include.trim() !== origin.include.join("\n") || exclude.trim() !== origin.exclude.join("\n");
  return (
    <div class="origin-choice">
      <label class="field">
        <span>Only pages like</span>
        <textarea name="include" rows={2} value={include} placeholder="All. Or, for example: /help/*" onInput={(event) => setInclude(event.currentTarget.value)} />
      </label>
      <label class="field">
        <span>Never pages like</span>
        <textarea name="exclude" rows={2} value={exclude} placeholder="*/archive/*" onInput={(event) => setExclude(event.currentTarget.value)} />
      </label>
      <button class="button button-small" type="button" disabled={!changed} onClick={() => act(() => api.choosePages(origin.id, { include: globs(include), exclude: globs(exclude) }))}>
        Save and read again
      </button>
    </div>
  );
}

export function OriginPages({ origin, act }: { origin: Origin; act: (work: () => Promise<unknown>) => void }) {
  const [pages, set] = useState<ReadPage[] | string | null>(null);
  const load = (event: Event): void => {
    if (!(event.currentTarget as HTMLDetailsElement).open) return;
    api.originPages(origin.id).then(set, (error: unknown) => set(why(error, "The pages did not load.")));
  };
  const sorted = Array.isArray(pages) ? [...pages].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state)) : [];
  return (
    <details class="origin-pages" onToggle={load}>
      <summary>Pages and choice</summary>
      <Choice key={[...origin.include, "", ...origin.exclude].join("\n")} origin={origin} act={act} />
      {pages === null && <p class="quiet">Loading…</p>}
      {typeof pages === "string" && <p class="problem">{pages}</p>}
      {sorted.length > 0 && (
        <ul>
          {sorted.slice(0, SHOWN).map((one) => (
            <Page key={one.id} of={one} />
          ))}
        </ul>
      )}
      {sorted.length > SHOWN && <p class="quiet">And {sorted.length - SHOWN} more.</p>}
    </details>
  );
}
