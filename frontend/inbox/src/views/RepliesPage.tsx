/** Saved replies: the team's own words for what comes again and again. */
import { useEffect, useRef, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { back } from "../model/files.ts";
import { filledIn, leftOpen, valuesFor, type Reply } from "../model/replies.ts";
import { why } from "../live/api.ts";
import { replies as saved, repliesApi } from "../live/replies.ts";
import { go, setKey, toast, useScreen } from "../live/screen.ts";
import { AttachButton, useAttached } from "./Attach.tsx";
import { FilesMark } from "./FilesMark.tsx";
import { Icon } from "./Icon.tsx";
import { NothingChosen } from "./NothingChosen.tsx";
import { Sure } from "./Sure.tsx";

const NEW = "new";
const VARIABLES = [
  ["contact.first_name|there", "Their first name, or “there”"],
  ["contact.name", "Their name"],
  ["contact.email", "Their e-mail"],
  ["operator.first_name", "Your first name"],
  ["operator.name", "Your name"],
  ["assistant.name", "The assistant"],
  ["workspace.name", "Your business"],
  ["site.name", "The web site"],
] as const;

function Preview({ text }: { text: string }) {
  const me = useScreen((s) => s.desk.me);
  const values = valuesFor({ contact: { name: "Vera Lind", email: "vera@example.com" }, operator: me?.operator.name ?? "", assistant: me?.assistant.name ?? "", workspace: me?.workspace.name ?? "", site: me?.workspace.name ?? "" });
  const open = leftOpen(filledIn(text, values));
  return (
    <div class="reply-preview">
      <h3>For Vera Lind it reads</h3>
      <p dir="auto">{filledIn(text, values) || "…"}</p>
      {open.length > 0 && <p class="problem">There is no {open.join(", ")}.</p>}
    </div>
  );
}

function Editor({ reply, done }: { reply: Reply | null; done: (told: string) => void }) {
  const [name, setName] = useState(reply?.name ?? "");
  const [text, setText] = useState(reply?.text ?? "");
  const [problem, setProblem] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const attached = useAttached(reply?.id ?? NEW, "saved");
  const { going, ready, Tray } = attached;
  useEffect(() => {
    setKey("attached", attached.at, back(reply?.files ?? []));
    return () => setKey("attached", attached.at, undefined);
  }, []);
  const attempt = (work: Promise<unknown>, told: string): void => void work.then(() => done(told), (error: unknown) => setProblem(why(error)));
  const submit = (event: Event): void => {
    event.preventDefault();
    setProblem("");
    const written = { name, text, files: ready.map((one) => one.id) };
    attempt(reply ? repliesApi.save(reply.id, written, reply.version) : repliesApi.add(written), "Saved");
  };
  const put = (variable: string): void => {
    const el = field.current;
    if (!el) return;
    el.setRangeText(`{{${variable}}}`, el.selectionStart, el.selectionEnd, "end");
    setText(el.value);
    el.focus();
  };
  return (
    <section class="editor-pane" aria-label="The reply">
      <form class="editor" onSubmit={submit}>
        <header class="editor-head">
          <button class="icon-button" type="button" aria-label="Close" onClick={() => go({ at: "replies", id: null })}>
            <Icon name="cross" />
          </button>
          <h2>{reply ? reply.name : "New reply"}</h2>
        </header>
        <label class="field">
          <span>Name, by which you find it</span>
          <input name="name" value={name} maxLength={60} required placeholder="Delivery times" onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label class="field">
          <span>Reply</span>
          <textarea name="text" ref={field} rows={7} value={text} maxLength={4000} required dir="auto" onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <div class="reply-variables" role="group" aria-label="Insert">
          {VARIABLES.map(([variable, words]) => (
            <button key={variable} class="chip-button" type="button" title={`{{${variable}}}`} onClick={() => put(variable)}>
              {words}
            </button>
          ))}
        </div>
        <div class="reply-files">
          <AttachButton of={attached} />
          <p class="quiet">{attached.items.length > 0 ? "Goes with it whenever it is used." : "Files and pictures that go with it"}</p>
          {Tray && <Tray at={attached.at} />}
        </div>
        <Preview text={text} />
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        {reply && (
          <p class="quiet">
            Changed by {reply.updated_by}, {moment(reply.updated_at)}
          </p>
        )}
        <div class="editor-foot">
          {reply && <Sure ask="Delete" look="button button-bare" sure="Delete it" act={() => attempt(repliesApi.remove(reply.id), "Deleted")} />}
          {!reply && <span />}
          <button class="button button-ink" disabled={!name.trim() || !text.trim() || going}>
            Save
          </button>
        </div>
      </form>
    </section>
  );
}

export function RepliesPage({ id }: { id: string | null }) {
  const [replies, setReplies] = useState<Reply[] | null>(null);
  const [problem, setProblem] = useState("");
  const load = (): void => void saved.load(true).then((found) => {
    setReplies(found);
    setProblem("");
  }, (error: unknown) => setProblem(why(error)));
  useEffect(load, []);
  const done = (told: string): void => {
    toast(told);
    go({ at: "replies", id: null });
    load();
  };
  const open = id === NEW ? null : replies?.find((one) => one.id === id);
  return (
    <main class="page page-split" data-on={id === null ? "list" : "editor"}>
      <section class="sources-pane" aria-label="Saved replies" aria-busy={!replies && !problem}>
        <header class="page-head page-head-row">
          <div>
            <h2>Saved replies</h2>
            <p>
              Type <kbd>/</kbd> where you write, or <kbd>Ctrl /</kbd>, and a few letters. The whole team has them.
            </p>
          </div>
          <a class="button" href={`/settings/replies/${NEW}`}>
            <Icon name="plus" size={16} />
            New
          </a>
        </header>
        {problem && (
          <p class="problem no-match" role="alert">
            {problem}
          </p>
        )}
        {replies?.length === 0 && <p class="no-match quiet">None yet. What do you write again and again?</p>}
        <ul class="source-list">
          {(replies ?? []).map((one) => (
            <li key={one.id} class={one.id === id ? "source-row source-open" : "source-row"}>
              <a class="reply-row" href={`/settings/replies/${encodeURIComponent(one.id)}`} aria-current={one.id === id ? "true" : undefined}>
                <span class="source-name">{one.name}</span>
                <span class="source-meta" title={`Saved by ${one.updated_by}`}>
                  {moment(one.updated_at)}
                </span>
                <span class="source-body" dir="auto">
                  {one.files.length > 0 && <FilesMark n={one.files.length} />}
                  {one.text}
                </span>
              </a>
            </li>
          ))}
        </ul>
      </section>
      {id !== null && open !== undefined && <Editor key={id} reply={open} done={done} />}
      {id === null && <NothingChosen text="Choose a reply, or write a new one." />}
    </main>
  );
}
