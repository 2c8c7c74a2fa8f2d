/** Why a person is needed and what was tried, until the first human answer. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { ShortStory } from "../model/assistant.ts";
import { tried } from "../model/transcript.ts";
import type { Thread } from "../model/thread.ts";
import { whyWaiting } from "../model/words.ts";
import { api, why } from "../live/api.ts";
import { useScreen, voicesFor } from "../live/screen.ts";

const TIMES: Readonly<Record<number, string>> = { 1: "once", 2: "twice" };

function isOpen(thread: Thread): boolean {
  const { state, handoff } = thread.conversation;
  if (state === "waiting") return true;
  if (state !== "human" || !handoff) return false;
  return !thread.entries.some((entry) => entry.type === "message" && entry.kind === "text" && entry.author.kind === "operator" && entry.at >= handoff.requested_at);
}

/** Messages from which on reading them all takes longer than three lines. */
const LONG = 5;
/** Requests that were summarised from here; a second time is for somebody to ask. */
const summarised = new Set<string>();

/** What it is about, from the log; in a model's words where it is long, or when somebody asks for them. */
function Story({ thread }: { thread: Thread }) {
  const { id, contact } = thread.conversation;
  const model = useScreen((s) => s.desk.me?.assistant.model ?? false);
  const [story, set] = useState<ShortStory | null>(null);
  const [fate, move] = useState<"idle" | "busy" | { problem: string }>("idle");
  const live = useScreen((s) => s.link.is === "live");
  const said = thread.entries.filter((entry) => entry.type === "message" && entry.kind === "text").length;
  useEffect(() => {
    let current = true;
    // The thread itself says it all; what did not come is asked for again after the next message, or once connected.
    api.shortStory(id, false).then((found) => current && set(found), () => undefined);
    return () => void (current = false);
  }, [id, said, live]);
  const request = thread.conversation.handoff?.id;
  useEffect(() => {
    if (!model || !request || said < LONG || !story || story.model || summarised.has(request)) return;
    summarised.add(request);
    void write();
  }, [model, request, said, story]);
  const write = async (): Promise<void> => {
    move("busy");
    try {
      set(await api.shortStory(id, true));
      move("idle");
    } catch (error) {
      move({ problem: why(error, "It did not work. Try again.") });
    }
  };
  // The name stands above; without any of them it is said.
  const reached = [contact.email, contact.phone].filter(Boolean).join(" · ") || (contact.name ? "" : "No name or address known yet.");
  const lines = story?.lines.length ? story.lines : story && story.asked.length > 1 ? story.asked : [];
  const notes = (story?.tried ?? []).filter((line) => !line.startsWith("Answered"));
  return (
    <>
      {lines.length > 0 && (
        <ul class={story?.model ? "story story-ai" : "story"} aria-label={story?.model ? "Summary, written by AI" : "What they asked"}>
          {lines.map((line, at) => (
            <li key={at} dir="auto">
              {line}
            </li>
          ))}
        </ul>
      )}
      <p class="handoff-tried">
        {notes.length > 0 && `${notes.join(". ")}. `}
        {reached}
        {story?.model && " · Summary by AI."}
        {model && !story?.model && (
          <>
            {" "}
            <button class="text-button" type="button" disabled={fate === "busy"} onClick={() => void write()}>
              {fate === "busy" ? "Summarising…" : "Summarise with AI"}
            </button>
          </>
        )}
        {typeof fate === "object" && <span class="problem" role="alert"> {fate.problem}</span>}
      </p>
    </>
  );
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
      <Story thread={thread} />
    </aside>
  );
}
