/** Which rows of a long list stand in the page: those that can be seen, and some on either side. Pure. */

export const AROUND = 6;

export interface Stretch {
  first: number;
  /** The one after the last. */
  end: number;
  height: number;
}

export function stretch(top: number, seen: number, height: number): Stretch {
  return { first: Math.max(0, Math.floor(top / height) - AROUND), end: Math.ceil((top + seen) / height) + AROUND, height };
}
