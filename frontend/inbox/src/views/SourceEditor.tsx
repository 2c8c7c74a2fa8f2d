/** One entry of the knowledge: a question with its answer, or a text. */
import { useState } from "preact/hooks";
import type { Source } from "../model/knowledge.ts";
import { api, ApiError } from "../live/api.ts";
import { Icon } from "./Icon.tsx";
import { LastChange } from "./LastChange.tsx";
import { Markdown } from "./Markdown.tsx";
import { Segments } from "./Segments.tsx";
import { SourceUse } from "./SourceUse.tsx";
import { SourceVersions } from "./SourceVersions.tsx";
import { Sure } from "./Sure.tsx";

interface EditorProps {
  source: Source | null;
  /** In how many answers of late. */
  used?: number;
  question?: string;
  saved: (source: Source) => void;
  removed: (source: Source) => void;
  close: () => void;
}

interface Form {
  kind: Source["kind"];
  title: string;
  question: string;
  body: string;
}

const blank: Form = { kind: "qa", title: "", question: "", body: "" };

function formOf(source: Source | null): Form {
  return source ? { kind: source.kind, title: source.title, question: source.question ?? "", body: source.body } : blank;
}

function payload(form: Form): Partial<Source> {
  const title = form.title.trim() || form.question.trim();
  return form.kind === "qa"
    ? { kind: "qa", title: title.slice(0, 200), question: form.question.trim(), body: form.body.trim() }
    : { kind: "text", title: title.slice(0, 200), body: form.body.trim() };
}

function complaint(error: unknown): string {
  if (!(error instanceof ApiError)) return "Something went wrong. Try again.";
  return error.code === "stale" ? "Somebody else has changed this entry meanwhile. Copy your text, then open it again." : error.message;
}

const KINDS: Readonly<Record<Source["kind"], string>> = { qa: "Question and answer", text: "Text" };

function Remove({ used, remove }: { used: number; remove: () => void }) {
  const bin = (
    <>
      <Icon name="trash" size={16} />
      Delete
    </>
  );
  return <Sure ask={bin} look="button button-bare" sure={used > 0 ? `Delete what ${used} ${used === 1 ? "answer" : "answers"} used` : "Delete for good"} act={remove} />;
}

function Fields({ form, set }: { form: Form; set: (next: Form) => void }) {
  return (
    <>
      {form.kind === "qa" ? (
        <label class="field">
          <span>Question, as a visitor would put it</span>
          <input name="question" value={form.question} maxLength={500} required dir="auto" onInput={(event) => set({ ...form, question: event.currentTarget.value })} />
        </label>
      ) : (
        <label class="field">
          <span>Title</span>
          <input name="title" value={form.title} maxLength={200} required dir="auto" onInput={(event) => set({ ...form, title: event.currentTarget.value })} />
        </label>
      )}
      <label class="field field-fill">
        <span>{form.kind === "qa" ? "Answer" : "Text"}</span>
        <textarea name="body" rows={form.kind === "qa" ? 8 : 14} value={form.body} required dir="auto" onInput={(event) => set({ ...form, body: event.currentTarget.value })} />
      </label>
    </>
  );
}

export function SourceEditor({ source, used = 0, question = "", saved, removed, close }: EditorProps) {
  const [form, set] = useState<Form>(() => (source ? formOf(source) : { ...blank, question }));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [preview, setPreview] = useState(false);
  const change = payload(form);
  const named = form.kind === "qa" ? change.question : change.title;
  const changed = JSON.stringify(payload(formOf(source))) !== JSON.stringify(change);
  const ready = changed && Boolean(named) && Boolean(change.body) && !busy;
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(complaint(error));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    const { kind: _, ...words } = change;
    if (ready) void attempt(async () => saved(source ? await api.saveSource(source.id, { ...words, version: source.version }) : await api.addSource(change)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && (event.key === "s" || event.key === "Enter")) submit(event);
  };
  return (
    <section class="editor-pane" aria-label={source ? "Edit the entry" : "New entry"}>
      <form class="editor" onSubmit={submit} onKeyDown={onKeyDown}>
        <header class="editor-head">
          <button class="icon-button" type="button" aria-label="Close" onClick={close}>
            <Icon name="cross" />
          </button>
          <h2>{source ? "Edit entry" : "New entry"}</h2>
          <button class="text-button" type="button" aria-pressed={preview} onClick={() => setPreview(!preview)}>
            {preview ? "Write" : "Preview"}
          </button>
        </header>
        {!source && <Segments name="kind" label="Kind" quiet of={KINDS} value={form.kind} pick={(kind) => set({ ...form, kind })} />}
        {preview ? (
          <div class="editor-preview">
            <h3>{named || "Untitled"}</h3>
            <Markdown text={form.body || "Nothing written yet."} />
          </div>
        ) : (
          <Fields form={form} set={set} />
        )}
        {source && (
          <p class="quiet">
            <LastChange of="source" subject={source.id} after={source.version} />
          </p>
        )}
        {source && <SourceUse source={source.id} count={used} />}
        {source && source.version > 1 && (
          <SourceVersions
            of={source}
            take={(old) => {
              set({ kind: source.kind, title: old.title, question: old.question ?? "", body: old.body });
              setPreview(false);
            }}
          />
        )}
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <div class="editor-foot">
          {source ? <Remove used={used} remove={() => void attempt(async () => (await api.removeSource(source.id), removed(source)))} /> : <span />}
          <button class="button button-ink" disabled={!ready}>
            {busy ? "Saving…" : "Save"}
          </button>
        </div>
      </form>
    </section>
  );
}
