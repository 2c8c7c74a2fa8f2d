/** Answer gaps: what visitors ask and the knowledge does not answer; each is closed by one approved answer. */
import { useEffect, useState } from "preact/hooks";
import { age } from "../model/clock.ts";
import type { Gap, GapStatus, OpenedGap } from "../model/knowledge.ts";
import { api, why } from "../live/api.ts";
import { go, serverNow, toast } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";
import { KnowledgeNav } from "./KnowledgeNav.tsx";
import { MakeGolden } from "./MakeGolden.tsx";
import { Seamlet } from "./ListStates.tsx";
import { NothingChosen } from "./NothingChosen.tsx";
import { Segments } from "./Segments.tsx";

const STATUSES: Record<GapStatus, string> = { open: "Open", answered: "Answered", ignored: "Ignored", human_only: "For people" };
const SIGNS: Record<string, string> = { no_source: "no source", handoff: "handed over", thumb_down: "thumb down", repeat: "asked again" };

function trend({ recent, before }: Gap): string {
  if (recent === before) return `${recent} this week, as before`;
  return `${recent} this week, ${recent > before ? "up" : "down"} from ${before}`;
}

function signs(gap: Gap): string {
  return Object.entries(gap.signs).map(([sign, n]) => `${SIGNS[sign] ?? sign} ${n}`).join(" · ");
}

function GapRow({ gap, open }: { gap: Gap; open: boolean }) {
  return (
    <li class={open ? "source-row source-open" : "source-row"}>
      <a href={`/knowledge/gaps/${encodeURIComponent(gap.id)}`} aria-current={open ? "true" : undefined}>
        <span class="source-kind">{gap.count}×</span>
        <span class="source-name" dir="auto">
          {gap.question}
        </span>
        <span class="source-meta">{age(gap.last_at, serverNow())}</span>
        <span class="source-body">
          {trend(gap)} · {signs(gap)}
        </span>
      </a>
    </li>
  );
}

type Example = OpenedGap["examples"][number];

/** Each way to ask it once, with who asked it last. */
function inTheirWords({ examples }: OpenedGap): { newest: Example; times: number }[] {
  const ways = new Map<string, { newest: Example; times: number }>();
  for (const one of examples) {
    const words = one.question.trim().toLowerCase();
    const { newest, times } = ways.get(words) ?? { newest: one, times: 0 };
    ways.set(words, { newest: one.at > newest.at ? one : newest, times: times + 1 });
  }
  return [...ways.values()].slice(0, 6);
}

function Examples({ gap }: { gap: OpenedGap }) {
  return (
    <div class="gap-examples">
      <h3>
        Asked {gap.count === 1 ? "once" : `${gap.count} times`}
        {gap.again > 0 && gap.status !== "open" && `, ${gap.again} of them after this was decided`}
      </h3>
      <ul>
        {inTheirWords(gap).map(({ newest, times }) => (
          <li key={newest.question}>
            <a href={`/inbox/c/${encodeURIComponent(newest.conversation)}`} dir="auto">
              {newest.question}
            </a>{" "}
            <span class="quiet">
              {times > 1 && `${times}×, last `}
              {age(newest.at, serverNow())}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function GapEditor({ gap, decided, close }: { gap: OpenedGap; decided: (told: string) => void; close: () => void }) {
  const [question, setQuestion] = useState(gap.question);
  const [body, setBody] = useState(gap.draft);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const attempt = async (work: () => Promise<unknown>, told: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      decided(told);
    } catch (error) {
      setProblem(why(error, "Something went wrong. Try again."));
      setBusy(false);
    }
  };
  const put = (status: "open" | "ignored" | "human_only", told: string): void => void attempt(() => api.decideGap(gap.id, status), told);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (question.trim() && body.trim() && !busy) void attempt(() => api.answerGap(gap.id, question.trim(), body.trim()), "Saved. The next answer can use it.");
  };
  return (
    <section class="editor-pane" aria-label="The gap">
      <form class="editor" onSubmit={submit}>
        <header class="editor-head">
          <button class="icon-button" type="button" aria-label="Close" onClick={close}>
            <Icon name="cross" />
          </button>
          <h2>{gap.status === "open" ? "Not answered yet" : STATUSES[gap.status]}</h2>
        </header>
        <Examples gap={gap} />
        <MakeGolden question={gap.question} expect={gap.status === "human_only" ? "handoff" : "answer"} small />
        {gap.status === "answered" ? (
          <p>{gap.source && <a href={`/knowledge/${encodeURIComponent(gap.source)}`}>See the answer in the knowledge</a>}</p>
        ) : (
          <>
            <label class="field">
              <span>Question, as a visitor would put it</span>
              <input name="question" value={question} maxLength={500} required dir="auto" onInput={(event) => setQuestion(event.currentTarget.value)} />
            </label>
            <label class="field field-fill">
              <span>Answer{gap.draft && ", drafted from what your team wrote: read it before you save"}</span>
              <textarea name="body" rows={8} value={body} required dir="auto" onInput={(event) => setBody(event.currentTarget.value)} />
            </label>
          </>
        )}
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <div class="editor-foot gap-foot">
          {gap.status === "open" ? (
            <span class="sure">
              <button class="button button-bare" type="button" disabled={busy} onClick={() => put("ignored", "Ignored")}>
                Ignore
              </button>
              <button class="button button-bare" type="button" disabled={busy} onClick={() => put("human_only", "Left to people")}>
                Only for people
              </button>
            </span>
          ) : (
            <button class="button button-bare" type="button" disabled={busy} onClick={() => put("open", "Open again")}>
              Open again
            </button>
          )}
          {gap.status !== "answered" && (
            <button class="button button-ink" disabled={busy || !question.trim() || !body.trim()}>
              Add to the knowledge
            </button>
          )}
        </div>
      </form>
    </section>
  );
}

export function GapsPage({ id }: { id: string | null }) {
  const [status, setStatus] = useState<GapStatus>("open");
  const [gaps, setGaps] = useState<Gap[] | null>(null);
  const [open, setOpen] = useState<OpenedGap | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = async (): Promise<void> => {
    try {
      setGaps((await api.gaps(status)).gaps);
      setProblem(null);
    } catch (error) {
      setProblem(why(error, "The list did not load."));
    }
  };
  useEffect(() => void load(), [status]);
  useEffect(() => {
    let gone = false;
    setOpen(null);
    if (id) api.gap(id).then((found) => !gone && setOpen(found), (error) => !gone && setProblem(why(error, "It did not load.")));
    return () => {
      gone = true;
    };
  }, [id]);
  const close = (): void => go({ at: "gaps", id: null });
  const decided = (told: string): void => {
    toast(told);
    close();
    void load();
  };
  return (
    <main class="page page-split" data-on={id === null ? "list" : "editor"}>
      <KnowledgeNav />
      <section class="sources-pane" aria-label="Answer gaps" aria-busy={!gaps && !problem}>
        <header class="page-head page-head-row">
          <div>
            <h2>Answer gaps</h2>
            <p>Asked, and not answered well.</p>
          </div>
          <a class="button" href="/desk/v1/gaps.csv" download>
            CSV
          </a>
        </header>
        <div class="gap-statuses">
          <Segments name="status" label="Which" quiet of={STATUSES} value={status} pick={setStatus} />
        </div>
        {problem && (
          <p class="problem no-match" role="alert">
            {problem}
          </p>
        )}
        {gaps?.length === 0 && (
          <div class="empty">
            <Seamlet />
            <h2>{status === "open" ? "No gaps." : "Nothing here."}</h2>
            {status === "open" && <p>Questions without a source, hand-overs, thumbs down and repeated questions appear here.</p>}
          </div>
        )}
        <ul class="source-list">
          {(gaps ?? []).map((gap) => (
            <GapRow key={gap.id} gap={gap} open={gap.id === id} />
          ))}
        </ul>
      </section>
      {open && open.id === id && <GapEditor key={open.id} gap={open} decided={decided} close={close} />}
      {id === null && (gaps?.length ?? 0) > 0 && <NothingChosen text="Choose a question to answer it once and for all." />}
    </main>
  );
}
