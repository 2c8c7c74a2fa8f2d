/** The real widget as the form has it now, on an empty page: nothing is saved for it, nothing of it is kept. */
import { useEffect, useRef, useState } from "preact/hooks";
import { wanted, type Site, type SiteForm } from "../model/sites.ts";
import { api } from "../live/api.ts";

type Scene = "panel" | "button" | "line";
type Widget = ((verb: string, ...args: unknown[]) => unknown) & { live?: boolean };
interface Stage {
  HTMLElement: typeof HTMLElement;
  document: Document;
  deskbell?: Widget | { q: unknown[][] };
  deskbellSettings?: object;
}

const SOON_MS = 120;
const SCENES: readonly (readonly [Scene, string])[] = [
  ["panel", "Chat"],
  ["button", "Button"],
  ["line", "Line above"],
];

interface View {
  scene: Scene;
  dark: boolean;
  line: string;
  lang: string;
}

/** The widget that was there leaves, and the one that is wanted comes. */
async function stage(frame: HTMLIFrameElement, src: string, { scene, dark, line, lang }: View): Promise<void> {
  const page = frame.contentWindow as unknown as Stage;
  const { document } = page;
  // A panel that opens takes the cursor: not from who types into the form.
  page.HTMLElement.prototype.focus = () => undefined;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  const old = page.deskbell as Widget | undefined;
  if (old?.live) await old("shutdown");
  page.deskbellSettings = { theme: dark ? "dark" : "light" };
  const keep = (): void => undefined;
  page.deskbell = { q: scene === "panel" ? [["open"]] : scene === "line" && line ? [["nudge", line, keep, keep]] : [] };
  const script = document.createElement("script");
  script.src = src;
  script.dataset.lang = lang;
  document.head.append(script);
}

export function SitePreview({ form, site, lang }: { form: SiteForm; site: Site; lang: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(false);
  const [scene, setScene] = useState<Scene>("panel");
  const [phone, setPhone] = useState(false);
  const [night, setNight] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  const [problem, setProblem] = useState("");
  const dark = form.theme ? form.theme === "dark" : night;
  const line = form.nudges.map(({ text }) => text[lang]).find(Boolean) ?? "";
  const src = api.previewOf(site.id, lang, JSON.stringify(wanted(form, site.appearance).appearance));
  useEffect(() => {
    if (!ready) return;
    let last = true;
    const timer = setTimeout(() => {
      void fetch(src).then(async (answer) => {
        if (!last || !frame.current) return;
        setProblem(answer.ok ? "" : ((await answer.json()) as { detail: string }).detail);
        if (answer.ok) await stage(frame.current, src, { scene, dark, line, lang });
      }, () => undefined);
    }, SOON_MS);
    return () => {
      last = false;
      clearTimeout(timer);
    };
  }, [ready, src, scene, dark, phone, line, lang]);
  return (
    <div class="preview">
      <div class="preview-head">
        <div class="segments" role="radiogroup" aria-label="What is shown">
          {SCENES.map(([one, name]) => (
            <label key={one} class="segment">
              <input type="radio" name="scene" checked={scene === one} onChange={() => setScene(one)} />
              <span>{name}</span>
            </label>
          ))}
        </div>
        <label class="check">
          <input type="checkbox" checked={phone} onChange={(event) => setPhone(event.currentTarget.checked)} />
          Telephone
        </label>
        {!form.theme && (
          <label class="check">
            <input type="checkbox" checked={night} onChange={(event) => setNight(event.currentTarget.checked)} />
            Dark
          </label>
        )}
      </div>
      <div class={phone ? "preview-box preview-phone" : "preview-box"}>
        <iframe ref={frame} src="/chat/-/look" title="The widget, as visitors see it" onLoad={() => setReady(true)} />
      </div>
      <p class="quiet" role="status">
        {problem || (scene === "line" && !line ? "There is no line in this language yet." : scene === "line" && phone ? "Telephones get no line." : "")}
      </p>
    </div>
  );
}
