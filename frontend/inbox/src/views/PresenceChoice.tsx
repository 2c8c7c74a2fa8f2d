/** Available, away for a while, off shift. */
import { timeOfDay } from "../model/clock.ts";
import { presenceOf, type Presence } from "../model/presence.ts";
import { setPresence } from "../live/acts.ts";
import { serverNow, useScreen } from "../live/screen.ts";
import { useNow } from "./time.tsx";

const MINUTE = 60_000;

/** The end of this day on the reader's clock, told by the server's. */
function tomorrow(now: number): number {
  const midnight = new Date(now);
  midnight.setHours(24, 0, 0, 0);
  return midnight.getTime();
}

const CHOICES: Record<string, () => Presence> = {
  here: () => ({ is: "here" }),
  half: () => ({ is: "away", until: serverNow() + 30 * MINUTE }),
  hour: () => ({ is: "away", until: serverNow() + 60 * MINUTE }),
  day: () => ({ is: "away", until: tomorrow(serverNow()) }),
  off: () => ({ is: "off" }),
};

export function PresenceChoice() {
  const [available, until, idle] = useScreen((s) => [s.available, s.awayUntil, s.idle] as const);
  const now = useNow(5);
  const presence = presenceOf(available, until, now);
  const choose = (event: { currentTarget: HTMLSelectElement }): void => {
    const chosen = CHOICES[event.currentTarget.value];
    event.currentTarget.value = presence.is;
    if (chosen) void setPresence(chosen());
  };
  return (
    <label class={`presence-choice presence-is-${presence.is === "here" && idle ? "away" : presence.is}`}>
      <span class="presence-dot" aria-hidden="true" />
      <span class="hidden">New requests ring for me</span>
      <select value={presence.is} onChange={choose}>
        <option value="here">{idle ? "Away, nobody at the desk" : "Available"}</option>
        {presence.is === "away" && <option value="away">Away until {presence.until - now > 20 * 60 * MINUTE ? "tomorrow" : timeOfDay(presence.until)}</option>}
        <option value="half">Away for 30 min</option>
        <option value="hour">Away for 1 h</option>
        <option value="day">Away until tomorrow</option>
        <option value="off">Off shift</option>
      </select>
    </label>
  );
}
