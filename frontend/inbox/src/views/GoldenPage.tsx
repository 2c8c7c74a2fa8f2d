/** Test questions: what the assistant must get right, asked all at once, and what has changed since. */
import { useEffect, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { EXPECTED, markOf, MARKS, runLine, why as reason } from "../model/golden.ts";
import type { Expect, Golden, GoldenBoard, GoldenResult } from "../model/assistant.ts";
import { api, why } from "../live/api.ts";
import { KnowledgeNav } from "./KnowledgeNav.tsx";
import { Seamlet } from "./ListStates.tsx";
import { Markdown } from "./Markdown.tsx";
import { Segments } from "./Segments.tsx";

const LOOK_AGAIN = 1500;

function Editor({ of, done, cancel }: { of: Golden | null; done: () => void; cancel: () => void }) {
  const [question, setQuestion] = useState(of?.question ?? "");
  const [expect, setExpect] = useState<Expect>(of?.expect ?? "answer");
  const [facts, setFacts] = useState((of?.facts ?? []).join("\n"));
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const told = expect === "answer" ? facts.split("\n").filter((line) => line.trim()) : [];
    const wanted = { question: question.trim(), expect, facts: told };
    try {
      await (of ? api.saveGolden(of.id, wanted) : api.addGolden(wanted));
      done();
    } catch (error) {
      setProblem(why(error, "It did not work. Try again."));
    }
  };
  return (
    <form class="golden-editor" onSubmit={(event) => void submit(event)}>
      <label class="field">
        <span>Question, as a visitor would put it</span>
        <input name="golden" value={question} maxLength={4000} required dir="auto" autocomplete="off" onInput={(event) => setQuestion(event.currentTarget.value)} />
      </label>
      <Segments name={`expect-${of?.id ?? "new"}`} label="What the assistant should do" of={EXPECTED} value={expect} pick={setExpect} />
      {expect === "answer" && (
        <label class="field">
          <span>What the answer has to say</span>
          <textarea name="facts" rows={3} value={facts} dir="auto" placeholder={"One fact a line, for example:\n£145\nwithin two days"} onInput={(event) => setFacts(event.currentTarget.value)} />
        </label>
      )}
      {problem && <p class="problem" role="alert">{problem}</p>}
      <div class="held-acts">
        <button class="button button-ink" disabled={!question.trim()}>
          {of ? "Save" : "Add"}
        </button>
        <button class="button" type="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}

function Row({ of, result, changed }: { of: Golden; result: GoldenResult | undefined; changed: () => void }) {
  const [editing, edit] = useState(false);
  const mark = markOf(result);
  const failed = mark === "fail" || mark === "worse";
  const remove = async (): Promise<void> => {
    await api.removeGolden(of.id).catch(() => undefined); // gone already: the list says so
    changed();
  };
  if (editing) {
    const done = (): void => {
      edit(false);
      changed();
    };
    return (
      <li class="golden">
        <Editor of={of} done={done} cancel={() => edit(false)} />
      </li>
    );
  }
  return (
    <li class="golden">
      <details>
        <summary>
          <span class={`golden-mark golden-${mark}`}>{MARKS[mark]}</span>
          <b dir="auto">{of.question}</b>
          {failed && result && <span class="golden-why">{reason(of, result)}</span>}
        </summary>
        <div class="golden-in">
          <p class="quiet">
            Expected: {EXPECTED[of.expect].toLowerCase()}
            {of.facts.length > 0 && `, with ${of.facts.join("; ")}`}. Written by {of.created_by}.
          </p>
          {result && (result.text ? <Markdown text={result.text} /> : <p class="quiet">Nothing was said.</p>)}
          <div class="origin-acts">
            {failed && of.expect === "answer" && <a href="/knowledge/new">Write an answer</a>}
            <button class="text-button" type="button" onClick={() => edit(true)}>
              Change
            </button>
            <button class="text-button" type="button" onClick={() => void remove()}>
              Remove
            </button>
          </div>
        </div>
      </details>
    </li>
  );
}

function useBoard() {
  const [board, set] = useState<GoldenBoard | null>(null);
  const [drafted, setDrafted] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const load = async (): Promise<void> => {
    try {
      set(await api.golden());
      setProblem(null);
    } catch (error) {
      setProblem(why(error, "It did not work. Try again."));
    }
  };
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      await load();
    } catch (error) {
      setProblem(why(error, "It did not work. Try again."));
    }
  };
  useEffect(() => {
    void load();
    api.assistant().then(({ draft }) => setDrafted(draft !== null), () => undefined); // without it, only what is in force can be asked
  }, []);
  const running = board?.runs[0]?.state === "running";
  useEffect(() => {
    if (!running) return;
    const again = setInterval(() => void load(), LOOK_AGAIN);
    return () => clearInterval(again);
  }, [running]);
  return { board, drafted, problem, load, act, running };
}

type Board = ReturnType<typeof useBoard>;

function LastRun({ of: { board, running, act, drafted } }: { of: Board }) {
  if (!board || board.questions.length === 0) return null;
  const run = board.runs[0];
  return (
    <section class="golden-run" aria-label="The last time they were asked">
      <div role="status">
        {run ? (
          <>
            <p class={run.worse > 0 ? "golden-sum golden-bad" : "golden-sum"}>{runLine(run)}</p>
            <p class="quiet">
              {moment(run.started_at)}, {run.started_by ? `by ${run.started_by}` : "after Knowledge changed"}
              {board.outdated && !running && ". Knowledge has changed since."}
            </p>
          </>
        ) : (
          <p class="quiet">Not asked yet. Asking them costs what visitors’ questions cost, and counts in your caps.</p>
        )}
      </div>
      <div class="held-acts">
        {running ? (
          <button class="button" type="button" onClick={() => void act(api.cancelGolden)}>
            Stop asking
          </button>
        ) : (
          <>
            {drafted && (
              <button class="button button-ink" type="button" onClick={() => void act(() => api.runGolden(true))}>
                Ask the draft
              </button>
            )}
            <button class={drafted ? "button" : "button button-ink"} type="button" onClick={() => void act(() => api.runGolden(false))}>
              {drafted ? "Ask what is in force" : "Ask them all"}
            </button>
          </>
        )}
      </div>
    </section>
  );
}

export function GoldenPage() {
  const state = useBoard();
  const { board, problem, load } = state;
  const [adding, add] = useState(false);
  const results = new Map((board?.results ?? []).map((result) => [result.golden_id, result]));
  const done = (): void => {
    add(false);
    void load();
  };
  return (
    <main class="page page-narrow" aria-busy={!board}>
      <KnowledgeNav />
      <header class="page-head page-head-row">
        <div>
          <h2>Test questions</h2>
          <p>What the assistant must get right. They are asked when you say so, before you publish a draft, and by themselves after Knowledge has changed.</p>
        </div>
        {!adding && (
          <button class="button" type="button" onClick={() => add(true)}>
            Add
          </button>
        )}
      </header>
      {problem && <p class="problem" role="alert">{problem}</p>}
      {adding && <Editor of={null} done={done} cancel={() => add(false)} />}
      <LastRun of={state} />
      {board?.questions.length === 0 && !adding && (
        <div class="empty">
          <Seamlet />
          <h2>No test questions yet.</h2>
          <p>Start with three that matter: a price, your hours, something the assistant must not answer by itself. Gaps and conversations give more, with one press.</p>
        </div>
      )}
      <ul class="golden-list">
        {(board?.questions ?? []).map((one) => (
          <Row key={one.id} of={one} result={results.get(one.id)} changed={() => void load()} />
        ))}
      </ul>
    </main>
  );
}
