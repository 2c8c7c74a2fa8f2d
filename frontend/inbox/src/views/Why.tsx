/** "Why did it say that?": the receipt of an answer, opened in place. */
import { useState } from "preact/hooks";
import { dollars } from "../model/money.ts";
import type { Receipt } from "../model/assistant.ts";
import { api, why } from "../live/api.ts";
import { MakeGolden } from "./MakeGolden.tsx";

const CHECKED: Record<Receipt["checked"], string | null> = {
  ok: null,
  ungrounded: "It stated something that nothing supports, so it was replaced by “I don’t know”.",
  leak: "It began to tell its own instructions, so it was replaced by “I don’t know”.",
  promise: "It promised a person; that sentence was replaced by what was true.",
};

const DEGRADED: Record<string, string> = {
  limit: "The limit of AI answers in this conversation was reached.",
  cap_visitor: "The daily cap for one visitor was reached.",
  cap_day: "The day’s spending cap was reached.",
  cap_month: "The month’s spending cap was reached.",
  plan: "The plan’s AI conversations were used up.",
  cap_near: "A spending cap was nearly reached, so the cheaper model answered.",
  model_down: "The model did not answer in time.",
  unauthorised: "The model refused our key.",
  spend_cap: "The provider’s spending limit was reached.",
};

function seconds(from: number, to: number | null): string | null {
  return to === null ? null : `${((to - from) / 1000).toFixed(1)} s`;
}

function Passage({ of }: { of: Receipt["passages"][number] }) {
  return (
    <li class={of.cited ? "why-passage why-cited" : "why-passage"}>
      <p class="why-title">
        <a href={`/knowledge/${encodeURIComponent(of.source)}`} dir="auto">
          {of.title || "Untitled"}
        </a>
        <span>
          {of.cited ? "cited" : "found"} · version {of.version}
          {of.changed && " · changed since"}
        </span>
      </p>
      {of.text === null && <p class="why-text">This passage no longer exists.</p>}
      {of.cited && of.text !== null && (
        <p class="why-text" dir="auto">
          {of.text.length > 400 ? `${of.text.slice(0, 400).trimEnd()}…` : of.text}
        </p>
      )}
    </li>
  );
}

function Facts({ of }: { of: Receipt }) {
  const first = seconds(of.started_at, of.first_text_at);
  const all = seconds(of.started_at, of.finished_at);
  const rows: [string, string][] = [
    ["Model", of.model === "built-in" ? "built in, no model" : of.model],
    ["Instructions", `version ${of.prompt_version}`],
    ["Cost", `${dollars(of.cost)} · conversation ${dollars(of.conversation_cost)}`],
    ["Tokens", `${of.input_tokens} in${of.cache_read ? ` (${of.cache_read} cached)` : ""}, ${of.output_tokens} out`],
    ["Time", [first && `first words ${first}`, all && `whole ${all}`].filter(Boolean).join(", ") || "unknown"],
  ];
  if (of.stop_reason && of.stop_reason !== "end_turn") rows.push(["Ended by", of.stop_reason.replaceAll("_", " ")]);
  return (
    <dl class="why-facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Shown({ of }: { of: Receipt }) {
  const told = [CHECKED[of.checked], of.degraded && (DEGRADED[of.degraded] ?? of.degraded)].filter(Boolean);
  return (
    <>
      {told.map((line) => (
        <p key={line} class="why-told">
          {line}
        </p>
      ))}
      {of.passages.length === 0 && <p class="quiet">No passage of Knowledge was found for this.</p>}
      <ul class="why-passages">
        {of.passages.map((passage) => (
          <Passage key={passage.id} of={passage} />
        ))}
      </ul>
      <Facts of={of} />
      {of.question && <MakeGolden question={of.question} expect="answer" small />}
    </>
  );
}

export function Why({ turn }: { turn: string }) {
  const [receipt, set] = useState<Receipt | string | null>(null);
  const onToggle = (event: Event): void => {
    if (!(event.currentTarget as HTMLDetailsElement).open || (receipt && typeof receipt !== "string")) return;
    api.receipt(turn).then(set, (error: unknown) => set(why(error, "It did not load.")));
  };
  return (
    <details class="why" onToggle={onToggle}>
      <summary>Why did it say that?</summary>
      <div class="why-in">{receipt === null ? <p class="quiet">Loading…</p> : typeof receipt === "string" ? <p class="problem">{receipt}</p> : <Shown of={receipt} />}</div>
    </details>
  );
}
