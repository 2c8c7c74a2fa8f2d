/** The projection of one conversation: snapshot + later events equals a later snapshot. Pure. */
import { inWords } from "./files.ts";
import type { Conversation, LogEntry, SaidEvent, StateEvent, Summary } from "./wire.ts";

/** The event says it itself; logs of before it did: the visitor is owed an answer from the moment of asking for a person; coming back or ending settles it. */
function owed(known: Conversation, event: StateEvent): number | null {
  if (event.unanswered_since !== undefined) return event.unanswered_since;
  if (event.to === "closed" || event.to === "assistant") return null;
  const asks = event.to === "waiting" || (event.to === "followup" && event.waiting_since !== null);
  return asks ? (known.unanswered_since ?? event.at) : known.unanswered_since;
}

function moved(known: Conversation, event: StateEvent): Conversation {
  return {
    ...known,
    unanswered_since: owed(known, event),
    state: event.to,
    snoozed_until: event.from === event.to ? known.snoozed_until : null,
    owner: event.owner,
    offer: null,
    waiting_since: event.waiting_since,
    deadline_at: event.deadline_at,
    assist: event.assist,
    handoff: event.handoff,
  };
}

/** Only a person's answer ends a wait for a person. */
function said(known: Conversation, event: SaidEvent): Conversation {
  switch (event.author.kind) {
    case "contact":
      return { ...known, snoozed_until: null, unanswered_since: known.unanswered_since ?? event.at, page: event.page ?? known.page };
    case "assistant":
      if (event.unanswered_since !== undefined) return { ...known, unanswered_since: event.unanswered_since };
      return known.state === "assistant" ? { ...known, unanswered_since: null } : known;
    case "operator":
      return { ...known, unanswered_since: null, waiting_since: null, handoff: null };
    case "system":
      return known;
  }
}

/** The team's own book-keeping leaves the conversation at its place in the list; the event says so itself. */
function dated(event: LogEntry): boolean {
  return event.dated !== false;
}

function effect(known: Conversation, event: LogEntry): Conversation {
  switch (event.type) {
    case "message":
      if (event.kind !== "text") return known;
      return said(known, event);
    case "state":
      return moved(known, event);
    case "assist":
      return { ...known, assist: event.on };
    case "tags":
      return { ...known, tags: event.tags };
    case "snooze":
      return { ...known, snoozed_until: event.until };
    case "survey":
      return { ...known, rating: event.score };
    case "offer":
      return { ...known, offer: event.offer };
    case "contact":
      return { ...known, contact: { ...known.contact, name: event.name, email: event.email, phone: event.phone, ...(event.contact_id ? { id: event.contact_id } : {}) } };
    default:
      return known;
  }
}

export function project(known: Conversation, event: LogEntry): Conversation {
  if (event.s <= known.seq) return known;
  const updated_at = dated(event) ? event.at : known.updated_at;
  const asking = "asks" in event ? { asking: event.asks as string | null } : {};
  return { ...effect(known, event), ...asking, seq: event.s, epoch: Math.max(known.epoch, event.e), updated_at };
}

const REMOVED = "Message removed";

/** What the row shows of what was said last. */
function lastAfter(event: LogEntry, last: Summary["last"]): Summary["last"] {
  if (event.type === "removed" && last?.seq === event.of) return { ...last, text: REMOVED };
  if (event.type !== "message" || event.kind === "system") return last;
  const text = event.removed ? REMOVED : inWords(event.text, event.files).slice(0, 140);
  return { seq: event.s, author: event.author, kind: event.kind, text, at: event.at };
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
    tags: known.tags,
    snoozed_until: known.snoozed_until,
    offer: known.offer,
    rating: known.rating,
    contact: { ...row.contact, ...(known.contact.id ? { id: known.contact.id } : {}), name: known.contact.name, email: known.contact.email },
    last: lastAfter(event, row.last),
    last_contact_seq: said && event.author.kind === "contact" ? event.s : row.last_contact_seq,
    mentions: said && event.mentions ? { ...row.mentions, ...Object.fromEntries(event.mentions.map(({ id }) => [id, event.s])) } : row.mentions,
    updated_at: known.updated_at,
  };
}
