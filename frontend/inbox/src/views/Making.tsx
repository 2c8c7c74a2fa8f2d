/** What is made here and shown once with its secret: a key, a webhook. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { why } from "../live/api.ts";

interface MakingProps<M> {
  title: string;
  go: string;
  /** Null: something is still to be filled in. */
  make: (() => Promise<M>) | null;
  /** Empties the fields. */
  done: () => void;
  shown: (made: M) => ComponentChildren;
  children: ComponentChildren;
}

export function Making<M>({ title, go, make, done, shown, children }: MakingProps<M>) {
  const [made, setMade] = useState<M | null>(null);
  const [problem, setProblem] = useState("");
  const submit = (event: Event): void => {
    event.preventDefault();
    setProblem("");
    void make?.().then((one) => {
      setMade(one);
      done();
    }, (error: unknown) => setProblem(why(error)));
  };
  return (
    <section class="invite">
      <h3>{title}</h3>
      <form class="key-form" onSubmit={submit}>
        {children}
        <button class="button button-ink" disabled={!make}>
          {go}
        </button>
      </form>
      <p class="problem" role="alert">
        {problem}
      </p>
      {made && shown(made)}
    </section>
  );
}

/** A list with this in it, or without it where it was. */
export const flipped = (list: readonly string[], one: string): string[] => (list.includes(one) ? list.filter((other) => other !== one) : [...list, one]);
