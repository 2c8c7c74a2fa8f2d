/** Drafts on several devices: what is not saved here yet stays, for the rest the server knows better. Pure. */
import { draftOf, withDraft, type Drafts, type Mode } from "./drafts.ts";

export interface Unsent {
  conversation: string;
  mode: Mode;
  text: string;
}

export const keyOf = (c: string, mode: Mode): string => `${c}/${mode}`;

export function partsOf(key: string): { c: string; mode: Mode } {
  const at = key.lastIndexOf("/");
  return { c: key.slice(0, at), mode: key.slice(at + 1) === "note" ? "note" : "text" };
}

export function merged(here: Drafts, unsaved: ReadonlySet<string>, there: readonly Unsent[]): Drafts {
  return there.reduce((drafts, { conversation, mode, text }) => {
    if (unsaved.has(keyOf(conversation, mode)) || draftOf(drafts, conversation, mode) === text) return drafts;
    return withDraft(drafts, conversation, mode, text);
  }, here);
}

/** Which drafts differ between two moments. */
export function changed(before: Drafts, after: Drafts): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => (before[key] ?? "") !== (after[key] ?? ""));
}
