/** Until when a conversation can be put off with one press, in the reader's own time. Pure. */

export interface Moment {
  name: string;
  at: number;
}

function at(now: number, days: number, hour: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, hour).getTime();
}

export function moments(now: number): Moment[] {
  const weekday = new Date(now).getDay();
  const toMonday = (8 - weekday) % 7 || 7;
  return [
    { name: "In 1 hour", at: now + 3_600_000 },
    { name: "In 3 hours", at: now + 3 * 3_600_000 },
    { name: "Tomorrow, 9:00", at: at(now, 1, 9) },
    ...(toMonday > 1 ? [{ name: "Monday, 9:00", at: at(now, toMonday, 9) }] : []),
    { name: "In a week", at: at(now, 7, 9) },
  ];
}

/** A tag as the server keeps it. */
export function asTag(text: string): string {
  return text.trim().replace(/^#+/, "").toLowerCase().split(/\s+/).filter(Boolean).join("-").slice(0, 30);
}
