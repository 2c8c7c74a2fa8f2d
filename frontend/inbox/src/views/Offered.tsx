/** What is being handed over: to whom, how long still, and what each of the two can do about it. */
import { stopwatch } from "../model/clock.ts";
import { isOffered } from "../model/feed.ts";
import { handing } from "../model/words.ts";
import type { Conversation, Offer, Summary } from "../model/wire.ts";
import { act } from "../live/acts.ts";
import { calledBack } from "../live/attention.ts";
import { screen, useScreen, voicesFor } from "../live/screen.ts";
import { useNow } from "./time.tsx";

function Left({ until }: { until: number }) {
  return (
    <span class="offered-left" aria-hidden="true">
      {stopwatch(Math.max(0, until - useNow()))}
    </span>
  );
}

export function Offered({ head, offer }: { head: Conversation | Summary; offer: Offer }) {
  const busy = useScreen((s) => s.busy[head.id]);
  const voices = voicesFor(screen.get(), head);
  const forMe = isOffered(head, voices.me);
  const mine = head.owner?.id === voices.me;
  const end = (): void => {
    if (mine) calledBack.add(head.id);
    void act(head.id, "offer", { to: null });
  };
  return (
    <div class={forMe ? "offered offered-me" : "offered"} role="status">
      <p>
        {handing(head.owner, offer, voices)} <Left until={offer.until} />
      </p>
      {(mine || forMe) && (
        <button class="button button-small" type="button" disabled={busy !== undefined} onClick={end}>
          {mine ? "Call it back" : "Not now"}
        </button>
      )}
    </div>
  );
}
