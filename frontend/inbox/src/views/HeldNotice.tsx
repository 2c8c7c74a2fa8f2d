/** Why an answer was held back, with what to do about it. The text is safe in the composer. */
import { newsAfter } from "../model/thread.ts";
import { timeOfDay } from "../model/clock.ts";
import { draftOf, withDraft } from "../model/drafts.ts";
import { authorName } from "../model/words.ts";
import type { Conversation, SaidEvent } from "../model/wire.ts";
import { screen, setKey, useScreen, voicesFor, type Held } from "../live/screen.ts";
import { send } from "../live/sending.ts";
import { takeOver } from "../live/acts.ts";

function Stale({ conversation, held }: { conversation: Conversation; held: Extract<Held, { is: "stale" }> }) {
  const { id } = conversation;
  const [thread, me] = useScreen((s) => [s.desk.threads[id], s.desk.me?.operator.id ?? ""] as const);
  const voices = voicesFor(screen.get(), conversation);
  const news = (thread ? newsAfter(thread, held.seen, me) : []) as (SaidEvent & { s: number })[];
  return (
    <div class="held" role="alert">
      <p class="held-title">Not sent yet: this came in while you were writing.</p>
      <ul>
        {news.slice(-4).map((entry) => (
          <li key={entry.id}>
            <b>{authorName(entry, voices)}</b> <time>{timeOfDay(entry.at)}</time>
            <span>{entry.text}</span>
          </li>
        ))}
      </ul>
      <div class="held-acts">
        <button class="button" type="button" onClick={() => setKey("held", id, undefined)}>
          Keep writing
        </button>
      </div>
    </div>
  );
}

function Taken({ conversation, held }: { conversation: Conversation; held: Extract<Held, { is: "taken" }> }) {
  const { id } = conversation;
  const busy = useScreen((s) => s.busy[id] !== undefined);
  const asNote = (): void => {
    const text = draftOf(screen.get().drafts, id, "text").trim();
    screen.set((known) => ({ ...known, drafts: withDraft(known.drafts, id, "text", "") }));
    if (text) send(id, "note", text, null);
  };
  return (
    <div class="held" role="alert">
      <p class="held-title">{held.by.name} has this conversation. Your text is kept.</p>
      <div class="held-acts">
        <button class="button button-ink" type="button" onClick={asNote}>
          Send as note
        </button>
        <button class="button" type="button" disabled={busy} title={`${held.by.name} is told so`} onClick={() => void takeOver(id)}>
          Take over
        </button>
      </div>
    </div>
  );
}

export function HeldNotice({ conversation, held }: { conversation: Conversation; held: Held }) {
  return held.is === "stale" ? <Stale conversation={conversation} held={held} /> : <Taken conversation={conversation} held={held} />;
}
