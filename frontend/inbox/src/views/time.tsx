/** Everything that moves by itself: one ticker for all clocks, the wait clock, ages. */
import { useEffect, useState } from "preact/hooks";
import { age, heat, moment, spokenWait, stopwatch } from "../model/clock.ts";
import { serverNow } from "../live/screen.ts";

const hearers = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

function hear(heard: () => void): () => void {
  hearers.add(heard);
  ticking ??= setInterval(() => hearers.forEach((one) => one()), 1000);
  return () => {
    hearers.delete(heard);
    if (hearers.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

/** Server time, every `every` seconds. */
export function useNow(every = 1): number {
  const [now, set] = useState(serverNow);
  useEffect(() => {
    let count = 0;
    return hear(() => {
      count += 1;
      if (count % every === 0) set(serverNow());
    });
  }, [every]);
  return now;
}

export function WaitClock({ since }: { since: number }) {
  const wait = useNow() - since;
  return (
    <span class={`wait wait-${heat(wait)}`}>
      <span aria-hidden="true">{stopwatch(wait)}</span>
      <span class="hidden">waiting {spokenWait(wait - (wait % 15_000))}</span>
    </span>
  );
}

export function Age({ at }: { at: number }) {
  const now = useNow(20);
  return (
    <time class="age" dateTime={new Date(at).toISOString()} title={moment(at)}>
      {age(at, now)}
    </time>
  );
}
