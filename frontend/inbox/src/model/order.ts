/** The list never moves under the pointer: what is shown while it is held, and what waits behind the pill. Pure. */

export interface Shown {
  ids: string[];
  /** New in this view, but held back. */
  held: number;
  /** Shown, although no longer in this view. */
  ghosts: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

/** The open row stays where it was until it is left, even if the view has let it go. */
function keepOpen(live: readonly string[], last: readonly string[], open: string | null): { ids: string[]; ghosts: ReadonlySet<string> } {
  if (open === null || live.includes(open) || !last.includes(open)) return { ids: [...live], ghosts: none };
  const ids = [...live];
  ids.splice(Math.min(last.indexOf(open), ids.length), 0, open);
  return { ids, ghosts: new Set([open]) };
}

export function shown(live: readonly string[], last: readonly string[], held: boolean, open: string | null): Shown {
  if (!held || last.length === 0) return { ...keepOpen(live, last, open), held: 0 };
  const now = new Set(live);
  const before = new Set(last);
  return {
    ids: [...last],
    held: live.filter((id) => !before.has(id)).length,
    ghosts: new Set(last.filter((id) => !now.has(id))),
  };
}

/** The row before or after, for j and k; stays at the ends. */
export function step(ids: readonly string[], from: string | null, by: 1 | -1): string | null {
  if (ids.length === 0) return null;
  const at = from === null ? -1 : ids.indexOf(from);
  if (at < 0) return (by === 1 ? ids[0] : ids[ids.length - 1]) ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))] ?? null;
}
