/** Name, tone and colour, with the real widget beside them, answering as visitors will read it. */
import { useEffect, useState } from "preact/hooks";
import { formOf, wanted, type Site } from "../model/sites.ts";
import type { AssistantOptions, AssistantStanding } from "../model/assistant.ts";
import { api, why } from "../live/api.ts";
import { ToneChoice } from "./AssistantVoice.tsx";

type Tone = AssistantOptions["tone"];

async function put(standing: AssistantStanding, site: Site, name: string, tone: Tone, color: string): Promise<AssistantStanding> {
  let now = standing;
  if (name !== standing.name || tone !== standing.options.tone) {
    const { draft, version } = await api.saveDraft({ name, options: { ...standing.options, tone }, edit: standing.draft?.edit ?? 0 });
    if (draft) now = await api.publishDraft({ edit: draft.edit, version, anyway: true });
  }
  await api.saveSite(site.id, wanted({ ...formOf(site), color }, site.appearance));
  return now;
}

export function Meet({ site, changed }: { site: Site; changed: () => void }) {
  const [standing, setStanding] = useState<AssistantStanding | null>(null);
  const [name, setName] = useState("");
  const [tone, setTone] = useState<Tone>("friendly");
  const [color, setColor] = useState(formOf(site).color);
  const [shown, setShown] = useState(Date.now()); // in the address, so that no browser shows what it kept
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const took = (found: AssistantStanding): void => {
    setStanding(found);
    setName(found.name);
    setTone(found.options.tone);
  };
  const failed = (error: unknown): void => setProblem(why(error));
  useEffect(() => void api.assistant().then(took, failed), []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!standing) return;
    setBusy(true);
    setProblem("");
    void put(standing, site, name.trim(), tone, color)
      .then((now) => (took(now), setShown(Date.now()), changed()), failed)
      .finally(() => setBusy(false));
  };
  return (
    <div class="meet">
      <form onSubmit={submit} aria-busy={busy}>
        <label class="field">
          <span>Its name</span>
          <input required maxLength={40} value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <ToneChoice value={tone} pick={setTone} />
        <label class="field">
          <span>Colour</span>
          <input type="color" value={color} onInput={(event) => setColor(event.currentTarget.value)} />
        </label>
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <button class="button button-ink" disabled={busy || !standing}>
          {busy ? "One moment…" : "Save and show"}
        </button>
        <p class="quiet">Ask it something there. What you write is a conversation like any other, and stands in your inbox.</p>
      </form>
      <iframe key={shown} src={`/chat/${site.key}?saved=${shown}`} title="The widget, as visitors see it" />
    </div>
  );
}
