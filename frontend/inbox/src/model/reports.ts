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
  /** How many gave each score, 1 (very bad) first. */
  survey: number[];
  /** The newest of those who said why. */
  words: { conversation_id: string; at: number; score: number; comment: string }[];
  cost: number | null;
}

/** An answer that rests on an entry of the knowledge, and what was asked. */
export interface Cited {
  conversation_id: string;
  seq: number;
  at: number;
  question: string | null;
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

export interface Span {
  first: string;
  last: string;
}

/** Days by the calendar, or the last ones by the clock of the business, which the server knows. */
export type Range = Span | { days: number };

const DAY = /^\d{4}-\d\d-\d\d$/;
const LAST = 30;

export function rangeOf(query: string): Range {
  const given = new URLSearchParams(query);
  const [first, last, days] = [given.get("from") ?? "", given.get("to") ?? "", Number(given.get("days"))];
  if (DAY.test(first) && DAY.test(last) && first <= last) return { first, last };
  return { days: Number.isInteger(days) && days > 0 && days <= 366 ? days : LAST };
}

export const queryOf = (range: Range): string => ("days" in range ? `days=${range.days}` : `from=${range.first}&to=${range.last}`);

export const spanOf = ({ days }: Report): Span => ({ first: days[0]?.day ?? "", last: days[days.length - 1]?.day ?? "" });

const DAY_MS = 86_400_000;

/** As many days, the last of them the day before. */
export function spanBefore({ first, last }: Span): Span {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const [from, to] = [Date.parse(first), Date.parse(last)];
  return { first: day(2 * from - to - DAY_MS), last: day(from - DAY_MS) };
}

const SCORES = ["Very bad", "Bad", "Neither good nor bad", "Good", "Very good"] as const;

export const scoreName = (score: number): string => SCORES[score - 1] ?? "";

/** (how many answered, how many of them called it good or very good) */
export function content({ survey }: Report): [number, number] {
  return [survey.reduce((sum, n) => sum + n, 0), (survey[3] ?? 0) + (survey[4] ?? 0)];
}

/** A day as it is short to read: 12 Nov. The day is the business's own, whatever the reader's zone. */
export function dayWords(day: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

export type Cell = string | number;

/** A table of a time beside the time before: by name, or by place where each row is a day. */
export function sheetOfRows(head: readonly string[], rows: Cell[][], was: Cell[][] | null): { head: string[]; rows: Cell[][] } {
  if (!was) return { head: [...head], rows };
  const names = new Map(was.map((row) => [row[0], row]));
  const byPlace = was.length === rows.length && !rows.some((row) => names.has(row[0] ?? ""));
  const beside = (row: Cell[], at: number): Cell[] => (byPlace ? was[at] : names.get(row[0] ?? "")) ?? [row[0] ?? "", ...row.slice(1).map(() => 0)];
  return { head: [...head, ...head.slice(1).map((one) => `${one}, before`)], rows: rows.map((row, at) => [...row, ...beside(row, at).slice(1)]) };
}

/** Days in at most `most` bars: single ones, or several together. */
export function bars<T>(days: readonly T[], most: number): T[][] {
  const each = Math.max(1, Math.ceil(days.length / most));
  const out: T[][] = [];
  for (let at = 0; at < days.length; at += each) out.push(days.slice(at, at + each));
  return out;
}
