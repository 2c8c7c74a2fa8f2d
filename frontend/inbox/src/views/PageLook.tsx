/** Opens a page of the owner's web site and says what keeps the widget away from it. */
import { useEffect, useState } from "preact/hooks";
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

const AGAIN_MS = 20_000;
const FOR_MS = 600_000;

/** Looks until nothing is in the way, until the widget was seen, or for ten minutes; `asked` anew begins anew. */
function useLook(site: Site, first: string) {
  const [asked, ask] = useState(first ? { address: first } : null);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [problem, setProblem] = useState("");
  const [goes, setGoes] = useState<"no" | "looking" | "waiting">("no");
  const seen = site.seen !== null;
  useEffect(() => {
    if (!asked) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let left = false;
    const end = Date.now() + FOR_MS;
    const look = async (): Promise<void> => {
      setGoes("looking");
      setProblem("");
      const found = await api.lookAt(site.id, asked.address).catch((error: unknown) => why(error));
      if (left) return;
      if (typeof found === "string") setProblem(found);
      else setLooked(found);
      const again = typeof found !== "string" && found.findings.length > 0 && !seen && Date.now() < end;
      setGoes(again ? "waiting" : "no");
      if (again) timer = setTimeout(() => void look(), AGAIN_MS);
    };
    void look();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [asked, seen]);
  return { looked, problem, goes, look: (address: string) => (setLooked(null), ask({ address })) };
}

/** `eager`: begins by itself where it knows an address and nothing was seen yet. */
export function PageLook({ site, changed, eager = false }: { site: Site; changed: () => void; eager?: boolean }) {
  const { looked, problem, goes, look } = useLook(site, eager && !site.seen ? firstAddress(site) : "");
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    look(field(new FormData(event.currentTarget as HTMLFormElement), "address"));
  };
  const allowed = (): void => {
    changed();
    if (looked) look(looked.page);
  };
  const busy = goes === "looking" && !looked;
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
        {looked && <Found looked={looked} site={site} allowed={allowed} />}
        {looked && goes !== "no" && <p class="quiet">It looks again by itself for ten minutes, until the way is free.</p>}
        {problem && <p class="problem">{problem}</p>}
      </div>
    </form>
  );
}
