/** What of a text was looked for. Pure. */

export interface Piece {
  text: string;
  found: boolean;
}

const FOLDS = /\p{Mn}/gu;
const fold = (text: string): string => text.normalize("NFKD").replace(FOLDS, "").toLowerCase();

/** Letter by letter, because a letter may fold into none, or several. */
function places(text: string): { flat: string; from: number[] } {
  let flat = "";
  const from: number[] = [];
  let at = 0;
  for (const letter of text) {
    const folded = fold(letter);
    for (let n = 0; n < folded.length; n++) from.push(at);
    flat += folded;
    at += letter.length;
  }
  from.push(text.length);
  return { flat, from };
}

export function pieces(text: string, q: string): Piece[] {
  const { flat, from } = places(text);
  const marked = new Array<boolean>(text.length).fill(false);
  for (const word of fold(q).split(/\s+/).filter(Boolean)) {
    for (let at = flat.indexOf(word); at >= 0; at = flat.indexOf(word, at + word.length)) {
      const end = from[at + word.length] ?? text.length;
      marked.fill(true, from[at] ?? 0, end);
    }
  }
  const out: Piece[] = [];
  for (let at = 0; at < text.length; at++) {
    const last = out[out.length - 1];
    const found = marked[at] ?? false;
    if (last?.found === found) last.text += text[at];
    else out.push({ text: text[at] ?? "", found });
  }
  return out;
}
