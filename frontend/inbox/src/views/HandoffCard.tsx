/** Why a person is needed and what was tried, until the first human answer. */
import { useMemo } from "preact/hooks";
import { tried } from "../model/transcript.ts";
import type { Thread } from "../model/thread.ts";
import { whyWaiting } from "../model/words.ts";
import { useScreen, voicesFor } from "../live/screen.ts";

const TIMES: Readonly<Record<number, string>> = { 1: "once", 2: "twice" };

function isOpen(thread: Thread): boolean {
  const { state, handoff } = thread.conversation;
  if (state === "waiting") return true;
  if (state !== "human" || !handoff) return false;
  return !thread.entries.some((entry) => entry.type === "message" && entry.kind === "text" && entry.author.kind === "operator" && entry.at >= handoff.requested_at);
}

export function HandoffCard({ thread }: { thread: Thread }) {
  const { conversation } = thread;
  const [why, assistant] = useScreen((s) => {
    const voices = voicesFor(s, conversation);
    return [whyWaiting(conversation, voices), voices.assistant] as const;
  });
  const done = useMemo(() => tried(thread), [thread.entries]);
  if (!isOpen(thread)) return null;
  return (
    <aside class={conversation.state === "waiting" ? "handoff handoff-waiting" : "handoff"} aria-label="The request">
      <p class="handoff-why">{why}</p>
      <p class="handoff-tried">
        {done.answers === 0 ? `${assistant} has not answered yet.` : `${assistant} answered ${TIMES[done.answers] ?? `${done.answers} times`}`}
        {done.titles.length > 0 && <> from {done.titles.slice(0, 3).map((title, at) => <span key={title}>{at > 0 && ", "}<cite>{title}</cite></span>)}</>}
        {done.answers > 0 && "."}
      </p>
    </aside>
  );
}
