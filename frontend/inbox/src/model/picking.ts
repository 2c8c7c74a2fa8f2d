/** Rows that are picked to be dealt with together. Pure. */

export interface Picked {
  ids: readonly string[];
  /** Where a range begins: the row that was picked last. */
  from: string | null;
  /** On glass: a press on a row picks it. */
  on?: boolean;
}

export const nothing: Picked = { ids: [], from: null };

export const isPicking = (known: Picked): boolean => known.on === true || known.ids.length > 0;

export function toggled(known: Picked, id: string): Picked {
  const { ids } = known;
  return { ...known, ids: ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id], from: id };
}

/** Everything between the row picked last and this one; without such a row, this one. */
export function upTo(known: Picked, shown: readonly string[], id: string): Picked {
  const [a, b] = [known.from === null ? -1 : shown.indexOf(known.from), shown.indexOf(id)];
  if (a < 0 || b < 0) return toggled(known, id);
  const range = shown.slice(Math.min(a, b), Math.max(a, b) + 1);
  return { ...known, ids: [...known.ids, ...range.filter((one) => !known.ids.includes(one))] };
}
