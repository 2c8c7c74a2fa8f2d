/** Saved replies: finding one while writing, and filling in what it leaves open. Pure. */

import type { SentFile } from "./files.ts";

export interface Reply {
  id: string;
  name: string;
  text: string;
  files: readonly SentFile[];
  version: number;
  updated_by: string;
  updated_at: number;
}

/** What the variables stand for here and now; null: not known. */
export type Values = Readonly<Record<string, string | null>>;

const BRACES = /\{\{([^{}]*)\}\}/g;

const first = (name: string | null): string | null => name?.trim().split(/\s+/)[0] || null;

export function valuesFor(is: { contact: { name: string | null; email: string | null }; operator: string; assistant: string; workspace: string; site: string | null }): Values {
  return {
    "contact.name": is.contact.name,
    "contact.first_name": first(is.contact.name),
    "contact.email": is.contact.email,
    "operator.name": is.operator,
    "operator.first_name": first(is.operator),
    "assistant.name": is.assistant,
    "workspace.name": is.workspace,
    "site.name": is.site,
  };
}

/** `{{first_name}}` is the contact's. */
const named = (variable: string): string => (variable.includes(".") ? variable : `contact.${variable}`);

/** What is not known and has no other word (`{{contact.name|there}}`) stays in braces, and is not sent. */
export function filledIn(text: string, values: Values): string {
  return text.replace(BRACES, (whole, inside: string) => {
    const [variable = "", ...otherwise] = inside.split("|");
    return values[named(variable.trim())] || (otherwise.length > 0 ? otherwise.join("|").trim() : whole);
  });
}

/** The variables of ours that still stand in a text. */
export function leftOpen(text: string): string[] {
  return [...text.matchAll(BRACES)].map((found) => (found[1] ?? "").split("|")[0]?.trim() ?? "").filter((name) => /^(contact\.(name|first_name|email)|(operator|assistant|workspace|site)\.\w+)$/.test(named(name)));
}

const folded = (text: string): string => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();

/** Those that every word is in: by name first, then by text. */
export function matching(replies: readonly Reply[], query: string, most = 8): Reply[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const rank = (reply: Reply): number => {
    const name = folded(reply.name);
    if (words.every((word) => name.startsWith(word))) return 0;
    if (words.every((word) => name.includes(word))) return 1;
    const all = `${name} ${folded(reply.text)}`;
    return words.every((word) => all.includes(word)) ? 2 : 3;
  };
  return replies
    .map((reply) => ({ reply, at: rank(reply) }))
    .filter(({ at }) => at < 3)
    .sort((a, b) => a.at - b.at)
    .slice(0, most)
    .map(({ reply }) => reply);
}

/** Where a `/` begins that asks for a reply: at the start of a word, up to the caret. Null: nowhere. */
export function slashAt(text: string, caret: number): { from: number; query: string } | null {
  const found = /(?:^|\s)\/([^\s/]{0,40})$/.exec(text.slice(0, caret));
  return found ? { from: caret - (found[1] ?? "").length - 1, query: found[1] ?? "" } : null;
}
