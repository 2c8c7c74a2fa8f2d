/** The made-up conversation of a new workspace: answered, handed over, resolved. Pure. */
import type { Thread } from "./thread.ts";
import type { Author, Conversation, LogEntry, Me, State } from "./wire.ts";

const MINUTE = 60_000;
const VERA: Author = { kind: "contact", name: "Vera" };
const DELIVERY = { n: 1, id: "example", title: "Delivery" };

/** As it would stand in the log, a quarter of an hour ago. */
export function example(me: Me, now: number): Thread {
  const owner = { id: me.operator.id, name: me.operator.name };
  const assistant: Author = { kind: "assistant", name: me.assistant.name };
  const mine: Author = { kind: "operator", ...owner };
  const entries: LogEntry[] = [];
  let state: State = "assistant";
  const common = (after: number, author: Author) => ({ id: `example-${entries.length}`, s: entries.length + 1, e: 1, at: now - 15 * MINUTE + after * MINUTE, author });
  const say = (after: number, author: Author, text: string, more: object = {}): void => void entries.push({ ...common(after, author), type: "message", kind: "text", text, ...more });
  const move = (after: number, author: Author, to: State, reason: string, text = ""): void => {
    const from = state;
    state = to;
    entries.push({ ...common(after, author), type: "state", from, to, reason, code: "", text, owner, waiting_since: null, deadline_at: null, assist: false, handoff: null });
  };
  say(0, VERA, "Hi! Do you deliver on Saturdays?");
  say(0.2, assistant, "Yes, Monday to Saturday, until six in the evening. [1]", { citations: [DELIVERY] });
  say(1, VERA, "Good. I have moved since I ordered, though. Can somebody change the address before it ships?");
  move(1.2, VERA, "waiting", "asked", "I have told the team. Somebody will be with you in a moment.");
  move(1.7, mine, "human", "accepted");
  say(2, mine, "Hello Vera, I can do that for you. Where shall it go?");
  say(3, VERA, "14 Mill Lane, please. That was quick!");
  say(4, mine, "Order not packed yet, address changed.", { kind: "note" });
  say(4.5, mine, "Done. It leaves tomorrow and is with you on Saturday.");
  say(5.5, VERA, "Wonderful, thank you.");
  move(6, mine, "closed", "operator");
  entries.push({ ...common(7, VERA), type: "survey", score: 5, comment: null });
  const conversation: Conversation = {
    id: "example", state, epoch: 1, seq: entries.length, owner, waiting_since: null, deadline_at: null, assist: false, handoff: null, unanswered_since: null, tags: [], snoozed_until: null,
    offer: null, rating: 5, visitor: { zone: null, lang: "en" }, contact: { name: "Vera", email: null, phone: null }, page: null, site: null, created_at: now - 15 * MINUTE, updated_at: now - 8 * MINUTE, read: { contact: 0, operator: 0 },
  };
  return { conversation, entries, more: false, turn: null, typing: [], onlookers: [], presence: null, gap: false };
}
