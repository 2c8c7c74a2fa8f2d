/** Builders of wire records for the tests; every field that a test does not name has a dull value. */
import type { Conversation, LogEntry, SaidEvent, Snap, StateEvent, Summary } from "../src/model/wire.ts";

export const ME = "op_me";
export const MIA = { id: "op_mia", name: "Mia" };
export const voices = { me: ME, assistant: "Ada", visitor: "Vera" };

export function conversation(change: Partial<Conversation> = {}): Conversation {
  return {
    id: "c1",
    state: "assistant",
    epoch: 1,
    seq: 0,
    owner: null,
    waiting_since: null,
    deadline_at: null,
    assist: false,
    handoff: null,
    unanswered_since: null,
    tags: [],
    snoozed_until: null,
    offer: null,
    rating: null,
    visitor: { zone: null, lang: null },
    contact: { id: "ct1", name: "Vera", email: null, phone: null },
    page: null,
    site: { id: "s1", name: "shop" },
    created_at: 0,
    updated_at: 0,
    read: { contact: 0, operator: 0 },
    ...change,
  };
}

export function summary(id: string, change: Partial<Summary> = {}): Summary {
  return {
    id,
    state: "assistant",
    epoch: 1,
    seq: 1,
    owner: null,
    waiting_since: null,
    deadline_at: null,
    unanswered_since: null,
    tags: [],
    snoozed_until: null,
    offer: null,
    rating: null,
    visitor: { zone: null, lang: null },
    handoff: null,
    contact: { id: `ct_${id}`, name: id, email: null },
    page: null,
    site: null,
    last: null,
    last_contact_seq: 0,
    mentions: {},
    created_at: 0,
    updated_at: 0,
    ...change,
  };
}

type Kind = "contact" | "assistant" | "operator";

export function said(by: Kind, text: string, at: number, change: Partial<SaidEvent> = {}): SaidEvent {
  const id = by === "operator" ? ME : `${by}1`;
  return { id: `m${at}`, type: "message", kind: "text", at, author: { kind: by, id }, text, ...change };
}

export function moved(from: StateEvent["from"], to: StateEvent["to"], at: number, change: Partial<StateEvent> = {}): StateEvent {
  return {
    id: `s${at}`,
    type: "state",
    at,
    author: { kind: "system" },
    from,
    to,
    reason: "asked",
    code: "",
    text: "",
    owner: null,
    waiting_since: null,
    deadline_at: null,
    assist: false,
    handoff: null,
    ...change,
  };
}

export function snap(entries: LogEntry[], change: Partial<Conversation> = {}): Snap {
  const last = entries[entries.length - 1];
  return { conversation: conversation({ seq: last?.s ?? 0, ...change }), events: entries, more: false, turn: null };
}
