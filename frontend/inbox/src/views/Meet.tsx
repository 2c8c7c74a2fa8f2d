/** Name, tone and colour, with the real widget beside them, answering as visitors will read it. What is typed is shown
 * in it at once, and kept in this browser until it is saved. */
import { useEffect, useRef, useState } from "preact/hooks";
import { formOf, wanted, type Site } from "../model/sites.ts";
import type { AssistantOptions, AssistantStanding } from "../model/assistant.ts";
import { api, why } from "../live/api.ts";
import { forget, load, save } from "../live/storage.ts";
import { ToneChoice } from "./AssistantVoice.tsx";

type Tone = AssistantOptions["tone"];

interface Form {
  name: string;
  tone: Tone;
  color: string;
}

/** What is typed and not saved yet, and of which site; the rest is as it is saved. */
interface Typed extends Partial<Form> {
  site: string;
}

export const typed = (site: Site | undefined): Typed | null => {
  const kept = load<Typed | null>("meet", null);
  return kept?.site === site?.id ? kept : null;
};

const written = new WeakMap<Text, string>();

/** The widget in the page of ours that is framed, once it is there. */
function widgetIn(frame: HTMLIFrameElement | null): (verb: string, ...more: unknown[]) => void {
  const { deskbell } = (frame?.contentWindow ?? {}) as { deskbell?: unknown };
  return typeof deskbell === "function" ? (deskbell as () => void) : () => undefined;
}

/** The colour by the widget's own verb, the name wherever it stands. */
function show(frame: HTMLIFrameElement | null, color: string, saved: string, name: string): void {
  widgetIn(frame)("update", { color });
  const root = frame?.contentDocument?.querySelector("deskbell-widget")?.shadowRoot;
  if (!root || !saved) return;
  const texts = frame.contentDocument!.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let one = texts.nextNode() as Text | null; one; one = texts.nextNode() as Text | null) {
    const was = written.get(one) ?? one.data;
    if (!was.includes(saved)) continue;
    written.set(one, was);
    one.data = was.replaceAll(saved, name || "…");
  }
}

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
  const [own, setOwn] = useState<Typed>(typed(site) ?? { site: site.id });
  const form: Form = { name: standing?.name ?? "", tone: standing?.options.tone ?? "friendly", color: formOf(site).color, ...own };
  const frame = useRef<HTMLIFrameElement>(null);
  const [shown, setShown] = useState(Date.now()); // in the address, so that no browser shows what it kept
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const change = (part: Partial<Form>): void => {
    const next = { ...own, ...part };
    setOwn(next);
    save("meet", next);
  };
  const preview = useRef(() => {});
  preview.current = () => show(frame.current, form.color, standing?.name ?? "", form.name);
  useEffect(() => preview.current(), [own, standing]);
  const loaded = (): void => {
    preview.current();
    widgetIn(frame.current)("on", "open", () => preview.current());
  };
  const failed = (error: unknown): void => setProblem(why(error));
  useEffect(() => void api.assistant().then(setStanding, failed), []);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!standing) return;
    setBusy(true);
    setProblem("");
    void put(standing, site, form.name.trim(), form.tone, form.color)
      .then((now) => (forget(["meet"]), setStanding(now), setShown(Date.now()), changed()), failed)
      .finally(() => setBusy(false));
  };
  return (
    <div class="meet">
      <form onSubmit={submit} aria-busy={busy}>
        <label class="field">
          <span>Its name</span>
          <input required maxLength={40} value={form.name} onInput={(event) => change({ name: event.currentTarget.value })} />
        </label>
        <ToneChoice value={form.tone} pick={(tone) => change({ tone })} />
        <label class="field">
          <span>Colour</span>
          <input type="color" value={form.color} onInput={(event) => change({ color: event.currentTarget.value })} />
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
      <iframe key={shown} ref={frame} onLoad={loaded} src={`/chat/${site.key}?saved=${shown}`} title="The widget, as visitors see it" />
    </div>
  );
}
