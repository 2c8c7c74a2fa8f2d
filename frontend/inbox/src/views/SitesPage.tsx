/** Web sites: the tag to put on the pages, who may use it, and what visitors see. In force with the next page. */
import { useEffect, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { blankSite, formOf, wanted, type Site, type SiteForm } from "../model/sites.ts";
import { api, why } from "../live/api.ts";
import { toast, useManages } from "../live/screen.ts";
import { LastChange } from "./LastChange.tsx";
import { SiteIdentity } from "./SiteIdentity.tsx";
import { SiteFields } from "./SiteFields.tsx";
import { SitePreview } from "./SitePreview.tsx";
import { CaptureForm } from "./CaptureForm.tsx";
import { PageLook } from "./PageLook.tsx";
import { CopyLine } from "./Copy.tsx";
import { SiteKey, SiteSwitch } from "./SiteKey.tsx";
import { Sure } from "./Sure.tsx";

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

interface EditorProps {
  site: Site | null;
  /** Whose conversation the preview shows. */
  shown: Site;
  saved: (site: Site) => void;
  removed: () => void;
  only: boolean;
}

function Editor({ site, shown, saved, removed, only }: EditorProps) {
  const [form, setForm] = useState<SiteForm>(site ? formOf(site) : blankSite);
  const [lang, setLang] = useState(form.lang);
  const [problem, setProblem] = useState("");
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
        <SiteFields form={form} lang={lang} setLang={setLang} change={(part) => setForm({ ...form, ...part })} />
        <p class="problem" role="alert">
          {problem}
        </p>
        <div class="editor-foot">
          {site && !only && <Sure ask="Remove this site" sure="Remove it from its pages now" act={remove} />}
          <button class="button button-ink" disabled={!changed}>
            {site ? "Save" : "Add the site"}
          </button>
        </div>
      </div>
      <SitePreview form={form} site={shown} lang={lang} />
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
  const may = useManages();
  const [open, setOpen] = useState<string | null>(null);
  const closed = (): void => {
    setOpen(null);
    void reload();
  };
  return (
    <main class="page page-narrow">
      <header class="page-head page-head-row">
        <div>
          <h2>Web sites</h2>
          <p>
            Where your visitors find you. <LastChange of="site" after={open} />
          </p>
        </div>
        {may && (
          <button class="button button-ink" type="button" onClick={() => setOpen("new")}>
            Add a site
          </button>
        )}
      </header>
      {problem && !sites && <p class="problem" role="alert">{problem}</p>}
      {open === "new" && sites?.[0] && <Editor site={null} shown={sites[0]} saved={closed} removed={closed} only />}
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
          {open === site.id && <Editor site={site} shown={site} saved={closed} removed={closed} only={sites.length === 1} />}
        </section>
      ))}
      <CaptureForm may={may} />
    </main>
  );
}
