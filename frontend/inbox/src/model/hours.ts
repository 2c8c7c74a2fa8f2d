/** Opening hours as the editor has them: what is typed, what is wrong with it, what is sent. Pure. */

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof DAYS)[number];
export type Interval = readonly [string, string];
export type Week = Readonly<Record<Day, readonly Interval[]>>;

export const DAY_NAMES: Record<Day, string> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};

export interface SpecialDay {
  date: string;
  name: string;
  intervals: readonly Interval[];
  preset: boolean;
}

export interface HoursDraft {
  always: boolean;
  zone: string;
  week: Week;
  days: readonly SpecialDay[];
  country: string | null;
  region: string | null;
}

export interface Hours extends HoursDraft {
  version: number;
  updated_at: number | null;
  updated_by: string | null;
  now: { at: number; open: boolean; next_opening: number | null; next_closing: number | null; closed_early_until: number | null };
}

/** In seconds. */
export interface Waits {
  pickup: number;
  silence: number;
  /** An untouched dashboard is nobody. */
  idle_away: boolean;
}

export interface Country {
  code: string;
  regions: readonly (readonly [string, string])[];
}

/** What a visitor would see, as the server tells it. */
export interface Simulated {
  at: number;
  open: boolean;
  somebody: boolean;
  rings: boolean;
  code: string;
  text: string;
  back_at: number | null;
  next_closing: number | null;
}

export const draftOf = ({ always, zone, week, days, country, region }: Hours): HoursDraft => ({ always, zone, week, days, country, region });

const two = (n: number): string => String(n).padStart(2, "0");

/** "9" is 09:00, "930" and "9.30" are 09:30. What is no time stays as it was typed. */
export function tidyTime(typed: string): string {
  const found = /^\s*(\d{1,2})(?:[:.h ]?(\d{2}))?\s*$/.exec(typed);
  if (!found) return typed.trim();
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)];
  const known = (hour < 24 && minute < 60) || (hour === 24 && minute === 0);
  return known ? `${two(hour)}:${two(minute)}` : typed.trim();
}

export const isTime = (text: string): boolean => /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text);

const tidyList = (list: readonly Interval[]): Interval[] => list.map(([from, to]) => [tidyTime(from), tidyTime(to)]);

/** What is meant by what is typed so far. */
export function tidy(draft: HoursDraft): HoursDraft {
  const week = Object.fromEntries(DAYS.map((day) => [day, tidyList(draft.week[day])])) as unknown as Week;
  return { ...draft, week, days: draft.days.map((day) => ({ ...day, intervals: tidyList(day.intervals) })) };
}

export function intervalProblem(typed: Interval): string | null {
  const [from, to] = [tidyTime(typed[0]), tidyTime(typed[1])];
  if (!isTime(from) || !isTime(to)) return "Write times like 09:00, at most 24:00.";
  return from === "24:00" ? "Nothing begins at 24:00. Write 00:00 of the next day." : null;
}

/** It runs into the next day. */
export const overnight = ([from, to]: Interval): boolean => isTime(from) && isTime(to) && to <= from;

export function problems(draft: HoursDraft): boolean {
  const lists = [...Object.values(draft.week), ...draft.days.map((day) => day.intervals)];
  const dates = draft.days.map((day) => day.date);
  const twice = new Set(dates).size < dates.length;
  return lists.some((list) => list.some((one) => intervalProblem(one) !== null)) || twice || dates.some((date) => !/^\d{4}-\d\d-\d\d$/.test(date));
}

/** A further interval: after lunch, or the usual office day. */
export function further(intervals: readonly Interval[]): Interval {
  const last = intervals[intervals.length - 1];
  if (!last) return ["09:00", "17:00"];
  if (!isTime(last[1]) || overnight(last) || last[1] === "24:00") return ["18:00", "20:00"];
  const hour = Number(last[1].slice(0, 2)) + 1;
  return hour < 20 ? [`${two(hour)}:00`, `${two(hour + 4)}:00`] : [last[1], "24:00"];
}

export function copyToWeekdays(week: Week, from: Day): Week {
  const copy = week[from];
  return { ...week, mon: copy, tue: copy, wed: copy, thu: copy, fri: copy };
}

export const byDate = (days: readonly SpecialDay[]): SpecialDay[] => [...days].sort((a, b) => (a.date < b.date ? -1 : 1));

/** "until 18:00", "until Monday 09:00": in the team's own zone. */
export function momentIn(zone: string, at: number, now: number, locale?: string): string {
  const day = (ms: number): string => new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(ms);
  const time = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  if (day(at) === day(now)) return time;
  const near = at - now < 6 * 86_400_000;
  const shape: Intl.DateTimeFormatOptions = near ? { weekday: "long" } : { weekday: "short", day: "numeric", month: "short" };
  return `${new Intl.DateTimeFormat(locale, { timeZone: zone, ...shape }).format(at)} ${time}`;
}

export function nowLine({ now, zone, always }: Hours, locale?: string): string {
  const at = (ms: number): string => momentIn(zone, ms, now.at, locale);
  if (now.closed_early_until !== null) return `Closed early, until ${at(now.next_opening ?? now.closed_early_until)}`;
  if (always) return "Always there";
  if (now.open) return now.next_closing === null ? "Open, around the clock" : `Open until ${at(now.next_closing)}`;
  return now.next_opening === null ? "Closed, and not open within 15 days" : `Closed until ${at(now.next_opening)}`;
}
