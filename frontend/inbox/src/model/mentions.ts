/** Naming colleagues in notes: finding one while writing, whom a text names, and where. Pure. */
import type { Person } from "./wire.ts";

/** Where an `@` begins that asks for a colleague: at the start of a word, up to the caret. Null: nowhere. */
export function atAt(text: string, caret: number): { from: number; query: string } | null {
  const found = /(?:^|[\s(])@([^\s@]{0,40})$/.exec(text.slice(0, caret));
  return found ? { from: caret - (found[1] ?? "").length - 1, query: found[1] ?? "" } : null;
}

/** Those of whose name one word begins so. */
export function begun<P extends Person>(people: readonly P[], query: string): P[] {
  const asked = query.toLowerCase();
  return people.filter(({ name }) => name.toLowerCase().split(/\s+/).some((word) => word.startsWith(asked)));
}

export interface Piece {
  text: string;
  who: Person | null;
}

/** A text in pieces, with whoever each `@Name` means: of two names, the longer one that stands there. */
export function pieces(text: string, people: readonly Person[]): Piece[] {
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  const out: Piece[] = [];
  let rest = "";
  for (let at = 0; at < text.length; ) {
    const after = text.slice(at + 1).toLowerCase();
    const who = text[at] === "@" ? byLength.find(({ name }) => after.startsWith(name.toLowerCase()) && !/^[\p{L}\p{N}]/u.test(after.slice(name.length))) : undefined;
    const end = who ? at + 1 + who.name.length : at + 1;
    if (!who) rest += text[at];
    else {
      if (rest) out.push({ text: rest, who: null });
      rest = "";
      out.push({ text: text.slice(at, end), who });
    }
    at = end;
  }
  return rest ? [...out, { text: rest, who: null }] : out;
}

/** Whom a text names, each once. */
export function named(text: string, people: readonly Person[]): Person[] {
  return [...new Set(pieces(text, people).flatMap(({ who }) => who ?? []))].map(({ id, name }) => ({ id, name }));
}
