/** How the assistant speaks, and what it may cost: the fields of its settings beside name and instructions. */
import { useEffect, useState } from "preact/hooks";
import { asTyped, dollars, fromDollars } from "../model/money.ts";
import type { AssistantOptions, Spending } from "../model/assistant.ts";
import { languageName } from "../model/words.ts";
import { Segments } from "./Segments.tsx";
import { SpokenLanguages } from "./SpokenLanguages.tsx";

type Change = (part: Partial<AssistantOptions>) => void;
export interface Given {
  options: AssistantOptions;
  change: Change;
}

const TONES = { friendly: "Friendly", plain: "Plain", formal: "Formal" } as const;
const LENGTHS = { short: "Short", medium: "Medium", long: "Thorough" } as const;

export function Lines({ name, label, hint, value, set }: { name: string; label: string; hint: string; value: string[]; set: (lines: string[]) => void }) {
  const [text, type] = useState(value.join("\n"));
  useEffect(() => {
    if (text.split("\n").filter((line) => line.trim()).join("\n") !== value.join("\n")) type(value.join("\n"));
  }, [value]);
  const onInput = (event: Event): void => {
    const next = (event.currentTarget as HTMLTextAreaElement).value;
    type(next);
    set(next.split("\n").filter((line) => line.trim()));
  };
  return (
    <label class="field">
      <span>{label}</span>
      <textarea name={name} rows={3} value={text} placeholder={hint} onInput={onInput} />
    </label>
  );
}

type Tone = AssistantOptions["tone"];

export function ToneChoice({ value, pick }: { value: Tone; pick: (tone: Tone) => void }) {
  return <Segments name="tone" label="Tone" of={TONES} value={value} pick={pick} />;
}

export function Voice({ options, change }: Given) {
  return (
    <section class="voice" aria-labelledby="voice">
      <h3 id="voice">How it speaks</h3>
      <div class="two">
        <ToneChoice value={options.tone} pick={(tone) => change({ tone })} />
        <Segments name="length" label="Length of answers" of={LENGTHS} value={options.length} pick={(length) => change({ length })} />
      </div>
      <label class="field">
        <span>More about the tone</span>
        <input name="tone_note" value={options.tone_note} maxLength={500} placeholder="For example: first names, British spelling" onInput={(e) => change({ tone_note: e.currentTarget.value })} />
      </label>
      <div class="two">
        <Lines name="must" label="It must always" hint="One rule a line" value={options.must} set={(must) => change({ must })} />
        <Lines name="must_not" label="It must never" hint="One rule a line" value={options.must_not} set={(must_not) => change({ must_not })} />
      </div>
      <SpokenLanguages value={options.languages} set={(languages) => change({ languages })} />
      <p class="field-help" id="languages-help">
        {options.languages.length > 0 ? `It answers in these. Whoever writes in another is answered in ${languageName(options.languages[0] ?? "")}.` : "It answers in the language it is asked in."}
      </p>
    </section>
  );
}

const CAPS = { cap_visitor_day: "One visitor, a day", cap_day: "All, a day", cap_month: "All, a month" } as const;

function Cap({ name, options, change }: Given & { name: keyof typeof CAPS }) {
  const [text, type] = useState(asTyped(options[name]));
  const amount = fromDollars(text);
  useEffect(() => {
    if (fromDollars(text) !== options[name]) type(asTyped(options[name]));
  }, [options[name]]);
  return (
    <label class="field">
      <span>{CAPS[name]}</span>
      <span class="money">
        <span aria-hidden="true">$</span>
        <input
          name={name}
          inputMode="decimal"
          value={text}
          placeholder="No cap"
          aria-invalid={amount === null}
          onInput={(e) => {
            type(e.currentTarget.value);
            const next = fromDollars(e.currentTarget.value);
            if (next !== null) change({ [name]: next });
          }}
        />
      </span>
      {amount === null && <em class="count-over">An amount such as 2.50</em>}
    </label>
  );
}

export function Limits({ options, change }: Given) {
  return (
    <section class="voice" aria-labelledby="limits">
      <h3 id="limits">What it may cost</h3>
      <div class="three">
        {(Object.keys(CAPS) as (keyof typeof CAPS)[]).map((name) => (
          <Cap key={name} name={name} options={options} change={change} />
        ))}
      </div>
      <p class="field-help">Nearly at a cap, the cheaper model answers if there is one. At the cap, answers come straight from Knowledge and cost nothing.</p>
      <label class="field field-number">
        <span>AI answers in one conversation</span>
        <input
          name="message_limit"
          type="number"
          min={1}
          max={200}
          value={options.message_limit}
          onInput={(e) => change({ message_limit: Math.min(200, Math.max(1, Math.round(Number(e.currentTarget.value)) || 1)) })}
        />
      </label>
      <p class="field-help">After that the visitor is offered a person, and still gets answers straight from Knowledge.</p>
    </section>
  );
}

/** What an owner can do about it, where there is something. */
function Remedy({ kind }: { kind: string }) {
  if (kind === "plan") return <a href="/settings/billing">See the plans</a>;
  const field = kind === "limit" ? "message_limit" : kind.startsWith("cap_") ? (kind === "cap_visitor" ? "cap_visitor_day" : kind === "cap_day" ? "cap_day" : "cap_month") : null;
  if (!field) return null;
  const go = (): void => {
    const input = document.querySelector<HTMLInputElement>(`input[name="${field}"]`);
    input?.scrollIntoView({ block: "center" });
    input?.focus();
  };
  return (
    <button class="text-button" type="button" onClick={go}>
      {kind === "limit" ? "Raise the limit" : "Change the cap"}
    </button>
  );
}

export function Notices({ of }: { of: Spending | null }) {
  if (!of || of.notices.length === 0) return null;
  return (
    <div class="held held-page" role="status">
      {of.notices.map((notice) => (
        <p key={notice.kind}>
          {notice.text}
          {notice.times > 1 && <span class="quiet"> {notice.times} times.</span>} <Remedy kind={notice.kind} />
        </p>
      ))}
    </div>
  );
}

export function Spent({ of, options }: { of: Spending | null; options: AssistantOptions | null }) {
  const inside = Object.values(of?.inside ?? {}).reduce((sum, cost) => sum + cost, 0);
  const rows = [
    { name: "Today", sum: of?.today, cap: options?.cap_day ?? 0 },
    { name: "This month", sum: of?.month, cap: options?.cap_month ?? 0 },
  ];
  return (
    <section class="spent" aria-label="Spent">
      <h3>Spent</h3>
      {rows.map(({ name, sum, cap }) => (
        <div key={name} class="spent-row">
          <p>
            {name} <b>{sum ? dollars(sum.cost) : "–"}</b>
          </p>
          {cap > 0 && sum && <meter min={0} max={cap} high={0.8 * cap} value={Math.min(sum.cost, cap)} aria-label={`${name}: share of the cap`} />}
          <p class="quiet">
            {sum ? `${sum.turns} ${sum.turns === 1 ? "answer" : "answers"}` : "Loading…"}
            {cap > 0 && ` · cap ${dollars(cap)}`}
          </p>
        </div>
      ))}
      {inside > 0 && <p class="quiet">Of this month, {dollars(inside)} by your team: trying out, test questions, help with replies.</p>}
    </section>
  );
}
