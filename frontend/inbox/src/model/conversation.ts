/** The projection of one conversation: snapshot + later events equals a later snapshot. Pure. */
import type { Conversation, LogEntry, StateEvent, Summary } from "./wire.ts";

function moved(known: Conversation, event: StateEvent): Conversation {
  return {
    ...known,
    state: event.to,
    owner: event.owner,
    waiting_since: event.waiting_since,
    deadline_at: event.deadline_at,
    assist: event.assist,
    handoff: event.handoff,
  };
}

function effect(known: Conversation, event: LogEntry): Conversation {
  switch (event.type) {
    case "message":
      if (event.kind !== "text") return known;
      if (event.author.kind === "contact") return { ...known, unanswered_since: known.unanswered_since ?? event.at };
      return event.author.kind === "system" ? known : { ...known, unanswered_since: null };
    case "state":
      return moved(known, event);
    case "assist":
      return { ...known, assist: event.on };
    case "contact":
      return { ...known, contact: { ...known.contact, name: event.name, email: event.email, phone: event.phone } };
    default:
      return known;
  }
}

export function project(known: Conversation, event: LogEntry): Conversation {
  if (event.s <= known.seq) return known;
  return { ...effect(known, event), seq: event.s, epoch: Math.max(known.epoch, event.e), updated_at: event.at };
}

/** The row of the list as the open thread knows it. */
export function summarise(known: Conversation, event: LogEntry, row: Summary): Summary {
  const said = event.type === "message" && event.kind !== "system";
  return {
    ...row,
    state: known.state,
    epoch: known.epoch,
    seq: known.seq,
    owner: known.owner,
    waiting_since: known.waiting_since,
    deadline_at: known.deadline_at,
    unanswered_since: known.unanswered_since,
    handoff: known.handoff,
    contact: { ...row.contact, name: known.contact.name, email: known.contact.email },
    last: said ? { seq: event.s, author: event.author, kind: event.kind, text: event.text.slice(0, 140), at: event.at } : row.last,
    last_contact_seq: said && event.author.kind === "contact" ? event.s : row.last_contact_seq,
    updated_at: known.updated_at,
  };
}
