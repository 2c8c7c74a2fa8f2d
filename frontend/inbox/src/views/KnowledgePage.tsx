/** What the assistant may know: the list of sources, and the editor of one. */
import { useEffect, useState } from "preact/hooks";
import { age } from "../model/clock.ts";
import { plain } from "../model/markdown.ts";
import type { Meaning, Source } from "../model/knowledge.ts";
import { api, why } from "../live/api.ts";
import { loadUsed } from "../live/reports.ts";
import { go, serverNow, toast, useScreen } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";
import { Seamlet } from "./ListStates.tsx";
import { NothingChosen } from "./NothingChosen.tsx";
import { KnowledgeNav } from "./KnowledgeNav.tsx";
import { Origins } from "./Origins.tsx";
import { Portable } from "./Portable.tsx";
import { usedIn } from "./SourceUse.tsx";
import { SourceEditor } from "./SourceEditor.tsx";

const NEW = "new";

export function nameOf(source: Pick<Source, "kind" | "title" | "question">): string {
  return (source.kind === "qa" ? source.question : source.title) || source.title || "Untitled";
}

function useSources() {
  const [sources, set] = useState<Source[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = async (): Promise<void> => {
    try {
      set((await api.sources()).sort((a, b) => b.updated_at - a.updated_at));
      setProblem(null);
    } catch (error) {
      setProblem(why(error, "The list did not load."));
    }
  };
  useEffect(() => void load(), []);
  const put = (source: Source): void => set((known) => [source, ...(known ?? []).filter((one) => one.id !== source.id)]);
  const drop = (id: string): void => set((known) => (known ?? []).filter((one) => one.id !== id));
  return { sources, problem, load, put, drop };
}

function found(source: Source, words: string): boolean {
  const text = `${source.title} ${source.question ?? ""} ${source.body}`.toLowerCase();
  return words.split(/\s+/).every((word) => text.includes(word));
}

function SourceRow({ source, used, open }: { source: Source; used: number; open: boolean }) {
  return (
    <li class={open ? "source-row source-open" : "source-row"}>
      <a href={`/knowledge/${encodeURIComponent(source.id)}`} aria-current={open ? "true" : undefined}>
        <span class="source-kind">{source.kind === "qa" ? "Q&A" : "Text"}</span>
        <span class="source-name" dir="auto">
          {nameOf(source)}
        </span>
        <span class="source-meta">
          {source.passages !== undefined && `${source.passages} ${source.passages === 1 ? "passage" : "passages"} · `}
          {used > 0 && <span title={usedIn(used)}>{used}× used · </span>}
          {age(source.updated_at, serverNow())}
        </span>
        <span class="source-body" dir="auto">
          {plain(source.body).slice(0, 160)}
        </span>
      </a>
    </li>
  );
}

function EmptyKnowledge() {
  const assistant = useScreen((s) => s.desk.me?.assistant.name || "The assistant");
  return (
    <div class="empty">
      <Seamlet />
      <h2>{assistant} knows nothing yet.</h2>
      <p>Start with the five questions you are asked most. Each answer is searchable the moment it is saved.</p>
      <a class="button button-ink" href="/knowledge/new">
        Write the first answer
      </a>
    </div>
  );
}

/** Nothing where the server searches by words alone. */
function MeaningLine() {
  const [now, set] = useState<Meaning | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const seen = await api.meaning().catch(() => null);
      set(seen);
      if (seen?.waiting) timer = setTimeout(() => void look(), 5000);
    };
    void look();
    return () => clearTimeout(timer);
  }, []);
  if (!now) return null;
  if (now.failure) return <span title={now.failure}>Search by meaning has paused: its server does not answer. Words are searched meanwhile.</span>;
  if (now.waiting) return <span>Read for search by meaning: {now.done.toLocaleString()} of {(now.done + now.waiting).toLocaleString()} passages.</span>;
  return <span title={now.model}>Searched by words and by meaning.</span>;
}

/** `question`: what a new entry begins with. */
export function KnowledgePage({ id, question }: { id: string | null; question: string }) {
  const { sources, problem, load, put, drop } = useSources();
  const [filter, setFilter] = useState("");
  const [used, setUsed] = useState<Record<string, number>>({});
  useEffect(() => {
    loadUsed().then(setUsed, () => undefined); // beside the list, which says it when the server is away
  }, []);
  const words = filter.trim().toLowerCase();
  const rows = (sources ?? []).filter((source) => !words || found(source, words));
  const open = sources?.find((source) => source.id === id) ?? null;
  const close = (): void => go({ at: "knowledge", id: null });
  const saved = (source: Source): void => {
    put(source);
    toast("Saved. The next answer can use it.");
    go({ at: "knowledge", id: source.id }, true);
  };
  const removed = (source: Source): void => {
    drop(source.id);
    toast(`Deleted “${nameOf(source)}”`);
    close();
  };
  return (
    <main class="page page-split" data-on={id === null ? "list" : "editor"}>
      <KnowledgeNav />
      <section class="sources-pane" aria-label="Knowledge" aria-busy={!sources && !problem}>
        <header class="page-head page-head-row">
          <div>
            <h2>Knowledge</h2>
            <p>
              What the assistant answers from, and cites. <MeaningLine />
            </p>
          </div>
          <a class={sources?.length === 0 ? "button" : "button button-ink"} href="/knowledge/new">
            <Icon name="plus" size={16} />
            Add
          </a>
        </header>
        <Origins />
        <Portable done={() => void load()} />
        {(sources?.length ?? 0) > 5 && (
          <label class="filter filter-page">
            <Icon name="search" size={16} />
            <span class="hidden">Filter the knowledge</span>
            <input id="filter" type="search" placeholder="Filter" value={filter} onInput={(event) => setFilter(event.currentTarget.value)} />
            <kbd aria-hidden="true">/</kbd>
          </label>
        )}
        {problem && (
          <div class="empty" role="alert">
            <h2>The list did not load.</h2>
            <p>{problem}</p>
            <button class="button" type="button" onClick={() => void load()}>
              Try again
            </button>
          </div>
        )}
        {sources?.length === 0 && <EmptyKnowledge />}
        {words && rows.length === 0 && <p class="quiet no-match">No entry has all of these words.</p>}
        <ul class="source-list">
          {rows.map((source) => (
            <SourceRow key={source.id} source={source} used={used[source.id] ?? 0} open={source.id === id} />
          ))}
        </ul>
      </section>
      {id === NEW && <SourceEditor key={NEW + question} source={null} question={question} saved={saved} removed={removed} close={close} />}
      {open && <SourceEditor key={open.id} source={open} used={used[open.id] ?? 0} saved={saved} removed={removed} close={close} />}
      {id === null && (sources?.length ?? 0) > 0 && <NothingChosen text="Choose an entry to read or change it." />}
      {id !== null && id !== NEW && sources && !open && (
        <section class="editor-pane">
          <div class="empty">
            <h2>There is no such entry.</h2>
            <a href="/knowledge">Back to the list</a>
          </div>
        </section>
      )}
    </main>
  );
}
