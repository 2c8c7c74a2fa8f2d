/** Web sites: the tag to put on the pages, who may use it, and what visitors see. In force with the next page. */
import { useEffect, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { blankSite, formOf, LANGUAGES, onColor, wanted, type Site, type SiteForm } from "../model/sites.ts";
import { api, why } from "../live/api.ts";
import { toast, useScreen } from "../live/screen.ts";
import { SiteIdentity } from "./SiteIdentity.tsx";
import { CaptureForm } from "./CaptureForm.tsx";
import { PageLook } from "./PageLook.tsx";
import { CopyLine } from "./Copy.tsx";
import { SiteKey, SiteSwitch } from "./SiteKey.tsx";

function Seen({ site }: { site: Site }) {
  if (site.off) return <p class="quiet">Switched off: no widget on its pages, and nothing comes in. What was written stays.</p>;
  if (site.seen) {
    return (
      <p class="good" role="status">
        Seen on {site.seen.page}, {moment(site.seen.at)}.
      </p>
    );
  }
  return <p class="quiet">Not seen on a page yet. Put the tag on a page and open it; this line changes by itself.</p>;
}

function Tag({ site, may, reload }: { site: Site; may: boolean; reload: () => void }) {
  return (
    <div class="script-tag">
      <p>Put this on every page, best before the end of the body:</p>
      <CopyLine text={site.script} what="Tag" />
      <Seen site={site} />
      {may && <PageLook site={site} changed={reload} />}
      <p>
        <a href={`/chat/${site.key}`} target="_blank" rel="noopener">
          Look at it on a page of its own, which you can also link to
        </a>
      </p>
    </div>
  );
}

/** Colours and places only: the empty page shows the real one. */
function Preview({ form, lang, assistant }: { form: SiteForm; lang: string; assistant: string }) {
  const paint = (element: HTMLElement | null): void => {
    element?.style.setProperty("--tenant", form.color);
    element?.style.setProperty("--on-tenant", onColor(form.color));
  };
  return (
    <div class={`look look-${form.side}`} ref={paint} aria-hidden="true">
      <p class="look-said">{form.greetings[lang] || `Hi! I'm ${assistant}, the AI assistant. How can I help?`}</p>
      {(form.suggestions[lang] ?? "").split("\n").filter((line) => line.trim()).slice(0, 4).map((line) => (
        <p key={line} class="look-asked">
          {line}
        </p>
      ))}
      <span class="look-disc" />
    </div>
  );
}

interface FieldsProps {
  form: SiteForm;
  lang: string;
  setLang: (lang: string) => void;
  change: (part: Partial<SiteForm>) => void;
}

function Languages({ value, choose, own }: { value: string; choose: (lang: string) => void; own?: string }) {
  return (
    <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
      {LANGUAGES.map(([code, name]) => (
        <option key={code} value={code}>
          {code === own ? `${name} (main)` : name}
        </option>
      ))}
    </select>
  );
}

function Fields({ form, lang, setLang, change }: FieldsProps) {
  return (
    <>
      <label class="field">
        <span>Name</span>
        <input required maxLength={100} value={form.name} placeholder="shop.example" onInput={(event) => change({ name: event.currentTarget.value })} />
      </label>
      <label class="field">
        <span>Pages that may use it, one address a line</span>
        <textarea rows={2} value={form.origins} placeholder="https://shop.example" spellcheck={false} onInput={(event) => change({ origins: event.currentTarget.value })} />
      </label>
      <p class="field-help">Without an address any page may. The tag is public: who copies it could spend your assistant's answers.</p>
      <div class="look-choices">
        <label class="field">
          <span>Colour</span>
          <input type="color" value={form.color} onInput={(event) => change({ color: event.currentTarget.value })} />
        </label>
        <div class="field">
          <span id="side-name">Corner</span>
          <div class="segments" role="radiogroup" aria-labelledby="side-name">
            {(["left", "right"] as const).map((side) => (
              <label key={side} class="segment">
                <input type="radio" name="side" checked={form.side === side} onChange={() => change({ side })} />
                <span>{side === "left" ? "Left" : "Right"}</span>
              </label>
            ))}
          </div>
        </div>
      </div>
      <div class="look-choices">
        <label class="field">
          <span>Light or dark</span>
          <select value={form.theme} onChange={(event) => change({ theme: event.currentTarget.value as SiteForm["theme"] })}>
            <option value="">As the visitor's device</option>
            <option value="light">Always light</option>
            <option value="dark">Always dark</option>
          </select>
        </label>
        {(["x", "y"] as const).map((edge) => (
          <label key={edge} class="field">
            <span>{edge === "x" ? "Pixels from the side" : "Pixels from below"}</span>
            <input type="number" min={0} max={400} value={form[edge]} onInput={(event) => change({ [edge]: event.currentTarget.valueAsNumber || 0 })} />
          </label>
        ))}
      </div>
      <div class="look-choices">
        <label class="field">
          <span>Main language</span>
          <Languages value={form.lang} choose={(main) => (change({ lang: main }), setLang(main))} />
        </label>
        <label class="field">
          <span>Greeting and questions in</span>
          <Languages value={lang} choose={setLang} own={form.lang} />
        </label>
      </div>
      <p class="field-help">The widget follows the language of the page, then that of the browser. What is left empty has a usual wording in twelve languages.</p>
      <label class="field">
        <span>Greeting</span>
        <textarea rows={3} maxLength={300} value={form.greetings[lang] ?? ""} onInput={(event) => change({ greetings: { ...form.greetings, [lang]: event.currentTarget.value } })} />
      </label>
      <label class="field">
        <span>Suggested questions, one a line, four at most</span>
        <textarea rows={4} value={form.suggestions[lang] ?? ""} onInput={(event) => change({ suggestions: { ...form.suggestions, [lang]: event.currentTarget.value } })} />
      </label>
      <label class="field">
        <span>A line above the launcher, for those who have not written yet</span>
        <input maxLength={140} value={form.nudges[lang] ?? ""} placeholder="Left empty: none" onInput={(event) => change({ nudges: { ...form.nudges, [lang]: event.currentTarget.value } })} />
      </label>
      <div class="look-choices">
        <label class="field">
          <span>After so many seconds</span>
          <input type="number" min={5} max={600} value={form.nudgeAfter} onInput={(event) => change({ nudgeAfter: event.currentTarget.valueAsNumber || 30 })} />
        </label>
        <label class="field">
          <span>On pages whose address contains</span>
          <input maxLength={200} value={form.nudgeOn} placeholder="/prices" onInput={(event) => change({ nudgeOn: event.currentTarget.value })} />
        </label>
      </div>
      <p class="field-help">Once a visit, never on telephones, and not again for two weeks after it was dismissed.</p>
      <label class="check">
        <input type="checkbox" checked={form.files} onChange={(event) => change({ files: event.currentTarget.checked })} />
        Visitors may send pictures and files
      </label>
      <p class="field-help">Pictures, PDF, text and office files up to 10 MB, by button, paste or drop. You can always send files to them.</p>
      <label class="field">
        <span>Pages without the widget, one a line</span>
        <textarea rows={2} value={form.hideOn} placeholder={"/checkout\n/cart/*"} spellcheck={false} onInput={(event) => change({ hideOn: event.currentTarget.value })} />
      </label>
      <label class="check">
        <input type="checkbox" checked={form.hideClosed} onChange={(event) => change({ hideClosed: event.currentTarget.checked })} />
        No widget outside your opening hours, for those who have not written yet
      </label>
    </>
  );
}

function Editor({ site, saved, removed, only }: { site: Site | null; saved: (site: Site) => void; removed: () => void; only: boolean }) {
  const [form, setForm] = useState<SiteForm>(site ? formOf(site) : blankSite);
  const [lang, setLang] = useState(form.lang);
  const [problem, setProblem] = useState("");
  const [sure, setSure] = useState(false);
  const assistant = useScreen((s) => s.desk.me?.assistant.name ?? "Ada");
  const changed = !site || JSON.stringify(form) !== JSON.stringify(formOf(site));
  const submit = (event: Event): void => {
    event.preventDefault();
    setProblem("");
    const body = wanted(form, site?.appearance);
    const done = (result: Site): void => {
      toast(site ? "Saved. The next page that loads shows it." : "Added.");
      saved(result);
    };
    void (site ? api.saveSite(site.id, body) : api.addSite(body)).then(done, (error: unknown) => setProblem(why(error)));
  };
  const remove = (): void => {
    if (site) void api.removeSite(site.id).then(removed, (error: unknown) => setProblem(why(error)));
  };
  return (
    <form class="editor site-editor" onSubmit={submit}>
      <div class="site-fields">
        <Fields form={form} lang={lang} setLang={setLang} change={(part) => setForm({ ...form, ...part })} />
        <p class="problem" role="alert">
          {problem}
        </p>
        <div class="editor-foot">
          {site && !only && !sure && (
            <button class="text-button" type="button" onClick={() => setSure(true)}>
              Remove this site
            </button>
          )}
          {sure && (
            <button class="button button-danger" type="button" onClick={remove}>
              Remove it from its pages now
            </button>
          )}
          <button class="button button-ink" disabled={!changed}>
            {site ? "Save" : "Add the site"}
          </button>
        </div>
      </div>
      <Preview form={form} lang={lang} assistant={assistant} />
    </form>
  );
}

const AGAIN_MS = 3_000;

function useSites() {
  const [sites, setSites] = useState<Site[] | null>(null);
  const [problem, setProblem] = useState("");
  const reload = (): Promise<void> => api.sites().then(({ sites: found }) => setSites(found), (error: unknown) => setProblem(why(error)));
  useEffect(() => {
    void reload();
    const timer = setInterval(() => void reload(), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return { sites, problem, reload };
}

export function SitesPage() {
  const { sites, problem, reload } = useSites();
  const role = useScreen((s) => s.desk.me?.operator.role);
  const [open, setOpen] = useState<string | null>(null);
  const may = role !== "operator";
  const closed = (): void => {
    setOpen(null);
    void reload();
  };
  return (
    <main class="page page-narrow">
      <header class="page-head page-head-row">
        <div>
          <h2>Web sites</h2>
          <p>Where your visitors find you.</p>
        </div>
        {may && (
          <button class="button button-ink" type="button" onClick={() => setOpen("new")}>
            Add a site
          </button>
        )}
      </header>
      {problem && !sites && <p class="problem" role="alert">{problem}</p>}
      {open === "new" && <Editor site={null} saved={closed} removed={closed} only />}
      {sites?.map((site) => (
        <section key={site.id} class="site">
          <div class="site-head">
            <h3>
              {site.name}
              {site.off && <span class="tag tag-small">Off</span>}
            </h3>
            {may && <SiteSwitch site={site} changed={() => void reload()} />}
            {may && (
              <button class="text-button" type="button" aria-expanded={open === site.id} onClick={() => setOpen(open === site.id ? null : site.id)}>
                {open === site.id ? "Close" : "Change"}
              </button>
            )}
          </div>
          <Tag site={site} may={may} reload={() => void reload()} />
          {open === site.id && <SiteKey site={site} changed={() => void reload()} />}
          {open === site.id && <SiteIdentity site={site} />}
          {open === site.id && <Editor site={site} saved={closed} removed={closed} only={sites.length === 1} />}
        </section>
      ))}
      <CaptureForm may={may} />
    </main>
  );
}
