/** Which rows of a long list stand in the page: those that can be seen, and some on either side. Pure. */

const AROUND = 6;
/** The page changes only when so many rows have gone by. */
const STEP = 2;

export interface Stretch {
  first: number;
  /** The one after the last. */
  end: number;
  height: number;
}

export function stretch(top: number, seen: number, height: number): Stretch {
  const first = Math.floor(top / height) - AROUND;
  const end = Math.ceil((top + seen) / height) + AROUND;
  return { first: Math.max(0, Math.floor(first / STEP) * STEP), end: Math.ceil(end / STEP) * STEP, height };
}
