/** The assistant's name and instructions. Saved to the server at once; the next answer uses them. */
import { useEffect, useState } from "preact/hooks";
import { timeOfDay } from "../model/clock.ts";
import type { AssistantOptions, AssistantSettings, Spending } from "../model/wire.ts";
import { api, ApiError } from "../live/api.ts";
import { changeDesk, useScreen } from "../live/screen.ts";
import { Limits, Notices, Spent, Voice } from "./AssistantVoice.tsx";

type Fate = { is: "idle" } | { is: "saving" } | { is: "saved"; at: number } | { is: "problem"; text: string } | { is: "conflict"; theirs: AssistantSettings };

const PROMPT_LIMIT = 20_000;

function useSettings() {
  const [known, setKnown] = useState<AssistantSettings | null>(null);
  const [name, setName] = useState("");
  const [prompt, setPrompt] = useState("");
  const [options, setOptions] = useState<AssistantOptions | null>(null);
  const [spending, setSpending] = useState<Spending | null>(null);
  const [fate, setFate] = useState<Fate>({ is: "idle" });
  const adopt = (next: AssistantSettings): void => {
    setKnown(next);
    setName(next.name);
    setPrompt(next.prompt);
    setOptions(next.options);
    changeDesk((desk) => (desk.me ? { ...desk, me: { ...desk.me, assistant: { name: next.name } } } : desk));
  };
  const load = async (): Promise<void> => {
    try {
      adopt(await api.assistant());
      setFate({ is: "idle" });
    } catch (error) {
      setFate({ is: "problem", text: error instanceof ApiError ? error.message : "The settings did not load." });
    }
  };
  useEffect(() => {
    void load();
    api.spending().then(setSpending, () => undefined); // beside the settings, which say it when the server is away
  }, []);
  const save = async (version: number): Promise<void> => {
    setFate({ is: "saving" });
    try {
      adopt(await api.saveAssistant({ name: name.trim(), prompt, ...(options ? { options } : {}), version }));
      setFate({ is: "saved", at: Date.now() });
    } catch (error) {
      if (error instanceof ApiError && error.code === "conflict") setFate({ is: "conflict", theirs: await api.assistant() });
      else setFate({ is: "problem", text: error instanceof ApiError ? error.message : "Not saved. Try again." });
    }
  };
  return { known, name, setName, prompt, setPrompt, options, setOptions, spending, fate, setFate, adopt, load, save };
}

type Settings = ReturnType<typeof useSettings>;

function Conflict({ settings, theirs }: { settings: Settings; theirs: AssistantSettings }) {
  const take = (): void => {
    settings.adopt(theirs);
    settings.setFate({ is: "idle" });
  };
  return (
    <div class="held held-page" role="alert">
      <p class="held-title">Somebody saved version {theirs.version} while you were writing. Yours is not saved yet.</p>
      <p>
        Theirs, under the name <b>{theirs.name}</b>:
      </p>
      <pre class="theirs" tabIndex={0}>
        {theirs.prompt || "(empty)"}
      </pre>
      <div class="held-acts">
        <button class="button button-ink" type="button" onClick={() => void settings.save(theirs.version)}>
          Save mine over it
        </button>
        <button class="button" type="button" onClick={take}>
          Take theirs
        </button>
      </div>
    </div>
  );
}

function FateLine({ settings, changed }: { settings: Settings; changed: boolean }) {
  const { fate, known } = settings;
  if (fate.is === "problem") return <p class="problem" role="alert">{fate.text}</p>;
  if (changed) return <p class="quiet">Not saved yet</p>;
  if (fate.is === "saved") return <p class="good" role="status">Saved at {timeOfDay(fate.at)}. The next answer uses it.</p>;
  return <p class="quiet">{known ? `Version ${known.version}, in use since ${timeOfDay(known.updated_at)}` : ""}</p>;
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
  const changed = known !== null && (name !== known.name || prompt !== known.prompt || JSON.stringify(options) !== JSON.stringify(known.options));
  const change = (part: Partial<AssistantOptions>): void => setOptions((old) => old && { ...old, ...part });
  const ready = changed && name.trim() !== "" && prompt.length <= PROMPT_LIMIT && fate.is !== "saving";
  const submit = (event: Event): void => {
    event.preventDefault();
    if (ready && known) void settings.save(known.version);
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
        {fate.is === "conflict" && <Conflict settings={settings} theirs={fate.theirs} />}
        <label class="field field-short">
          <span>Name</span>
          <input name="name" value={name} maxLength={60} required disabled={!known} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label class="field">
          <span>Instructions</span>
          <textarea
            name="prompt"
            class="prompt"
            rows={10}
            value={prompt}
            disabled={!known}
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
        {options && <Limits options={options} change={change} />}
        <div class="editor-foot">
          <FateLine settings={settings} changed={changed} />
          <button class="button button-ink" disabled={!ready}>
            {fate.is === "saving" ? "Saving…" : "Save"}
          </button>
        </div>
      </form>
      <MadeOf name={known?.name || "The assistant"} settings={settings} />
    </main>
  );
}
