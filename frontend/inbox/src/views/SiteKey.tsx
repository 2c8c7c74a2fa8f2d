/** A site's key made anew, and its widget switched off and on. */
import { useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import type { Site } from "../model/sites.ts";
import { api, why } from "../live/api.ts";
import { toast } from "../live/screen.ts";

const KEEP: readonly (readonly [number, string])[] = [
  [30, "The old one works for 30 more days"],
  [7, "The old one works for 7 more days"],
  [0, "The old one ends now"],
];

interface Changed {
  site: Site;
  changed: () => void;
}

function NewKey({ keep, setKeep, make }: { keep: number; setKeep: (days: number) => void; make: () => void }) {
  return (
    <div class="site-rekey">
      <label class="field">
        <span>Pages that bear the old tag</span>
        <select value={String(keep)} onChange={(event) => setKeep(Number(event.currentTarget.value))}>
          {KEEP.map(([days, text]) => (
            <option key={days} value={String(days)}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <button class={keep ? "button button-ink" : "button button-danger"} type="button" onClick={make}>
        {keep ? "Make a new key" : "End the old key now"}
      </button>
    </div>
  );
}

export function SiteKey({ site, changed }: Changed) {
  const [asked, setAsked] = useState(false);
  const [keep, setKeep] = useState(30);
  const [problem, setProblem] = useState("");
  const after = (done: Promise<Site>, said: string): void => {
    setProblem("");
    void done.then(
      () => {
        setAsked(false);
        toast(said);
        changed();
      },
      (error: unknown) => setProblem(why(error)),
    );
  };
  return (
    <div class="script-tag">
      <h4>Key</h4>
      {site.old_key_until ? (
        <p>
          The key before this one works until {moment(site.old_key_until)}: put the new tag on your pages until then.{" "}
          <button class="text-button" type="button" onClick={() => after(api.endOldKey(site.id), "The old key has ended.")}>
            End it now
          </button>
        </p>
      ) : (
        <p>
          Whoever has the tag can use it, on the pages that you allow. Does somebody else?{" "}
          <button class="text-button" type="button" aria-expanded={asked} onClick={() => setAsked(!asked)}>
            New key
          </button>
        </p>
      )}
      {asked && !site.old_key_until && <NewKey keep={keep} setKeep={setKeep} make={() => after(api.newKey(site.id, keep), "A new key. Copy the new tag.")} />}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

/** Beside a site's name. */
export function SiteSwitch({ site, changed }: Changed) {
  const turn = (): void => {
    const said = site.off ? "The widget is back, with the next page that loads." : "Switched off. Pages that load now have no widget.";
    void api.switchSite(site.id, !site.off).then(() => (toast(said), changed()), (error: unknown) => toast(why(error), { tone: "bad" }));
  };
  return (
    <button class="text-button" type="button" onClick={turn}>
      {site.off ? "Switch on" : "Switch off"}
    </button>
  );
}
