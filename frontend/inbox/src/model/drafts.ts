/** What is half-written, per conversation and mode; never carried from one to another. Pure. */

export type Mode = "text" | "note";
export type Drafts = Readonly<Record<string, string>>;

const key = (c: string, mode: Mode): string => `${c}/${mode}`;

export function draftOf(drafts: Drafts, c: string, mode: Mode): string {
  return drafts[key(c, mode)] ?? "";
}

export function withDraft(drafts: Drafts, c: string, mode: Mode, text: string): Drafts {
  const next = { ...drafts };
  if (text.trim() === "") delete next[key(c, mode)];
  else next[key(c, mode)] = text;
  return next;
}

/** A refused text comes back in front of whatever has been begun since. */
export function restoreDraft(drafts: Drafts, c: string, mode: Mode, text: string): Drafts {
  const begun = draftOf(drafts, c, mode);
  return withDraft(drafts, c, mode, begun.trim() === "" || begun === text ? text : `${text}\n\n${begun}`);
}

export function hasDraft(drafts: Drafts, c: string): boolean {
  return key(c, "text") in drafts || key(c, "note") in drafts;
}
