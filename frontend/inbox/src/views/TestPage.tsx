/** Trying the assistant: a conversation with it, and why each answer is what it is. Nothing is kept, nobody is called. What it costs counts. */
import { useEffect, useRef, useState } from "preact/hooks";
import { dollars } from "../model/money.ts";
import { href } from "../model/routes.ts";
import type { Gap } from "../model/knowledge.ts";
import type { Pretended, Tried } from "../model/assistant.ts";
import { api, why } from "../live/api.ts";
import { KnowledgeNav } from "./KnowledgeNav.tsx";
import { MakeGolden } from "./MakeGolden.tsx";
import { Markdown } from "./Markdown.tsx";
import { LanguageOptions } from "./LanguageOptions.tsx";

interface Turn {
  question: string;
  tried: Tried;
}

const DECIDED: Record<Tried["decision"], string> = { answer: "Answers", unknown: "Does not know, offers a person", handoff: "Calls a person", failed: "Failed" };
const REASONS: Record<string, string> = { keyword: "the visitor asks for one; no model is needed to hear that", assistant: "the assistant asked for one", ungrounded: "what the model said was not in the knowledge" };

/** What mends it: the passage it rests on, or an answer that is missing. */
function Mend({ question, tried }: { question: string; tried: Tried }) {
  if (tried.decision === "handoff" && tried.reason === "keyword") {
    return (
      <a class="button button-small" href="/settings/assistant">
        When it calls a person
      </a>
    );
  }
  const cited = tried.passages.find((one) => one.cited);
  return (
    <>
      {cited && (
        <a class="button button-small" href={href({ at: "knowledge", id: cited.source })}>
          Fix what it read
        </a>
      )}
      <a class="button button-small" href={href({ at: "knowledge", id: "new", question })}>
        {cited ? "Write a better answer" : "Write the answer"}
      </a>
    </>
  );
}

function Why({ of: { question, tried } }: { of: Turn }) {
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
    <>
      <h3>
        {DECIDED[tried.decision]}
        {tried.reason && `: ${REASONS[tried.reason] ?? tried.reason}`}
      </h3>
      <p class="quiet">{facts.join(" · ")}</p>
      {tried.passages.length > 0 && (
        <ol>
          {tried.passages.map((one) => (
            <li key={one.id} class={one.cited ? "try-cited" : undefined}>
              <span class="try-score">{one.score.toFixed(2)}</span>
              <span>
                <a href={href({ at: "knowledge", id: one.source })} dir="auto">
                  {one.title || "Untitled"}
                </a>
                {one.cited && <b> cited</b>}
              </span>
            </li>
          ))}
        </ol>
      )}
      <div class="held-acts">
        <Mend question={question} tried={tried} />
      </div>
      <MakeGolden key={question} question={question} expect={tried.decision === "failed" ? "answer" : tried.decision} small />
    </>
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

function Pretend({ as, set, drafted }: { as: Pretended; set: (as: Pretended) => void; drafted: boolean }) {
  const flags = [["draft", "by the draft"], ["nobody", "nobody is there"], ["closed", "outside opening hours"]] as const;
  return (
    <details class="try-as">
      <summary>As if</summary>
      <div class="try-as-in">
        {flags
          .filter(([flag]) => flag !== "draft" || drafted)
          .map(([flag, words]) => (
            <label key={flag} class="check">
              <input type="checkbox" checked={as[flag]} onChange={() => set({ ...as, [flag]: !as[flag] })} /> {words}
            </label>
          ))}
        <label class="field">
          <span>The visitor’s browser speaks</span>
          <select class="select-small" value={as.lang} onChange={(event) => set({ ...as, lang: event.currentTarget.value })}>
            <LanguageOptions none="Not known" />
          </select>
        </label>
        <label class="field">
          <span>They look at the page</span>
          <input inputMode="url" maxLength={2000} value={as.page} placeholder="https://shop.example/prices" onInput={(event) => set({ ...as, page: event.currentTarget.value })} />
        </label>
      </div>
    </details>
  );
}

const HONEST: Pretended = { nobody: false, closed: false, draft: false, lang: "", page: "" };

function useTrial() {
  const [turns, setTurns] = useState<Turn[]>([]);
  const [as, setAs] = useState(HONEST);
  const [drafted, setDrafted] = useState(false);
  const [asking, setAsking] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const known = ({ draft }: { draft: unknown }): void => {
      setDrafted(draft !== null);
      setAs((old) => ({ ...old, draft: draft !== null }));
    };
    api.assistant().then(known, () => undefined); // without it, what is in force is asked
  }, []);
  const ask = async (question: string): Promise<boolean> => {
    if (!question || asking) return false;
    setAsking(question);
    setProblem(null);
    try {
      const tried = await api.tryOut(question, as, turns.flatMap((turn) => [{ by: "contact", text: turn.question }, { by: "assistant", text: turn.tried.text }] as const).filter(({ text }) => text).slice(-20));
      setTurns([...turns, { question, tried }]);
      return true;
    } catch (error) {
      setProblem(why(error, "It was not answered. Try again."));
      return false;
    } finally {
      setAsking("");
    }
  };
  return { turns, as, setAs, drafted, asking, problem, ask, anew: () => setTurns([]) };
}

function Said({ turn, shown, show }: { turn: Turn; shown: boolean; show: () => void }) {
  return (
    <li class={shown ? "try-turn try-shown" : "try-turn"}>
      <p class="try-question" dir="auto">
        {turn.question}
      </p>
      <div class="try-answer">{turn.tried.text ? <Markdown text={turn.tried.text} /> : <p class="quiet">{turn.tried.decision === "failed" ? "Nothing was said." : "Nothing is said; the team is called."}</p>}</div>
      <button class="text-button" type="button" aria-pressed={shown} onClick={show}>
        {DECIDED[turn.tried.decision]}: why
      </button>
    </li>
  );
}

export function TestPage() {
  const { turns, as, setAs, drafted, asking, problem, ask, anew } = useTrial();
  const [question, setQuestion] = useState("");
  const [at, look] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const send = async (asked: string): Promise<void> => {
    if (!(await ask(asked))) return setQuestion(asked);
    setQuestion("");
    look(turns.length);
    field.current?.focus();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    void send(question.trim());
  };
  const shown = turns[at];
  return (
    <main class="page page-narrow page-beside try-page">
      <KnowledgeNav />
      <header class="page-head page-head-row">
        <div>
          <h2>Try the assistant</h2>
          <p>What a visitor would be told. Nothing is kept, nobody is called; what it costs counts in your caps.</p>
        </div>
        {turns.length > 0 && (
          <button class="button" type="button" onClick={anew}>
            Begin anew
          </button>
        )}
      </header>
      <form class="editor" onSubmit={submit}>
        {(turns.length > 0 || asking) && (
          <ol class="try-turns" aria-live="polite" aria-label="The conversation">
            {turns.map((turn, n) => (
              <Said key={n} turn={turn} shown={n === at} show={() => look(n)} />
            ))}
            {asking && (
              <li class="try-turn">
                <p class="try-question" dir="auto">
                  {asking}
                </p>
                <p class="quiet">Answering…</p>
              </li>
            )}
          </ol>
        )}
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <div class="try-ask">
          <label class="field">
            <span>{turns.length > 0 ? "And then" : "Question"}</span>
            <input ref={field} name="question" value={question} maxLength={4000} required dir="auto" autocomplete="off" onInput={(event) => setQuestion(event.currentTarget.value)} />
          </label>
          <button class="button button-ink" disabled={asking !== "" || !question.trim()}>
            Ask
          </button>
        </div>
        <Pretend as={as} set={setAs} drafted={drafted} />
        {turns.length === 0 && !asking && <Asked ask={(one) => void send(one)} />}
      </form>
      <aside class="made-of try-why" aria-label="Why">
        {shown ? <Why of={shown} /> : <p class="quiet">Beside each answer stands why it is what it is: what was found, what was cited, who was asked and what it cost.</p>}
      </aside>
    </main>
  );
}
