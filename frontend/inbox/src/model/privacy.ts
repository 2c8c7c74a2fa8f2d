/** What an erasure takes away, in words. Pure. */
export type Gone = Readonly<Record<string, number>>;

const ONE: Readonly<Record<string, string>> = {
  "questions in answer gaps": "question in answer gaps",
};

const counted = (name: string, many: number): string =>
  many === 1 ? `1 ${ONE[name] ?? name.replace(/s$/, "")}` : `${many.toLocaleString("en")} ${name}`;

/** "the contact with their details, 2 conversations, 31 events and 3 mails" */
export function goes(gone: Gone): string {
  const parts = ["the contact with their details", ...Object.entries(gone).filter(([, many]) => many > 0).map(([name, many]) => counted(name, many))];
  const last = parts.pop() ?? "";
  return parts.length ? `${parts.join(", ")} and ${last}` : last;
}
