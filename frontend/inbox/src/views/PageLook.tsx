/** Opens a page of the owner's web site and says what keeps the widget away from it. */
import { useState } from "preact/hooks";
import type { Looked, Site } from "../model/sites.ts";
import { firstAddress, formOf, wanted } from "../model/sites.ts";
import { api, why } from "../live/api.ts";
import { toast } from "../live/screen.ts";
import { field } from "./Door.tsx";
import { CopyLine } from "./Copy.tsx";
import "../styles/start.css";

function Found({ looked, site, allowed }: { looked: Looked; site: Site; allowed: () => void }) {
  const allow = (origin: string): void => {
    const form = formOf(site);
    const next = wanted({ ...form, origins: `${form.origins}\n${origin}` }, site.appearance);
    void api.saveSite(site.id, next).then(() => (toast(`${origin} may use it now.`), allowed()), (error: unknown) => toast(why(error), { tone: "bad" }));
  };
  if (looked.findings.length === 0) return <p class="good">The tag is right, and nothing is in its way on {looked.page}.</p>;
  return (
    <ul class="found-list">
      {looked.findings.map((one) => (
        <li key={one.code}>
          <p dir="auto">{one.text}</p>
          {one.code === "policy" && (
            <CopyLine text={one.fix} what="Lines" />
          )}
          {one.code === "origin" && (
            <button class="button button-small" type="button" onClick={() => allow(one.fix)}>
              Allow {one.fix}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

export function PageLook({ site, changed }: { site: Site; changed: () => void }) {
  const [looked, setLooked] = useState<Looked | null>(null);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const look = (address: string): void => {
    setBusy(true);
    setProblem("");
    void api
      .lookAt(site.id, address)
      .then(setLooked, (error: unknown) => setProblem(why(error)))
      .finally(() => setBusy(false));
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    look(field(new FormData(event.currentTarget as HTMLFormElement), "address"));
  };
  const allowed = (): void => {
    changed();
    if (looked) look(looked.page);
  };
  return (
    <form class="page-look" onSubmit={submit} aria-busy={busy}>
      <label class="field">
        <span>A page with the tag, to have it checked</span>
        <input name="address" required maxLength={1000} inputMode="url" spellcheck={false} autocomplete="url" placeholder="shop.example" defaultValue={firstAddress(site)} />
      </label>
      <button class="button" disabled={busy}>
        {busy ? "Looking…" : "Look at it"}
      </button>
      <div role="status">
        {looked && !busy && <Found looked={looked} site={site} allowed={allowed} />}
        {problem && <p class="problem">{problem}</p>}
      </div>
    </form>
  );
}
