/** Parts of the inbox that come, with their style, after the first load: when the page is idle, or earlier when asked for. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";

export interface Part<M> {
  /** What has come. */
  made: M | null;
  fetch: () => Promise<M>;
}

/** `load`: an import(), which the browser carries out once. */
export function part<M>(load: () => Promise<M>): Part<M> {
  const one: Part<M> = {
    made: null,
    fetch: () =>
      load().then((made) => {
        one.made = made;
        return made;
      }),
  };
  return one;
}

interface LateProps<M> {
  from: Part<M>;
  children: (made: M) => VNode;
  /** It lies over the page, which stays as it is until it comes. Called when it does not. */
  over?: () => void;
}

/** Draws at once what has come already. */
export function Late<M>({ from, children, over }: LateProps<M>) {
  const [problem, setProblem] = useState(false);
  const [, again] = useState(0);
  useEffect(() => {
    if (from.made) return;
    setProblem(false);
    from.fetch().then(() => again((count) => count + 1), over ?? (() => setProblem(true)));
  }, [from]);
  if (from.made) return children(from.made);
  if (over) return null;
  return <main class="page page-narrow" aria-busy={!problem}>{problem && <p class="problem no-match">This page did not load. Check the connection and open it again.</p>}</main>;
}
