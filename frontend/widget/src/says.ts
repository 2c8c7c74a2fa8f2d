/** What a site says on certain pages, above the conversation and above the launcher. Only for sites that have any. */
import type { Core } from "./api";
import css from "./says.css?inline";
import type { Says } from "./protocol";

// The server writes what there is in place of this string, quotes included.
const site = "__DESKBELL_SAYS__" as unknown as Says;
const PEACE = 12096e5;

export default function says({ kit, on }: Core) {
  const { config, root, keep, signal, tell, isOpen, h, icon, style, settings } = kit;
  const { greeting, suggestions } = config;
  const here = ({ on }: { on?: string }) => !on || RegExp(on).test(location.href);
  let end = new AbortController();
  let shown = false;

  /** On this page now: what is said first, and what waits to be said. */
  function arrive() {
    end.abort();
    end = new AbortController();
    Object.assign(config, { greeting, suggestions }, site.pages.find(here));
    if (may()) site.nudges.filter((nudge) => here(nudge) && !!nudge.returning == !!visitor()).forEach(wait);
  }

  /** Where there is room and nobody has said no. Nothing is stored before they do, or go on without it. */
  function may() {
    const said = keep(false, "nudge") as number | null;
    const { saveData } = (navigator as { connection?: { saveData?: boolean } }).connection ?? {};
    const sparing = saveData || matchMedia("(prefers-reduced-data:reduce)").matches;
    return !shown && innerWidth > 480 && !sparing && !keep(true, "nudged") && (!said || Date.now() - said > PEACE);
  }

  /** Has written, and not today: who is in the middle of it is not spoken to. */
  const visitor = () => keep(false, "visitor") as { at: number } | null;

  function wait({ when, at, text }: Says["nudges"][0]) {
    const { signal } = end;
    const { body, documentElement: page } = document;
    let timer: ReturnType<typeof setTimeout>;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(say, at * 1e3);
    };
    const say = () => {
      if (shown || signal.aborted || isOpen() || settings.hide || Date.now() - (visitor()?.at ?? 0) < 864e5) return;
      shown = true;
      end.abort();
      // Now it is the first thing that was said; the team reads what is answered.
      const take = () => {
        tell("track", "Answers a line of yours", { line: text });
        tell("open", (config.greeting = text));
      };
      tell("nudge", text, take, () => keep(false, "nudge", Date.now()));
    };
    signal.addEventListener("abort", () => clearTimeout(timer));
    const hear = (type: string, then: (event: never) => void) => addEventListener(type, then as EventListener, { signal, passive: true, capture: true });
    if (when == "after" || when == "idle") later();
    if (when == "idle") for (const type of ["pointermove", "pointerdown", "keydown", "scroll"]) hear(type, later);
    if (when == "scroll") hear("scroll", () => scrollY + innerHeight >= (Math.max(page.scrollHeight, body.scrollHeight) * at) / 100 && scrollY && say());
    // Over the upper edge, towards the tabs and the address.
    if (when == "leave") hear("mouseout", ({ relatedTarget, clientY }: MouseEvent) => !relatedTarget && clientY <= 0 && say());
  }

  /** One line below the header; what is more urgent takes its place. */
  function notice() {
    const { notice } = site;
    if (!notice || root.querySelector(".nt") || keep(false, "notice") == notice) return;
    style(css);
    const away = () => {
      line.remove();
      keep(false, "notice", notice);
    };
    const line = h("p", { class: "nt", dir: "auto" }, notice, h("button", { class: "cl", "aria-label": config.texts.dismiss, click: away }, icon("m6 6 12 12M18 6 6 18")));
    root.querySelector(".lg")!.before(line);
  }

  arrive();
  on("open", notice);
  (window as { navigation?: EventTarget }).navigation?.addEventListener("navigatesuccess", arrive, { signal });
  addEventListener("pagehide", () => shown && keep(true, "nudged", 1), { signal });
  signal.addEventListener("abort", () => end.abort());
}
