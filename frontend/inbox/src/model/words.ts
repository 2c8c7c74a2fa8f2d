/** The words of the screen for states, reasons and refusals. Pure. */
import type { Conversation, LogEntry, Offer, Person, Refusal, State, StateEvent, Summary, View } from "./wire.ts";

export const VIEW_NAMES: Record<View, string> = {
  needs: "Needs a human",
  mine: "Mine",
  assistant: "With AI",
  followup: "Follow-up",
  closed: "Resolved",
  all: "All",
  snoozed: "Snoozed",
  mentions: "Mentions",
};

export const VIEW_SHORT: Record<View, string> = { ...VIEW_NAMES, needs: "Needs you" };

export const STATE_NAMES: Record<State, string> = {
  assistant: "With AI",
  waiting: "Waiting",
  human: "With a person",
  followup: "Follow-up",
  closed: "Resolved",
};

export interface Voices {
  me: string;
  assistant: string;
  visitor: string;
}

export function visitorName(who: { name: string | null; email: string | null }, id: string): string {
  return who.name || who.email || `Visitor ${id.replace(/[^0-9a-z]/gi, "").slice(-4).toUpperCase()}`;
}

/** "Brazilian Portuguese" of pt-BR; the code itself where it is none. */
export function languageName(lang: string): string {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(lang) ?? lang;
  } catch {
    return lang;
  }
}

export function authorName(entry: Pick<LogEntry, "author">, voices: Voices): string {
  switch (entry.author.kind) {
    case "contact":
      return voices.visitor;
    case "assistant":
      return entry.author.name || voices.assistant;
    case "operator":
      return entry.author.id === voices.me ? "You" : entry.author.name || "A colleague";
    case "system":
      return "Deskbell";
  }
}

const WAITING: Record<string, (v: Voices, who: string) => string> = {
  asked: (v) => `${v.visitor} asked for a person`,
  keyword: (v) => `${v.visitor} asked for a person`,
  assistant: (v) => `${v.assistant} asked the team for help`,
  answer_failed: (v) => `${v.assistant} could not answer`,
  limit: (v) => `${v.assistant} reached its answer limit`,
  operator: (_, who) => `${who} gave it back to the team`,
  silence: () => "No reply in time, back to the team",
  owner_lost: () => "The owner is gone, back to the team",
  not_accepted: () => "Not taken in time, everybody is asked",
  deadline: () => "Still waiting",
};

const FOLLOWUP: Record<string, string> = {
  nobody_reachable: "Nobody was reachable, to be answered later",
  deadline: "Nobody was free in time, to be answered later",
  closed_hours: "Asked for a person while the team was away",
  nobody_here: "Asked for a person, and nobody was there",
  closing_time: "The team closed, to be answered later",
  visitor_left: "The visitor left, to be answered later",
  operator: "Moved to follow-up",
};

const CLOSED: Record<string, (v: Voices, who: string) => string> = {
  operator: (_, who) => `${who} resolved it`,
  visitor: (v) => `${v.visitor} said it is solved`,
  idle: () => "Resolved after a long silence",
  blocked: (_, who) => `${who} blocked the visitor`,
  unblocked: (_, who) => `${who} unblocked the visitor`,
};

function backToAssistant(event: StateEvent, v: Voices, who: string): string {
  if (event.code === "reopened") return `${v.visitor} wrote again`;
  if (event.code === "cancelled") return `${v.visitor} withdrew the request`;
  return event.author.kind === "operator" ? `${who} returned it to ${v.assistant}` : `Back with ${v.assistant}`;
}

/** One line for a change of who acts next. */
export function seamText(event: StateEvent, v: Voices): string {
  const who = authorName(event, v);
  switch (event.to) {
    case "waiting":
      if (event.code === "soon") return `${who} comes in two minutes`;
      if (event.code === "still_trying") return "Still waiting, the team was rung again";
      return (WAITING[event.reason] ?? (() => "Waiting for a person"))(v, who);
    case "human": {
      const owner = event.owner?.id === v.me ? "You" : (event.owner?.name ?? "A colleague");
      if (event.code === "quiet") return `The visitor waits: ${owner === "You" ? "you were" : `${owner} was`} rung again`;
      if (event.reason === "accepted") return `${owner} took it over`;
      return event.from === "closed" ? `${owner} reopened it` : `${owner} joined`;
    }
    case "assistant":
      return event.reason === "first_message" || event.from === null ? `${v.assistant} answers` : backToAssistant(event, v, who);
    case "followup":
      return FOLLOWUP[event.code ?? ""] ?? FOLLOWUP[event.reason] ?? "To be answered later";
    case "closed":
      return (CLOSED[event.reason] ?? (() => "Resolved"))(v, who);
  }
}

export function whyWaiting(conversation: Pick<Conversation | Summary, "handoff">, v: Voices): string {
  const say = WAITING[conversation.handoff?.reason ?? ""];
  return say ? say(v, "A colleague") : "Waiting for a person";
}

export function handing(owner: Person | null, { to }: Offer, v: Voices): string {
  if (owner?.id === v.me) return `Handing to ${to.name}…`;
  return `${owner?.name ?? "A colleague"} hands it to ${to.id === v.me ? "you" : to.name}`;
}

/** Who has it open too; "" where nobody has. */
export function looking(who: readonly Person[]): string {
  const names = who.map(({ name }) => name).join(", ").replace(/, ([^,]*)$/, " and $1");
  return names && `${names} ${who.length > 1 ? "are" : "is"} looking`;
}

/** Who acts next, for the header of a thread. */
export function standing(conversation: Pick<Conversation, "state" | "owner">, v: Voices): string {
  switch (conversation.state) {
    case "assistant":
      return `${v.assistant} is answering`;
    case "waiting":
      return "Waiting for a person";
    case "human":
      return conversation.owner?.id === v.me ? "With you" : `With ${conversation.owner?.name ?? "a colleague"}`;
    case "followup":
      return conversation.owner ? `Follow-up, ${conversation.owner.id === v.me ? "yours" : conversation.owner.name}` : "Follow-up, nobody's yet";
    case "closed":
      return "Resolved";
  }
}

export function refusalText(refusal: Refusal): string {
  if (refusal.code === "conflict" && refusal.by) return `${refusal.by.name} has this conversation`;
  return refusal.message || "That did not work";
}
