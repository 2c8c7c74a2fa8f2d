/** One value, its changes, and who listens. */
import { useLayoutEffect, useReducer, useRef } from "preact/hooks";

export interface Store<T> {
  get(): T;
  set(change: (known: T) => T): void;
  listen(heard: () => void): () => void;
}

export function createStore<T>(first: T): Store<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(change) {
      const next = change(value);
      if (Object.is(next, value)) return;
      value = next;
      for (const heard of [...listeners]) heard();
    },
    listen(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
  };
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((item, at) => Object.is(item, b[at]));
}

/** Renders again only when the chosen part has changed (arrays are compared item by item). */
export function useStore<T, P>(store: Store<T>, choose: (value: T) => P): P {
  const [, again] = useReducer((n: number) => n + 1, 0);
  const value = choose(store.get());
  const latest = useRef({ choose, value });
  latest.current = { choose, value };
  useLayoutEffect(() => {
    const heard = (): void => {
      if (!same(latest.current.choose(store.get()), latest.current.value)) again(0);
    };
    heard();
    return store.listen(heard);
  }, [store]);
  return value;
}
