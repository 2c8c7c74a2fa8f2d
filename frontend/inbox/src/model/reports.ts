/** What a time was like: figures of the server, and how they are worded and drawn. Pure. */

export type Outcome = "confirmed" | "assumed" | "unhelpful" | "handed" | "person" | "unanswered" | "open";

export interface Spread {
  n: number;
  median: number | null;
  p90: number | null;
}

export interface Report {
  zone: string;
  conversations: number;
  days: { day: string; conversations: number; handed: number; cost: number | null }[];
  outcomes: Record<Outcome, number>;
  reasons: Record<string, number>;
  handoffs: number;
  missed: number;
  missed_closed: number;
  pickup: Spread;
  first: Spread;
  unreplied: number;
  answers: number;
  without_source: number;
  busy: number[][];
  cost: number | null;
}

export const OUTCOMES: readonly (readonly [Outcome, string, string])[] = [
  ["confirmed", "Solved by the assistant, confirmed", "thumb up, or ended by the visitor"],
  ["assumed", "Solved by the assistant, assumed", "no more word for 24 hours"],
  ["unhelpful", "Assistant did not help", "thumb down, and no person"],
  ["handed", "A person was asked for", "by the visitor or the assistant"],
  ["person", "A person answered unasked", ""],
  ["unanswered", "No answer", ""],
  ["open", "Too early to tell", "the last word is younger than 24 hours"],
];

const REASONS: Record<string, string> = {
  asked: "The visitor asked",
  keyword: "The visitor asked in a message",
  assistant: "The assistant called a person",
  answer_failed: "The assistant could not answer",
  nobody_reachable: "The visitor asked, nobody was there",
  owner_lost: "The owner was gone",
  silence: "The owner was silent",
  operator: "Given back to the team",
  limit: "The assistant's limit was reached",
};

export const reasonName = (reason: string): string => REASONS[reason] ?? reason.replace(/_/g, " ");

export const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

export function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${Math.round((part / whole) * 100)} %`;
}

export function duration(ms: number | null): string {
  if (ms === null) return "–";
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}

export function dollars(cost: number): string {
  const amount = cost / 1_000_000;
  return `$${amount.toFixed(amount > 0 && amount < 1 ? 4 : 2)}`;
}

export interface Range {
  first: string;
  last: string;
}

const written = (at: Date): string => `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;

/** The last `days` days, today among them. */
export function lastDays(days: number, now: number): Range {
  const today = new Date(now);
  return { first: written(new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1)), last: written(today) };
}

const DAY = /^\d{4}-\d\d-\d\d$/;

export function rangeOf(query: string, now: number): Range {
  const given = new URLSearchParams(query);
  const [first, last] = [given.get("from") ?? "", given.get("to") ?? ""];
  return DAY.test(first) && DAY.test(last) && first <= last ? { first, last } : lastDays(30, now);
}

export const queryOf = ({ first, last }: Range): string => `from=${first}&to=${last}`;

/** A day as it is short to read: 12 Nov. The day is the business's own, whatever the reader's zone. */
export function dayWords(day: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** Days in at most `most` bars: single ones, or several together. */
export function bars<T>(days: readonly T[], most: number): T[][] {
  const each = Math.max(1, Math.ceil(days.length / most));
  const out: T[][] = [];
  for (let at = 0; at < days.length; at += each) out.push(days.slice(at, at + each));
  return out;
}
