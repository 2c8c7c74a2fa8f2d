/** The keys, on one sheet. */
import { useEffect, useRef } from "preact/hooks";
import { HELP } from "../model/keys.ts";
import { patch, setPrefs, useScreen } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";

export function Help() {
  const sheet = useRef<HTMLDialogElement>(null);
  const keys = useScreen((s) => s.prefs.keys);
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const shut = (): void => patch({ help: false });
  return (
    <dialog ref={sheet} class="sheet" aria-labelledby="keys-title" onClose={shut} onClick={(event) => event.target === sheet.current && shut()}>
      <div class="sheet-in">
        <header>
          <h2 id="keys-title">Keys</h2>
          <button class="icon-button" type="button" aria-label="Close" onClick={shut}>
            <Icon name="cross" />
          </button>
        </header>
        <div class="keys">
          {HELP.map(([title, rows]) => (
            <section key={title}>
              <h3>{title}</h3>
              <dl>
                {rows.map(([key, what]) => (
                  <div key={what}>
                    <dt>
                      {key.split(" ").map((one) => (one === "–" ? " – " : <kbd key={one}>{one}</kbd>))}
                    </dt>
                    <dd>{what}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <label class="check">
          <input type="checkbox" checked={keys} onChange={(event) => setPrefs({ keys: event.currentTarget.checked })} />
          Single keys are on. They never fire while you write.
        </label>
      </div>
    </dialog>
  );
}
