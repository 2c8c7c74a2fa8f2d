/** The assistant's name, instructions and limits. Edits are a draft; publishing one puts it in force without restart. */
import { useEffect, useState } from "preact/hooks";
import { moment, timeOfDay } from "../model/clock.ts";
import { named } from "../model/difference.ts";
import type { AssistantOptions, AssistantStanding, Spending } from "../model/assistant.ts";
import { api, ApiError, why } from "../live/api.ts";
import { changeDesk, useManages, useScreen } from "../live/screen.ts";
import { Calls } from "./AssistantCalls.tsx";
import { Limits, Notices, Spent, Voice } from "./AssistantVoice.tsx";
import { Versions } from "./AssistantVersions.tsx";
import { Difference } from "./Difference.tsx";
import { Sure } from "./Sure.tsx";

type Fate =
  | { is: "idle" }
  | { is: "saving" }
  | { is: "saved"; at: number }
  | { is: "published"; version: number }
  | { is: "problem"; text: string }
  | { is: "unchecked"; text: string }
  | { is: "conflict"; theirs: AssistantStanding };

const PROMPT_LIMIT = 20_000;

function useSettings() {
  const [known, setKnown] = useState<AssistantStanding | null>(null);
  const [name, setName] = useState("");
  const [prompt, setPrompt] = useState("");
  const [options, setOptions] = useState<AssistantOptions | null>(null);
  const [spending, setSpending] = useState<Spending | null>(null);
  const [fate, setFate] = useState<Fate>({ is: "idle" });
  const adopt = (next: AssistantStanding): void => {
    const shown = next.draft ?? next;
    setKnown(next);
    setName(shown.name);
    setPrompt(shown.prompt);
    setOptions(shown.options);
    changeDesk((desk) => (desk.me ? { ...desk, me: { ...desk.me, assistant: { ...desk.me.assistant, name: next.name } } } : desk));
  };
  const doing = async (work: () => Promise<Fate>): Promise<void> => {
    setFate({ is: "saving" });
    try {
      setFate(await work());
    } catch (error) {
      if (error instanceof ApiError && error.code === "unchecked") setFate({ is: "unchecked", text: error.message });
      else if (error instanceof ApiError && error.code === "conflict") setFate({ is: "conflict", theirs: await api.assistant() });
      else setFate({ is: "problem", text: why(error, "It did not work. Try again.") });
    }
  };
  const load = (): Promise<void> =>
    doing(async () => {
      adopt(await api.assistant());
      return { is: "idle" };
    });
  useEffect(() => {
    void load();
    api.spending().then(setSpending, () => undefined); // beside the settings, which say it when the server is away
  }, []);
  const written = async (edit: number): Promise<AssistantStanding> => {
    const saved = await api.saveDraft({ name: name.trim(), prompt, ...(options ? { options } : {}), edit });
    adopt(saved);
    return saved;
  };
  const save = (edit: number): Promise<void> =>
    doing(async () => {
      await written(edit);
      return { is: "saved", at: Date.now() };
    });
  const publish = (changed: boolean, anyway = false): Promise<void> =>
    doing(async () => {
      const seen = changed ? await written(known?.draft?.edit ?? 0) : known;
      if (!seen?.draft) return { is: "idle" };
      const now = await api.publishDraft({ edit: seen.draft.edit, version: seen.version, anyway });
      adopt(now);
      return { is: "published", version: now.version };
    });
  const discard = (): Promise<void> =>
    doing(async () => {
      await api.discardDraft();
      adopt(await api.assistant());
      return { is: "idle" };
    });
  return { known, name, setName, prompt, setPrompt, options, setOptions, spending, fate, setFate, adopt, load, save, publish, discard };
}

type Settings = ReturnType<typeof useSettings>;

function Conflict({ settings, theirs }: { settings: Settings; theirs: AssistantStanding }) {
  const take = (): void => {
    settings.adopt(theirs);
    settings.setFate({ is: "idle" });
  };
  const shown = theirs.draft ?? theirs;
  return (
    <div class="held held-page" role="alert">
      <p class="held-title">
        {theirs.draft ? `${theirs.draft.by} changed the draft` : `Version ${theirs.version} came into force`} while you were writing. Yours is not saved yet.
      </p>
      <p>
        Theirs, under the name <b>{shown.name}</b>:
      </p>
      <pre class="theirs" tabIndex={0}>
        {shown.prompt || "(empty)"}
      </pre>
      <div class="held-acts">
        <button class="button button-ink" type="button" onClick={() => void settings.save(theirs.draft?.edit ?? 0)}>
          Save mine over it
        </button>
        <button class="button" type="button" onClick={take}>
          Take theirs
        </button>
      </div>
    </div>
  );
}

function Unchecked({ settings, text }: { settings: Settings; text: string }) {
  return (
    <div class="held held-page" role="alert">
      <p class="held-title">{text}</p>
      <div class="held-acts">
        <a class="button button-ink" href="/knowledge/questions">
          Test questions
        </a>
        <button class="button" type="button" onClick={() => void settings.publish(false, true)}>
          Publish anyway
        </button>
      </div>
    </div>
  );
}

function FateLine({ settings, changed }: { settings: Settings; changed: boolean }) {
  const { fate, known } = settings;
  if (fate.is === "problem") return <p class="problem" role="alert">{fate.text}</p>;
  if (changed) return <p class="quiet">Not saved yet</p>;
  if (fate.is === "published") return <p class="good" role="status">Version {fate.version} is in force. The next answer uses it.</p>;
  if (fate.is === "saved") return <p class="good" role="status">Draft saved at {timeOfDay(fate.at)}. Answers stay as they are until you publish.</p>;
  return <p class="quiet">{known ? `Version ${known.version}, in force since ${moment(known.updated_at)}` : ""}</p>;
}

function DraftBar({ settings, may }: { settings: Settings; may: boolean }) {
  const draft = settings.known?.draft;
  if (!draft || !settings.known) return null;
  return (
    <section class="draft" aria-label="Draft">
      <p>
        <b>Draft</b> by {draft.by}, {moment(draft.updated_at)}: {named(draft.changes)}.
        {draft.based_on !== settings.known.version && ` Version ${settings.known.version} came into force after it was begun.`}
      </p>
      <details class="why">
        <summary>What it would change</summary>
        <div class="why-in">
          <Difference of={draft.changes} none="Nothing." />
        </div>
      </details>
      <div class="held-acts">
        <a class="button button-small" href="/knowledge/test">
          Try the draft
        </a>
        <a class="button button-small" href="/knowledge/questions">
          Test questions
        </a>
        {may && <Sure ask="Discard" look="button button-small" sure="Throw it away" keep="Keep it" act={() => void settings.discard()} />}
      </div>
    </section>
  );
}

function MadeOf({ name, settings }: { name: string; settings: Settings }) {
  return (
    <aside class="made-of" aria-label="What it costs, and how an answer is made">
      <Spent of={settings.spending} options={settings.known?.options ?? null} />
      <h3>Every answer is made of</h3>
      <ol class="life">
        <li class="life-part to-assistant">These instructions</li>
        <li class="life-part to-assistant">The passages of Knowledge that fit the question</li>
        <li class="life-part to-assistant">What the visitor and {name} have said so far</li>
        <li class="life-part to-human">And it ends where a person takes over</li>
      </ol>
      <p>{name} always says that it is an AI, and is silent from the moment one of you has a conversation.</p>
    </aside>
  );
}

export function AssistantPage() {
  const settings = useSettings();
  const { known, name, setName, prompt, setPrompt, options, setOptions, fate } = settings;
  const workspace = useScreen((s) => s.desk.me?.workspace.name ?? "");
  const may = useManages();
  const shown = known?.draft ?? known;
  const changed = shown !== null && (name !== shown.name || prompt !== shown.prompt || JSON.stringify(options) !== JSON.stringify(shown.options));
  const change = (part: Partial<AssistantOptions>): void => setOptions((old) => old && { ...old, ...part });
  const fits = name.trim() !== "" && prompt.length <= PROMPT_LIMIT && fate.is !== "saving";
  const submit = (event: Event): void => {
    event.preventDefault();
    if (may && changed && fits) void settings.save(known?.draft?.edit ?? 0);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && (event.key === "s" || event.key === "Enter")) submit(event);
  };
  if (!known && fate.is === "problem") {
    return (
      <main class="page">
        <div class="empty" role="alert">
          <h2>The settings did not load.</h2>
          <p>{fate.text}</p>
          <button class="button" type="button" onClick={() => void settings.load()}>
            Try again
          </button>
        </div>
      </main>
    );
  }
  return (
    <main class="page page-narrow page-beside">
      <header class="page-head">
        <h2>Assistant</h2>
        <p>How it presents itself to the visitors of {workspace}, and what it is told before every answer.</p>
      </header>
      <form class="editor" onSubmit={submit} onKeyDown={onKeyDown} aria-busy={!known}>
        <Notices of={settings.spending} />
        {!may && known && <p class="quiet">Only owners and admins change these settings.</p>}
        <DraftBar settings={settings} may={may} />
        {fate.is === "conflict" && <Conflict settings={settings} theirs={fate.theirs} />}
        <fieldset class="plain" disabled={!known || !may}>
          <label class="field field-short">
            <span>Name</span>
            <input name="name" value={name} maxLength={60} required onInput={(event) => setName(event.currentTarget.value)} />
          </label>
          <label class="field">
            <span>Instructions</span>
            <textarea
              name="prompt"
              class="prompt"
              rows={10}
              value={prompt}
             
              aria-describedby="prompt-help"
              onInput={(event) => setPrompt(event.currentTarget.value)}
            />
          </label>
          <p class="field-help" id="prompt-help">
            Say who it speaks for and when to call a person. Facts belong into{" "}
            <a href="/knowledge">Knowledge</a>: only from there can it cite.
            {prompt.length > PROMPT_LIMIT && <b class="count-over"> {prompt.length - PROMPT_LIMIT} characters too long.</b>}
          </p>
          {options && <Voice options={options} change={change} />}
          {options && <Calls options={options} change={change} />}
          {options && <Limits options={options} change={change} />}
        </fieldset>
        {fate.is === "unchecked" && <Unchecked settings={settings} text={fate.text} />}
        <div class="editor-foot editor-foot-stuck">
          <FateLine settings={settings} changed={changed} />
          {may && (
            <span class="held-acts">
              <button class="button" disabled={!changed || !fits}>
                {fate.is === "saving" ? "Saving…" : "Save draft"}
              </button>
              <button class="button button-ink" type="button" disabled={!fits || !(changed || known?.draft)} onClick={() => void settings.publish(changed)}>
                Publish
              </button>
            </span>
          )}
        </div>
        {known && (
          <Versions
            current={known.version}
            may={may}
            restored={(standing) => {
              settings.adopt(standing);
              settings.setFate({ is: "published", version: standing.version });
            }}
          />
        )}
      </form>
      <MadeOf name={known?.name || "The assistant"} settings={settings} />
    </main>
  );
}
