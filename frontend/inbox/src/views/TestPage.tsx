/** Trying the assistant: a question, its answer, and why. Nothing is kept, nobody is called. What it costs counts. */
import { useEffect, useState } from "preact/hooks";
import { dollars } from "../model/money.ts";
import type { Gap } from "../model/wire.ts";
import type { Tried } from "../model/assistant.ts";
import { api, why } from "../live/api.ts";
import { KnowledgeNav } from "./KnowledgeNav.tsx";
import { MakeGolden } from "./MakeGolden.tsx";
import { Markdown } from "./Markdown.tsx";

const DECIDED: Record<Tried["decision"], string> = { answer: "Answers", unknown: "Does not know, offers a person", handoff: "Calls a person", failed: "Failed" };
const REASONS: Record<string, string> = { keyword: "the visitor asks for one; no model is needed to hear that", assistant: "the model asked for one", ungrounded: "what the model said was not in the knowledge" };

function Why({ tried, question }: { tried: Tried; question: string }) {
  const facts = [
    tried.model || "no model was asked",
    tried.degraded && `not the usual model: ${tried.degraded}`,
    tried.prompt_version ? `instructions version ${tried.prompt_version}` : "instructions of the draft",
    `${(tried.took / 1000).toFixed(1)} s`,
    tried.first_after !== null && `first words after ${(tried.first_after / 1000).toFixed(1)} s`,
    tried.input_tokens > 0 && `${tried.input_tokens} + ${tried.output_tokens} tokens`,
    tried.cost > 0 && dollars(tried.cost),
  ].filter(Boolean);
  return (
    <aside class="try-why" aria-label="Why">
      <h3>
        {DECIDED[tried.decision]}
        {tried.reason && `: ${REASONS[tried.reason] ?? tried.reason}`}
      </h3>
      <p class="quiet">{facts.join(" · ")}</p>
      {tried.passages.length > 0 && (
        <ol>
          {tried.passages.map((one) => (
            <li key={one.id}>
              <span class="try-score">{one.score.toFixed(2)}</span>
              <a href={`/knowledge/${encodeURIComponent(one.source)}`} dir="auto">
                {one.title || "Untitled"}
              </a>
              {one.cited && <b> cited</b>}
            </li>
          ))}
        </ol>
      )}
      <div class="held-acts">
        {tried.decision === "unknown" && (
          <a class="button" href="/knowledge/new">
            Write an answer
          </a>
        )}
        <MakeGolden key={question} question={question} expect={tried.decision === "failed" ? "answer" : tried.decision} />
      </div>
    </aside>
  );
}

/** What visitors asked of late and were not answered well: worth a try. */
function Asked({ ask }: { ask: (question: string) => void }) {
  const [gaps, setGaps] = useState<readonly Gap[]>([]);
  useEffect(() => {
    api.gaps("open").then(({ gaps: found }) => setGaps(found.slice(0, 6)), () => undefined); // a help, no more
  }, []);
  if (gaps.length === 0) return null;
  return (
    <div class="try-asked" role="group" aria-label="Asked by visitors, and not answered well">
      <p class="quiet">Asked by visitors, and not answered well:</p>
      {gaps.map((gap) => (
        <button key={gap.id} class="chip-button" type="button" dir="auto" onClick={() => ask(gap.question)}>
          {gap.question}
        </button>
      ))}
    </div>
  );
}

export function TestPage() {
  const [question, setQuestion] = useState("");
  const [as, setAs] = useState({ nobody: false, closed: false, draft: false });
  const [drafted, setDrafted] = useState(false);
  const [tried, setTried] = useState<{ of: string; with: Tried } | null>(null);
  useEffect(() => {
    const known = ({ draft }: { draft: unknown }): void => {
      setDrafted(draft !== null);
      setAs((old) => ({ ...old, draft: draft !== null }));
    };
    api.assistant().then(known, () => undefined); // without it, what is in force is asked
  }, []);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = async (asked: string): Promise<void> => {
    if (!asked || busy) return;
    setQuestion(asked);
    setBusy(true);
    setProblem(null);
    try {
      setTried({ of: asked, with: await api.tryOut(asked, as) });
    } catch (error) {
      setTried(null);
      setProblem(why(error, "It was not answered. Try again."));
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    void ask(question.trim());
  };
  return (
    <main class="page page-narrow">
      <KnowledgeNav />
      <header class="page-head">
        <h2>Try the assistant</h2>
        <p>What a visitor would be told. Nothing is kept, nobody is called; what it costs counts in your caps.</p>
      </header>
      <form class="editor" onSubmit={submit}>
        <label class="field">
          <span>Question</span>
          <input name="question" value={question} maxLength={4000} required dir="auto" autocomplete="off" onInput={(event) => setQuestion(event.currentTarget.value)} />
        </label>
        <div class="editor-foot gap-foot">
          <span class="try-as">
            {drafted && (
              <label>
                <input type="checkbox" checked={as.draft} onChange={() => setAs({ ...as, draft: !as.draft })} /> by the draft
              </label>
            )}
            <label>
              <input type="checkbox" checked={as.nobody} onChange={() => setAs({ ...as, nobody: !as.nobody })} /> nobody is there
            </label>
            <label>
              <input type="checkbox" checked={as.closed} onChange={() => setAs({ ...as, closed: !as.closed })} /> outside opening hours
            </label>
          </span>
          <button class="button button-ink" disabled={busy || !question.trim()}>
            {busy ? "Answering…" : "Ask"}
          </button>
        </div>
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        {!tried && !busy && <Asked ask={(one) => void ask(one)} />}
        <div role="status">{tried && (tried.with.text ? <Markdown text={tried.with.text} /> : <p class="quiet">Nothing is said; the team is called.</p>)}</div>
        {tried && <Why tried={tried.with} question={tried.of} />}
      </form>
    </main>
  );
}
