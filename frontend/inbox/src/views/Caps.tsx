/** Keys as they stand on this keyboard. */
import { caps } from "../model/actions.ts";

export const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** One way to do something: presses, one after the other. */
export function Caps({ keys }: { keys: readonly string[] }) {
  return (
    <span class="caps">
      {keys.map((press, at) => (
        <span key={press} class="caps-press">
          {at > 0 && <span class="caps-then">then</span>}
          {caps(press, MAC).map((cap) => (
            <kbd key={cap}>{cap}</kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
