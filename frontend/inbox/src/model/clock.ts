/** Waits and moments in words. Durations come from server time; locale and zone are the reader's. Pure. */

export const WARM_MS = 30_000;
export const HOT_MS = 120_000;

export type Heat = "cool" | "warm" | "hot";

export function heat(wait: number): Heat {
  if (wait >= HOT_MS) return "hot";
  return wait >= WARM_MS ? "warm" : "cool";
}

const SHAPES = {
  weekday: { weekday: "short" },
  day: { day: "numeric", month: "short" },
  time: { timeStyle: "short" },
  moment: { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" },
  heading: { weekday: "long", day: "numeric", month: "long" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times more than using it, and every row of the list uses two. */
function formatted(at: number, locale: string | undefined, shape: keyof typeof SHAPES): string {
  const key = `${shape} ${locale}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, SHAPES[shape]);
  formats.set(key, known);
  return known.format(at);
}

const two = (n: number): string => String(n).padStart(2, "0");

/** 0:07, 1:12, 1:02:05, then 2 d 3 h. */
export function stopwatch(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  if (hours >= 48) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** The same for screen readers: "1 minute 12 seconds". */
export function spokenWait(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const part = (n: number, word: string): string => (n === 0 ? "" : `${n} ${word}${n === 1 ? "" : "s"}`);
  const parts = hours > 0 ? [part(hours, "hour"), part(minutes, "minute")] : [part(minutes, "minute"), part(seconds, "second")];
  return parts.filter(Boolean).join(" ") || "0 seconds";
}

/** Short age for a row: now, 4 min, 3 h, Tue, 12 Nov. */
export function age(at: number, now: number, locale?: string): string {
  const gone = Math.max(0, now - at);
  if (gone < 60_000) return "now";
  if (gone < 3_600_000) return `${Math.floor(gone / 60_000)} min`;
  if (gone < 86_400_000) return `${Math.floor(gone / 3_600_000)} h`;
  return formatted(at, locale, gone < 6 * 86_400_000 ? "weekday" : "day");
}

export function timeOfDay(at: number, locale?: string): string {
  return formatted(at, locale, "time");
}

export function moment(at: number, locale?: string): string {
  return formatted(at, locale, "moment");
}

/** "14:05 in Lisbon", with the day where it is another one there; null for a zone that this browser does not know. */
export function timeThere(zone: string, at: number, locale?: string): string | null {
  try {
    const day = (timeZone?: string): string => new Intl.DateTimeFormat("en", { timeZone, dateStyle: "short" }).format(at);
    const weekday = day(zone) === day() ? undefined : "short";
    const time = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday, hour: "numeric", minute: "2-digit" }).format(at);
    const place = zone.split("/").pop()?.replaceAll("_", " ");
    return zone.includes("/") ? `${time} in ${place}` : `${time} ${zone}`;
  } catch {
    return null;
  }
}

export function dayKey(at: number): string {
  const day = new Date(at);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

export function dayName(at: number, now: number, locale?: string): string {
  if (dayKey(at) === dayKey(now)) return "Today";
  if (dayKey(at) === dayKey(now - 86_400_000)) return "Yesterday";
  return formatted(at, locale, "heading");
}
