/** The languages that the assistant keeps to, by their names. The first is for those whose own is not among them. */
import { SPOKEN } from "../model/assistant.ts";
import { languageName } from "../model/words.ts";
import { Icon } from "./Icon.tsx";

export function SpokenLanguages({ value, set }: { value: string[]; set: (codes: string[]) => void }) {
  const others = SPOKEN.filter((code) => !value.includes(code)).map((code) => [code, languageName(code)] as const);
  return (
    <div class="field field-short">
      <span id="languages">Languages</span>
      {value.length > 0 && (
        <ul class="tags" aria-labelledby="languages">
          {value.map((code) => (
            <li key={code} class="tag tag-tall">
              <span>{languageName(code)}</span>
              <button type="button" aria-label={`Remove ${languageName(code)}`} onClick={() => set(value.filter((one) => one !== code))}>
                <Icon name="cross" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <select aria-label="Add a language" aria-describedby="languages-help" value="" onChange={(event) => event.currentTarget.value && set([...value, event.currentTarget.value])}>
        <option value="">{value.length > 0 ? "Add another…" : "The visitor’s, whatever it is"}</option>
        {others.sort(([, a], [, b]) => a.localeCompare(b)).map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
