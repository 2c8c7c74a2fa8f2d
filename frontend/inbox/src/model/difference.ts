/** Two settings side by side, as they are shown. Pure. */
import { dollars } from "./money.ts";
import type { SettingChange } from "./assistant.ts";

export const FIELD_NAMES: Record<SettingChange["field"], string> = {
  name: "Name",
  prompt: "Instructions",
  tone: "Tone",
  tone_note: "More about the tone",
  length: "Length of answers",
  must: "It must always",
  must_not: "It must never",
  languages: "Languages",
  calls: "Calls a person",
  call_words: "Your words that call a person",
  offer_after: "Thumbs down until a person is offered",
  message_limit: "AI answers in one conversation",
  cap_visitor_day: "Cap for one visitor, a day",
  cap_day: "Cap for all, a day",
  cap_month: "Cap for all, a month",
};

const AROUND = 2;

export type Line = { is: "same" | "out" | "in"; text: string } | { is: "gap"; lines: number };

/** Only what changed and two lines around it; the rest is counted. */
export function folded(lines: NonNullable<SettingChange["lines"]>): Line[] {
  const near = (at: number): boolean => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some((line) => line.is !== "same");
  const found: Line[] = [];
  lines.forEach((line, at) => {
    const last = found.at(-1);
    if (near(at)) found.push(line);
    else if (last?.is === "gap") last.lines += 1;
    else found.push({ is: "gap", lines: 1 });
  });
  return found;
}

export function valueText(field: SettingChange["field"], value: string | number | null | undefined): string {
  if (field.startsWith("cap_")) return value ? dollars(Number(value)) : "no cap";
  return value === null || value === undefined || value === "" ? "empty" : String(value);
}

/** "Name, Instructions and Tone" */
export function named(changes: SettingChange[]): string {
  const names = changes.map((one) => FIELD_NAMES[one.field]);
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "");
}
