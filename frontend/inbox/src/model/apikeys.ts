/** Keys for programs, and what they may do. Pure. */
export interface ApiKey {
  id: string;
  name: string;
  hint: string;
  rights: string[];
  made_by: string;
  created_at: number;
  used_at: number | null;
}

export const THINGS = [
  ["conversations", "Conversations", "messages and notes; writing also closes and reopens"],
  ["contacts", "Contacts", "names, addresses, own fields"],
  ["knowledge", "Knowledge", "what the assistant answers from"],
] as const;

/** What a key may do, in words: "reads conversations, reads and writes contacts". */
export function granted(rights: readonly string[]): string {
  const parts = THINGS.flatMap(([thing]) => {
    const verbs = (["read", "write"] as const).filter((verb) => rights.includes(`${thing}:${verb}`));
    return verbs.length ? [`${verbs.map((verb) => `${verb}s`).join(" and ")} ${thing}`] : [];
  });
  const text = parts.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
