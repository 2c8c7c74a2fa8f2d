/** Finding by a few letters of each word. Pure. */

const folded = (text: string): string => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
export const wordsOf = (text: string): string[] => folded(text).split(/[^\p{L}\p{N}#@.]+/u).filter(Boolean);

/** 3: begins a word; 2: stands in one; 1: its letters stand in one, in their order, from its first letter on; 0: nowhere. */
function closeness(sought: string, words: readonly string[]): number {
  if (words.some((word) => word.startsWith(sought))) return 3;
  if (words.some((word) => word.includes(sought))) return 2;
  const inOrder = (word: string): boolean => {
    let at = 0;
    for (const letter of word) if (letter === sought[at]) at += 1;
    return at === sought.length && word[0] === sought[0];
  };
  return sought.length > 1 && words.some(inOrder) ? 1 : 0;
}

/** How well a text answers to what is sought; 0: some word of it is nowhere. What is named so goes before what is near to it. */
export function score(sought: string, name: string, near = ""): number {
  const [named, around] = [wordsOf(name), wordsOf(near)];
  let sum = 0;
  for (const word of wordsOf(sought)) {
    const here = 2 * closeness(word, named) || closeness(word, around);
    if (here === 0) return 0;
    sum += here;
  }
  return sum + (folded(name).startsWith(folded(sought.trim())) ? 1 : 0);
}

/** The best first; equals stay in their order. */
export function best<T>(sought: string, things: readonly T[], text: (thing: T) => readonly [string, string]): T[] {
  return things
    .map((thing) => ({ thing, at: score(sought, ...text(thing)) }))
    .filter(({ at }) => at > 0)
    .sort((a, b) => b.at - a.at)
    .map(({ thing }) => thing);
}
