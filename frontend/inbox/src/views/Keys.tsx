/** The keys, on one sheet. */
import { ACTIONS, type Action } from "../model/actions.ts";
import { setPrefs, useScreen } from "../live/screen.ts";
import { Caps } from "./Caps.tsx";
import { Icon } from "./Icon.tsx";
import { Sheet, shut } from "./Sheet.tsx";
import "../styles/over.css";

const WITH_KEYS = ACTIONS.filter(({ keys }) => keys.length > 0);
const GROUPS = [...new Set(WITH_KEYS.map(({ group }) => group))];

function Row({ of: { name, keys } }: { of: Action }) {
  return (
    <div>
      <dt>
        {keys.map((presses, at) => (
          <span key={at} class="caps-way">
            {at > 0 && <span class="caps-then">or</span>}
            <Caps keys={presses} />
          </span>
        ))}
      </dt>
      <dd>{name}</dd>
    </div>
  );
}

export function Keys() {
  const keys = useScreen((s) => s.prefs.keys);
  return (
    <Sheet look="sheet" label="Keys">
      <div class="sheet-in">
        <header>
          <h2>Keys</h2>
          <button class="icon-button" type="button" aria-label="Close" onClick={shut}>
            <Icon name="cross" />
          </button>
        </header>
        <label class="check">
          <input type="checkbox" checked={keys} onChange={(event) => setPrefs({ keys: event.currentTarget.checked })} />
          Single keys are on. They never fire while you write.
        </label>
        <div class="keys">
          {GROUPS.map((group) => (
            <section key={group}>
              <h3>{group}</h3>
              <dl>
                {WITH_KEYS.filter((one) => one.group === group).map((one) => (
                  <Row key={one.id} of={one} />
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </Sheet>
  );
}
