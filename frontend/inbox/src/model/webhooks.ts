/** Addresses of other programs, what they are told, and what became of it. Pure. */
export interface Webhook {
  id: string;
  address: string;
  events: string[];
  created_at: number;
  failing_since: number | null;
  off_at: number | null;
  off_why: string | null;
}

export interface Delivery {
  id: string;
  kind: string;
  conversation_id: string | null;
  state: "due" | "sending" | "delivered" | "dead";
  tries: number;
  due_at: number | null;
  status: number | null;
  failure: string | null;
  tried_at: number | null;
  created_at: number;
}

export const EVENTS = [
  ["conversation.created", "A conversation begins"],
  ["message.created", "Somebody writes: visitor, assistant or team"],
  ["message.removed", "A message is taken out of the record"],
  ["handoff.requested", "A person is asked for"],
  ["handoff.accepted", "A person takes it"],
  ["conversation.closed", "It is closed"],
] as const;

/** What became of a delivery. `moment`: a time in words. */
export function became(one: Delivery, moment: (at: number) => string): string {
  const tries = `${one.tries} ${one.tries === 1 ? "try" : "tries"}`;
  const why = one.failure ?? "";
  if (one.state === "delivered") return one.tries > 1 ? `Delivered after ${tries}` : "Delivered";
  if (one.state === "dead") return `Not delivered after ${tries}. ${why}`.trim();
  if (one.tries === 0 || one.due_at === null) return "About to be sent";
  return one.state === "sending" ? "Being sent" : `${why} Tried again ${moment(one.due_at)}.`.trim();
}
