/** What one site's widget looks like, says and lets visitors do: the form, part by part. */
import type { ComponentChildren } from "preact";
import { LANGUAGES, nothingSaid, type Said, type SiteForm } from "../model/sites.ts";
import { Nudges, PageGreetings } from "./SiteOffers.tsx";

export interface FieldsProps {
  form: SiteForm;
  lang: string;
  setLang: (lang: string) => void;
  change: (part: Partial<SiteForm>) => void;
}

function Part({ title, help, children }: { title: string; help?: string; children: ComponentChildren }) {
  return (
    <fieldset class="site-part">
      <legend>{title}</legend>
      {help && <p class="field-help">{help}</p>}
      {children}
    </fieldset>
  );
}

interface ChoiceProps<T> {
  label: string;
  name: string;
  value: T;
  choices: readonly (readonly [T, ComponentChildren, string?])[];
  choose: (value: T) => void;
}

function Choice<T extends string | number>({ label, name, value, choices, choose }: ChoiceProps<T>) {
  return (
    <div class="field">
      <span id={`${name}-label`}>{label}</span>
      <div class="segments" role="radiogroup" aria-labelledby={`${name}-label`}>
        {choices.map(([one, shown, said]) => (
          <label key={one} class="segment">
            <input type="radio" name={name} aria-label={said} checked={value === one} onChange={() => choose(one)} />
            <span>{shown}</span>
          </label>
        ))}
      </div>
    </div>
  );
}

const ICONS: Record<string, string> = {
  bubble: "M20 11.5a7.5 7.5 0 0 1-11 6.7L4 20l1.7-4.6A7.5 7.5 0 1 1 20 11.5Z",
  spark: "M11 4c.8 4.6 2.4 6.2 7 7-4.6.8-6.2 2.4-7 7-.8-4.6-2.4-6.2-7-7 4.6-.8 6.2-2.4 7-7Zm8 12v4m2-2h-4",
  question: "M9 9.3a3 3 0 0 1 6 .2c0 2-3 2.3-3 4.5m0 3.2v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
};
const OWN = "own";

function LauncherIcon({ form, change }: Pick<FieldsProps, "form" | "change">) {
  const own = !(form.icon in ICONS);
  const drawn = (path: string) => (
    <svg class="icon" width={20} height={20} viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
  return (
    <>
      <Choice
        label="Icon"
        name="icon"
        value={own ? OWN : form.icon}
        choices={[["bubble", drawn(ICONS.bubble!), "A speech bubble"], ["spark", drawn(ICONS.spark!), "A spark"], ["question", drawn(ICONS.question!), "A question mark"], [OWN, "Own"]]}
        choose={(icon) => change({ icon: icon === OWN ? "" : icon })}
      />
      {own && (
        <label class="field site-wide">
          <span>Path of your icon</span>
          <textarea rows={2} maxLength={600} value={form.icon} placeholder="M4 4h16v12H9l-5 4Z" spellcheck={false} onInput={(event) => change({ icon: event.currentTarget.value })} />
          <small>What stands in d="…" of an SVG of 24 by 24. It is drawn as a line.</small>
        </label>
      )}
    </>
  );
}

interface PixelsProps {
  label: string;
  value: number | null;
  usual?: number;
  change: (value: number | null) => void;
}

function Pixels({ label, value, usual, change }: PixelsProps) {
  const read = (input: HTMLInputElement): number | null => (input.value === "" ? null : input.valueAsNumber);
  return (
    <label class="field">
      <span>{label}</span>
      <input type="number" min={0} max={400} value={value ?? ""} placeholder={usual === undefined ? undefined : `${usual}`} onInput={(event) => change(read(event.currentTarget))} />
    </label>
  );
}

function Place({ form, change }: Pick<FieldsProps, "form" | "change">) {
  return (
    <Part title="Where it stands" help="In pixels. Left empty, telephones have the distance of computers.">
      <Choice label="Corner" name="side" value={form.side} choices={[["left", "Left"], ["right", "Right"]]} choose={(side) => change({ side })} />
      <div class="site-numbers">
        <Pixels label="From the side" value={form.x} change={(x) => change({ x: x ?? 0 })} />
        <Pixels label="From below" value={form.y} change={(y) => change({ y: y ?? 0 })} />
        <Pixels label="Telephone, side" value={form.phone_x} usual={form.x} change={(x) => change({ phone_x: x })} />
        <Pixels label="Telephone, below" value={form.phone_y} usual={form.y} change={(y) => change({ phone_y: y })} />
      </div>
      <details>
        <summary>Something of your page covers it, or is covered</summary>
        <label class="field field-short">
          <span>z-index</span>
          <input type="number" min={0} max={2147483647} value={form.z ?? ""} placeholder="2147483000" onInput={(event) => change({ z: event.currentTarget.value === "" ? null : event.currentTarget.valueAsNumber })} />
        </label>
      </details>
    </Part>
  );
}

function Languages({ value, choose, own }: { value: string; choose: (lang: string) => void; own?: string }) {
  return (
    <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
      {LANGUAGES.map(([code, name]) => (
        <option key={code} value={code}>
          {code === own ? `${name} (main)` : name}
        </option>
      ))}
    </select>
  );
}

function Texts({ form, lang, setLang, change }: FieldsProps) {
  const said = form.words[lang] ?? nothingSaid;
  const say = (part: Partial<Said>): void => change({ words: { ...form.words, [lang]: { ...said, ...part } } });
  return (
    <Part title="What it says" help="The widget follows the language of the page, then that of the browser. What is left empty has a usual wording in twelve languages.">
      <div class="look-choices">
        <label class="field">
          <span>Main language</span>
          <Languages value={form.lang} choose={(main) => (change({ lang: main }), setLang(main))} />
        </label>
        <label class="field">
          <span>You are writing in</span>
          <Languages value={lang} choose={setLang} own={form.lang} />
        </label>
      </div>
      <label class="field">
        <span>Greeting</span>
        <textarea rows={3} maxLength={300} value={said.greeting} onInput={(event) => say({ greeting: event.currentTarget.value })} />
      </label>
      <label class="field">
        <span>Suggested questions, one a line, four at most</span>
        <textarea rows={4} value={said.suggestions} onInput={(event) => say({ suggestions: event.currentTarget.value })} />
      </label>
      <label class="field">
        <span>Words beside the icon</span>
        <input maxLength={24} value={said.label} placeholder="None: the button is round" onInput={(event) => say({ label: event.currentTarget.value })} />
      </label>
      <label class="field">
        <span>Notice above the conversation</span>
        <input maxLength={120} value={said.notice} placeholder="Orders take two days longer this week." onInput={(event) => say({ notice: event.currentTarget.value })} />
        <small>Until they send it away. What is more urgent (no connection, waiting for you) takes its place.</small>
      </label>
      <PageGreetings form={form} lang={lang} change={change} />
    </Part>
  );
}

function Switch({ on, set, children }: { on: boolean; set: (on: boolean) => void; children: ComponentChildren }) {
  return (
    <label class="check">
      <input type="checkbox" checked={on} onChange={(event) => set(event.currentTarget.checked)} />
      {children}
    </label>
  );
}

export function SiteFields(props: FieldsProps) {
  const { form, lang, change } = props;
  return (
    <>
      <Part title="The site">
        <label class="field">
          <span>Name</span>
          <input required maxLength={100} value={form.name} placeholder="shop.example" onInput={(event) => change({ name: event.currentTarget.value })} />
        </label>
        <label class="field">
          <span>Pages that may use it, one address a line</span>
          <textarea rows={2} value={form.origins} placeholder="https://shop.example" spellcheck={false} onInput={(event) => change({ origins: event.currentTarget.value })} />
          <small>Without an address any page may. The tag is public: who copies it could spend your assistant's answers.</small>
        </label>
      </Part>
      <Part title="How it looks">
        <div class="look-choices">
          <label class="field">
            <span>Colour</span>
            <input type="color" value={form.color} onInput={(event) => change({ color: event.currentTarget.value })} />
          </label>
          <Choice label="Light or dark" name="theme" value={form.theme} choices={[["", "As the device"], ["light", "Light"], ["dark", "Dark"]]} choose={(theme) => change({ theme })} />
          <Choice label="Corners" name="radius" value={form.radius} choices={[[0, "Square"], [8, "Soft"], [16, "Round"]]} choose={(radius) => change({ radius })} />
          <LauncherIcon form={form} change={change} />
        </div>
      </Part>
      <Place form={form} change={change} />
      <Texts {...props} />
      <Part title="When it speaks up first" help="One line above the button, for computers. Once a visit at most, and not again for two weeks after somebody sent it away.">
        <Nudges form={form} lang={lang} change={change} />
      </Part>
      <Part title="What visitors can do">
        <Switch on={form.files} set={(files) => change({ files })}>
          Send pictures and files, up to 10 MB
        </Switch>
        <Switch on={form.thumbs} set={(thumbs) => change({ thumbs })}>
          Say whether an answer helped
        </Switch>
        <Switch on={form.sound} set={(sound) => change({ sound })}>
          Hear a soft tone for new messages, until they turn it off
        </Switch>
        <Switch on={form.brand} set={(brand) => change({ brand })}>
          See the word Deskbell below the conversation
        </Switch>
      </Part>
      <Part title="Where and when it is not">
        <label class="field">
          <span>Pages without the widget, one a line</span>
          <textarea rows={2} value={form.hideOn} placeholder={"/checkout\n/cart/*"} spellcheck={false} onInput={(event) => change({ hideOn: event.currentTarget.value })} />
        </label>
        <Switch on={form.hide_closed} set={(hide_closed) => change({ hide_closed })}>
          No widget outside your opening hours, for those who have not written yet
        </Switch>
      </Part>
    </>
  );
}
