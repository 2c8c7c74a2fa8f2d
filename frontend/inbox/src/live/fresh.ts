/** Something of the server's that is fetched when it is wanted, and not twice in a moment. */
const FRESH_MS = 20_000;

export interface Fresh<T> {
  known: () => T | null;
  load: (anew?: boolean) => Promise<T>;
}

export function fresh<T>(fetch: () => Promise<T>): Fresh<T> {
  let last: { at: number; value: T } | null = null;
  return {
    known: () => last?.value ?? null,
    load: async (anew = false) => {
      if (!anew && last && Date.now() - last.at < FRESH_MS) return last.value;
      last = { at: Date.now(), value: await fetch() };
      return last.value;
    },
  };
}
