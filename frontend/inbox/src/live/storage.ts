/** What this browser keeps, under `deskbell:inbox:*`. Storage may be absent or full: then memory does. */

const PREFIX = "deskbell:inbox:";
const memory = new Map<string, string>();

export function load<T>(name: string, fallback: T): T {
  try {
    const text = memory.get(name) ?? localStorage.getItem(PREFIX + name);
    return text === null || text === undefined ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

export function save(name: string, value: unknown): void {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(PREFIX + name, text);
    memory.delete(name);
  } catch {
    memory.set(name, text);
  }
}

/** Signing out leaves nothing of the workspace behind. */
export function forget(names: readonly string[]): void {
  for (const name of names) {
    memory.delete(name);
    try {
      localStorage.removeItem(PREFIX + name);
    } catch {
      // Nothing was kept there.
    }
  }
}
