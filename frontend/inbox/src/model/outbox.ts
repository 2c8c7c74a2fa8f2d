/** What this operator has sent and the server has not yet confirmed, in order, per conversation. Pure. */
import type { SentFile } from "./files.ts";
import type { Person, Refusal } from "./wire.ts";

export interface Pending {
  cid: string;
  c: string;
  kind: "text" | "note";
  text: string;
  files?: readonly SentFile[];
  /** The colleagues whom a note names. */
  mentions?: Person[];
  at: number;
  /** The last log entry the operator had seen when sending; null: send whatever has happened. */
  seen: number | null;
  status: "queued" | "sending" | "sent" | "failed";
  /** The seq it was given, once confirmed; its event removes it. */
  s: number | null;
  tries: number;
  problem: Refusal | null;
}

export type Outbox = readonly Pending[];

export const MAX_TRIES = 3;

export function add(outbox: Outbox, entry: Pick<Pending, "cid" | "c" | "kind" | "text" | "files" | "mentions" | "at" | "seen">): Outbox {
  return [...outbox, { ...entry, status: "queued", s: null, tries: 0, problem: null }];
}

function change(outbox: Outbox, cid: string, patch: (entry: Pending) => Pending): Outbox {
  return outbox.map((entry) => (entry.cid === cid ? patch(entry) : entry));
}

/** The next one to send in each conversation that has nothing under way; a failed one holds those behind it. */
export function due(outbox: Outbox): Pending[] {
  const heads = new Map<string, Pending>();
  for (const entry of outbox) {
    if (entry.status !== "sent" && !heads.has(entry.c)) heads.set(entry.c, entry);
  }
  return [...heads.values()].filter((entry) => entry.status === "queued");
}

export function sending(outbox: Outbox, cid: string): Outbox {
  return change(outbox, cid, (entry) => ({ ...entry, status: "sending", tries: entry.tries + 1, problem: null }));
}

export function confirmed(outbox: Outbox, cid: string, s: number): Outbox {
  return change(outbox, cid, (entry) => ({ ...entry, status: "sent", s, problem: null }));
}

/** The line broke before an answer came: the same cid goes out again later and gives the same answer. */
export function interrupted(outbox: Outbox, cid: string): Outbox {
  return change(outbox, cid, (entry) => (entry.status === "sending" ? { ...entry, status: "queued", tries: Math.max(0, entry.tries - 1) } : entry));
}

export function refused(outbox: Outbox, cid: string, problem: Refusal): Outbox {
  return change(outbox, cid, (entry) => {
    const again = problem.retry === true && entry.tries < MAX_TRIES;
    return { ...entry, status: again ? "queued" : "failed", problem };
  });
}

export function retried(outbox: Outbox, cid: string): Outbox {
  return change(outbox, cid, (entry) => (entry.status === "failed" ? { ...entry, status: "queued", tries: 0, problem: null } : entry));
}

export function dropped(outbox: Outbox, cid: string): Outbox {
  return outbox.filter((entry) => entry.cid !== cid);
}

/** The log has it now. */
export function landed(outbox: Outbox, cid: string | null | undefined): Outbox {
  return cid && outbox.some((entry) => entry.cid === cid) ? dropped(outbox, cid) : outbox;
}

/** After a reload nothing is under way any more. */
export function restored(outbox: Outbox): Outbox {
  return outbox.filter((entry) => entry.status !== "sent").map((entry) => (entry.status === "sending" ? { ...entry, status: "queued" } : entry));
}
