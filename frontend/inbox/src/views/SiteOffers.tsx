/** What a widget says on certain pages, and by itself: each rule is a sentence with gaps. */
import { nothingSaid, type Nudge, type PageForm, type Said, type SiteForm } from "../model/sites.ts";
import { Icon } from "./Icon.tsx";

interface Props {
  form: SiteForm;
  lang: string;
  change: (part: Partial<SiteForm>) => void;
}

const WHEN: readonly (readonly [Nudge["when"], string])[] = [
  ["after", "after being there for"],
  ["scroll", "after scrolling"],
  ["idle", "after doing nothing for"],
  ["leave", "when they are about to leave"],
];
const USUAL: Record<Nudge["when"], number> = { after: 30, scroll: 50, idle: 20, leave: 0 };
const UNITS: Record<Nudge["when"], string> = { after: "seconds", scroll: "percent of the page", idle: "seconds", leave: "" };
const MOST_NUDGES = 5;
const MOST_PAGES = 10;

const put = <T,>(list: T[], at: number, part: Partial<T>): T[] => list.map((one, n) => (n === at ? { ...one, ...part } : one));
const without = <T,>(list: T[], at: number): T[] => list.filter((_, n) => n !== at);

function Where({ value, change, all }: { value: string; change: (value: string) => void; all: boolean }) {
  return <input class="gap" aria-label="Pages" maxLength={200} value={value} placeholder={all ? "every page" : "/prices*"} spellcheck={false} onInput={(event) => change(event.currentTarget.value)} />;
}

function Remove({ press }: { press: () => void }) {
  return (
    <button class="icon-button icon-button-small rule-remove" type="button" aria-label="Remove" title="Remove" onClick={press}>
      <Icon name="cross" size={16} />
    </button>
  );
}

function NudgeRule({ rule, lang, change, remove }: { rule: Nudge; lang: string; change: (part: Partial<Nudge>) => void; remove: () => void }) {
  const { on = "", when, at, returning = false, text } = rule;
  return (
    <li class="rule" aria-label="A line above the button">
      <p class="sentence">
        On <Where value={on} change={(value) => change({ on: value })} all />,{" "}
        <select class="gap" aria-label="When" value={when} onChange={(event) => change({ when: event.currentTarget.value as Nudge["when"], at: USUAL[event.currentTarget.value as Nudge["when"]] })}>
          {WHEN.map(([one, name]) => (
            <option key={one} value={one}>
              {name}
            </option>
          ))}
        </select>
        {UNITS[when] && (
          <>
            {" "}
            <input class="gap gap-number" aria-label={UNITS[when]} type="number" min={1} max={when === "scroll" ? 100 : 600} value={at} onInput={(event) => change({ at: event.currentTarget.valueAsNumber || 0 })} /> {UNITS[when]}
          </>
        )}
        , say to{" "}
        <select class="gap" aria-label="To whom" value={returning ? "known" : ""} onChange={(event) => change({ returning: event.currentTarget.value !== "" })}>
          <option value="">those who never wrote</option>
          <option value="known">those who wrote before</option>
        </select>
        :
      </p>
      <textarea class="rule-text" aria-label="The line" rows={2} maxLength={140} dir="auto" value={text[lang] ?? ""} placeholder="Not sure which size? Ask me." onInput={(event) => change({ text: { ...text, [lang]: event.currentTarget.value } })} />
      <Remove press={remove} />
    </li>
  );
}

export function Nudges({ form: { nudges }, lang, change }: Props) {
  const set = (list: Nudge[]): void => change({ nudges: list });
  return (
    <div class="rules">
      {nudges.length > 0 && (
        <ul>
          {nudges.map((rule, at) => (
            <NudgeRule key={at} rule={rule} lang={lang} change={(part) => set(put(nudges, at, part))} remove={() => set(without(nudges, at))} />
          ))}
        </ul>
      )}
      {nudges.length < MOST_NUDGES && (
        <button class="button button-small" type="button" onClick={() => set([...nudges, { on: "", when: "after", at: USUAL.after, text: {} }])}>
          <Icon name="plus" size={16} /> Add a line
        </button>
      )}
    </div>
  );
}

function PageRule({ rule, lang, change, remove }: { rule: PageForm; lang: string; change: (part: Partial<PageForm>) => void; remove: () => void }) {
  const said = rule.words[lang] ?? nothingSaid;
  const say = (part: Partial<Said>): void => change({ words: { ...rule.words, [lang]: { ...said, ...part } } });
  return (
    <li class="rule" aria-label="A greeting on some pages">
      <p class="sentence">
        On <Where value={rule.on} change={(on) => change({ on })} all={false} /> greet with
      </p>
      <textarea class="rule-text" aria-label="Greeting there" rows={2} maxLength={300} dir="auto" value={said.greeting} placeholder="Left empty: as everywhere" onInput={(event) => say({ greeting: event.currentTarget.value })} />
      <p class="sentence">and suggest, one a line,</p>
      <textarea class="rule-text" aria-label="Suggested questions there" rows={2} dir="auto" value={said.suggestions} placeholder="Left empty: as everywhere" onInput={(event) => say({ suggestions: event.currentTarget.value })} />
      <Remove press={remove} />
    </li>
  );
}

export function PageGreetings({ form: { pages }, lang, change }: Props) {
  const set = (list: PageForm[]): void => change({ pages: list });
  return (
    <div class="rules">
      {pages.length > 0 && (
        <ul>
          {pages.map((rule, at) => (
            <PageRule key={at} rule={rule} lang={lang} change={(part) => set(put(pages, at, part))} remove={() => set(without(pages, at))} />
          ))}
        </ul>
      )}
      {pages.length < MOST_PAGES && (
        <button class="button button-small" type="button" onClick={() => set([...pages, { on: "", words: {} }])}>
          <Icon name="plus" size={16} /> Another greeting on some pages
        </button>
      )}
    </div>
  );
}
