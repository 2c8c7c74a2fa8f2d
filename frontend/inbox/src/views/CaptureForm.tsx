/** What visitors are asked for when a person is to answer, and the words below the field. */
import { useState } from "preact/hooks";
import { api } from "../live/api.ts";
import { EditorFoot } from "./EditorFoot.tsx";
import { useRecord } from "./record.ts";
import { LanguageOptions } from "./LanguageOptions.tsx";

const FIELDS = [["email", "E-mail address"], ["name", "Name"], ["phone", "Telephone number"]] as const;

export function CaptureForm({ may }: { may: boolean }) {
  const { wanted, change, changed, problem, submit } = useRecord(api.capture, api.saveCapture, "Saved. The next visitor who asks for a person is asked.");
  const [lang, setLang] = useState("");
  if (!wanted) return problem ? <p class="problem">{problem}</p> : null;
  const toggle = (field: string, on: boolean): void => change({ fields: FIELDS.map(([one]) => one).filter((one) => (one === field ? on : wanted.fields.includes(one))) });
  return (
    <form class="editor capture" onSubmit={submit}>
      <h3>What visitors are asked for</h3>
      <p class="field-help">One at a time, when they ask for a person; never before the first question. They can skip each.</p>
      <fieldset class="capture-fields" disabled={!may} aria-label="Details">
        {FIELDS.map(([field, name]) => (
          <label key={field} class="check">
            <input type="checkbox" checked={wanted.fields.includes(field)} onChange={(event) => toggle(field, event.currentTarget.checked)} />
            {name}
          </label>
        ))}
      </fieldset>
      <p class="field-help">Where nobody can come, an e-mail address is asked for in any case: it is the only way back.</p>
      <label class="field">
        <span>What you promise below the field</span>
        <textarea
          rows={2}
          maxLength={300}
          disabled={!may}
          value={wanted.consent[lang] ?? ""}
          placeholder="We use this only to answer you."
          onInput={(event) => change({ consent: { ...wanted.consent, [lang]: event.currentTarget.value } })}
        />
      </label>
      <label class="field">
        <span>In which language</span>
        <select value={lang} onChange={(event) => setLang(event.currentTarget.value)}>
          <LanguageOptions none="All other languages" />
        </select>
      </label>
      <label class="field">
        <span>Your privacy page</span>
        <input type="url" disabled={!may} value={wanted.privacy} placeholder="https://shop.example/privacy" onInput={(event) => change({ privacy: event.currentTarget.value })} />
      </label>
      <EditorFoot of="capture" problem={problem} changed={changed} save={may ? "Save" : null} />
    </form>
  );
}
