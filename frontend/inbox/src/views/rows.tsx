/** The rows of a transcript. */
import { dayName, moment, timeOfDay } from "../model/clock.ts";
import { pieces } from "../model/mentions.ts";
import type { Phase, Row, SaidRow as Said } from "../model/transcript.ts";
import type { Thread, Turn } from "../model/thread.ts";
import { refusalText, type Voices } from "../model/words.ts";
import { safeHref } from "../model/markdown.ts";
import type { Citation } from "../model/wire.ts";
import { discard, retry, unsend } from "../live/sending.ts";
import { noteKey } from "../live/removing.ts";
import { myId, serverNow, toast, useScreen } from "../live/screen.ts";
import { Icon, Knot } from "./Icon.tsx";
import { Markdown } from "./Markdown.tsx";
import { Removal } from "./Removal.tsx";
import { Shown } from "./Shown.tsx";
import { memo } from "./memo.ts";
import { Translated } from "./Translated.tsx";
import { Why } from "./Why.tsx";
import { useNow } from "./time.tsx";

export function DayRow({ row }: { row: Extract<Row, { is: "day" }> }) {
  return <h3 class={row.phase ? `day on-line phase-${row.phase}` : "day"}>{dayName(row.at, serverNow())}</h3>;
}

export function NewRow({ phase }: { phase: Phase }) {
  return <p class={`new-mark on-line phase-${phase}`}>New</p>;
}

export function SeamRow({ row }: { row: Extract<Row, { is: "seam" }> }) {
  return (
    <div class={`seam from-${row.from ?? "none"} to-${row.to}`}>
      <span class="seam-from" />
      <Knot wide={42} upright />
      <div class="seam-words">
        <p class="seam-text">
          {row.text}
          <time dateTime={new Date(row.at).toISOString()} title={moment(row.at)}>
            {timeOfDay(row.at)}
          </time>
        </p>
        <span class="seam-to" />
        {row.heard && (row.to === "waiting" || row.to === "followup") && <p class="seam-heard">The visitor reads “{row.heard}”</p>}
      </div>
    </div>
  );
}

export function LineRow({ row }: { row: Extract<Row, { is: "line" }> }) {
  return (
    <div class={`entry entry-line phase-${row.phase}`}>
      <p class={row.tone === "bad" ? "quiet quiet-bad" : "quiet"}>
        {row.text} <time>{timeOfDay(row.at)}</time>
      </p>
    </div>
  );
}

function Sources({ of }: { of: readonly Citation[] }) {
  if (of.length === 0) return null;
  return (
    <ul class="sources" aria-label="Sources">
      {of.map((cited) => {
        const href = cited.url ? safeHref(cited.url) : null;
        const words = (
          <>
            <span class="source-n">{cited.n}</span>
            {cited.title}
          </>
        );
        return <li key={cited.n}>{href ? <a href={href} target="_blank" rel="noopener noreferrer">{words}</a> : <span>{words}</span>}</li>;
      })}
    </ul>
  );
}

const REASONS: Record<string, string> = { wrong: "wrong", not_my_question: "not the question", outdated: "outdated", person: "wants a person" };

function Rated({ of: { thumb, reason } }: { of: NonNullable<Said["rating"]> }) {
  return (
    <p class={`rated rated-${thumb}`}>
      <Icon name="thumb" size={16} />
      {thumb === "up" ? "The visitor found this helpful" : "The visitor did not find this helpful"}
      {reason && `: ${REASONS[reason] ?? reason}`}
    </p>
  );
}

function Fate({ row }: { row: Said }) {
  const entry = row.pending;
  if (!entry) return null;
  if (entry.status !== "failed") {
    return (
      <p class="fate">
        <span>{entry.tries > 1 ? "Trying again…" : "Sending…"}</span>
        {entry.status === "queued" && (
          <button class="text-button" type="button" onClick={() => unsend(entry.cid)}>
            Cancel
          </button>
        )}
      </p>
    );
  }
  const copy = (): void => {
    void navigator.clipboard?.writeText(entry.text).then(() => toast("Copied"));
  };
  return (
    <p class="fate fate-failed" role="alert">
      <span>Not sent. {entry.problem ? refusalText(entry.problem) : ""}</span>
      <button class="text-button" type="button" onClick={() => retry(entry.cid)}>
        Retry
      </button>
      <button class="text-button" type="button" onClick={copy}>
        Copy
      </button>
      <button class="text-button" type="button" onClick={() => discard(entry.cid)}>
        Discard
      </button>
    </p>
  );
}

function Author({ row }: { row: Said }) {
  if (row.joined) return <p class="hidden">{row.name}</p>;
  return (
    <p class="author">
      <span class="author-name">{row.name}</span>
      {row.by === "assistant" && <span class="author-tag">AI</span>}
      {row.note && <span class="author-tag author-tag-note">Note</span>}
      <time dateTime={new Date(row.at).toISOString()} title={moment(row.at)}>
        {timeOfDay(row.at)}
      </time>
    </p>
  );
}

export const SaidRow = memo(({ c, ...row }: Said & { c: string }) => {
  const status = row.pending?.status;
  const gone = useScreen((s) => row.removed ?? (s.leaving[noteKey(c, row.s)] ? "Note deleted" : null));
  const names = ["entry", `phase-${row.phase}`, `by-${row.by}`, row.joined && "entry-joined", row.note && !gone && "entry-note", status && `entry-${status}`];
  return (
    <article class={names.filter(Boolean).join(" ")} data-said={row.s ?? undefined}>
      <Author row={row} />
      {gone && <p class="said said-removed">{gone}</p>}
      <div class="said" hidden={gone !== null}>
        <Shown files={row.files} c={c} />
        {row.text === "" ? null : row.by === "assistant" ? (
          <Markdown text={row.text} />
        ) : (
          <p class="words" dir="auto">
            {row.mentions.length > 0 ? pieces(row.text, row.mentions).map(({ text, who }, at) => (who ? <span key={at} class={who.id === myId() ? "mention mention-me" : "mention"}>{text}</span> : text)) : row.text}
          </p>
        )}
        {row.by === "contact" && !row.pending && row.text && <Translated c={c} text={row.text} />}
        {row.mark && <p class="quiet">{row.mark === "interrupted" ? "The answer was cut off here." : "Stopped here."}</p>}
        <Sources of={row.citations} />
        {row.rating && <Rated of={row.rating} />}
        {row.turn && <Why turn={row.turn} />}
        <Fate row={row} />
        <Removal row={row} c={c} />
      </div>
    </article>
  );
});

function Dots() {
  return (
    <span class="dots" aria-hidden="true">
      <span />
      <span />
      <span />
    </span>
  );
}

export function TurnRow({ turn, name, phase }: { turn: Turn; name: string; phase: Phase }) {
  return (
    <article class={`entry phase-${phase} by-assistant entry-live`} aria-busy="true">
      <p class="author">
        <span class="author-name">{name}</span>
        <span class="author-tag">AI</span>
        <span class="author-now">{turn.text ? "answering" : "thinking"}</span>
      </p>
      <div class="said">{turn.text ? <Markdown text={turn.text} live /> : <Dots />}</div>
    </article>
  );
}

export function TypingRow({ thread, voices }: { thread: Thread; voices: Voices }) {
  const now = useNow();
  const names = thread.typing.filter((one) => one.until > now - 500).map((one) => (one.author === "contact" ? voices.visitor : (one.name ?? "A colleague")));
  if (thread.typing.length === 0 || names.length === 0) return null;
  return (
    <div class={`entry entry-line phase-${thread.conversation.state}`}>
      <p class="quiet typing">
        {names.join(" and ")} {names.length > 1 ? "are" : "is"} typing
        <Dots />
      </p>
    </div>
  );
}
