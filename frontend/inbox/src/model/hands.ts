/** Who held a conversation and for how long: the life of a thread in a few lines. Pure. */
import type { Thread } from "./thread.ts";
import type { Voices } from "./words.ts";
import type { State, StateEvent } from "./wire.ts";

export interface Hold {
  state: State;
  who: string;
  from: number;
  /** null: still going on. */
  until: number | null;
}

const BLINK_MS = 1_000;

function holder(event: Pick<StateEvent, "to" | "owner">, voices: Voices): string {
  switch (event.to) {
    case "assistant":
      return voices.assistant;
    case "waiting":
      return "Waiting";
    case "human":
      return event.owner?.id === voices.me ? "You" : (event.owner?.name ?? "A colleague");
    case "followup":
      return "Follow-up";
    case "closed":
      return "Resolved";
  }
}

export function holds(thread: Thread, voices: Voices): Hold[] {
  const out: Hold[] = [];
  const first = thread.entries[0];
  const opening = thread.entries.find((entry) => entry.type === "state");
  if (first && opening?.type === "state" && opening.from && opening.s > first.s) {
    out.push({ state: opening.from, who: holder({ to: opening.from, owner: null }, voices), from: first.at, until: null });
  }
  for (const entry of thread.entries) {
    if (entry.type !== "state") continue;
    const last = out[out.length - 1];
    const who = holder(entry, voices);
    if (last?.state === entry.to && last.who === who) continue;
    if (last) last.until = entry.at;
    out.push({ state: entry.to, who, from: entry.at, until: null });
  }
  // What ended in the moment it began was nobody's turn.
  return out
    .filter((part) => part.until === null || part.until - part.from >= BLINK_MS)
    .reduce<Hold[]>((kept, part) => {
      const last = kept[kept.length - 1];
      if (last?.state === part.state && last.who === part.who) last.until = part.until;
      else kept.push(part);
      return kept;
    }, []);
}
