/** When the assistant calls a person: how readily by itself, at which words, after how many thumbs down. */
import { useEffect, useState } from "preact/hooks";
import type { AssistantOptions, Calling } from "../model/assistant.ts";
import { api, why } from "../live/api.ts";
import { Lines, type Given } from "./AssistantVoice.tsx";
import { Segments } from "./Segments.tsx";
import { LanguageOptions } from "./LanguageOptions.tsx";

const READILY: Readonly<Record<AssistantOptions["calls"], string>> = { asked: "Only when asked", needed: "When needed", early: "Early" };
const MEANS: Readonly<Record<AssistantOptions["calls"], string>> = {
  asked: "Only a visitor who clearly asks gets a person. The fewest calls for your team.",
  needed: "Also when the assistant sees that something needs to be done that it cannot do.",
  early: "Also when it does not know, or the visitor is unsure or unhappy: at once, without asking first.",
};
const PAUSE_MS = 300;

function languageName(code: string): string {
  return new Intl.DisplayNames(undefined, { type: "language" }).of(code) ?? code;
}

function verdict({ understood, word }: Calling): string {
  if (understood) return `Calls a person: a request for one, in ${languageName(understood)}.`;
  return word ? `Calls a person: your line “${word}”.` : "Calls nobody. The assistant answers.";
}

/** What is not saved yet counts already. */
function TryWords({ words }: { words: string[] }) {
  const [text, type] = useState("");
  const [lang, choose] = useState("");
  const [said, set] = useState("");
  useEffect(() => {
    let wanted = text.trim() !== "";
    set("");
    const put = (told: string): void => void (wanted && set(told));
    const timer = setTimeout(() => wanted && void api.callsPerson(text, words, lang).then((told) => put(verdict(told)), (error: unknown) => put(why(error))), PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text, lang, words.join("\n")]);
  return (
    <div class="try-words">
      <label class="field">
        <span>Try a visitor’s words</span>
        <input value={text} maxLength={4000} dir="auto" autocomplete="off" placeholder="Is the manager there?" onInput={(event) => type(event.currentTarget.value)} />
      </label>
      <label class="field">
        <span>Their language</span>
        <select class="select-small" value={lang} onChange={(event) => choose(event.currentTarget.value)}>
          <LanguageOptions none="Not known" />
        </select>
      </label>
      <p class="field-help" role="status">
        {said}
      </p>
    </div>
  );
}

export function Calls({ options, change }: Given) {
  return (
    <section class="voice" aria-labelledby="calls">
      <h3 id="calls">When it calls a person</h3>
      <Segments name="calls" label="By itself" of={READILY} value={options.calls} pick={(calls) => change({ calls })} />
      <p class="field-help">{MEANS[options.calls]}</p>
      <Lines name="call_words" label="At these words, too" hint={"One a line, for example:\nstore manager\nde: Filialleiter"} value={options.call_words} set={(call_words) => change({ call_words })} />
      <p class="field-help">
        “Can I talk to a person?” and its like are understood in 30 languages without any. A line that begins with a language code, such as de:, counts only where the visitor’s browser speaks that language.
      </p>
      <TryWords words={options.call_words} />
      <label class="field field-number">
        <span>Thumbs down until it offers a person</span>
        <input name="offer_after" type="number" min={1} max={5} value={options.offer_after} onInput={(e) => change({ offer_after: Math.min(5, Math.max(1, Math.round(Number(e.currentTarget.value)) || 1)) })} />
      </label>
    </section>
  );
}
