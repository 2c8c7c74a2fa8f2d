/** The script on the host page: launcher, opening and closing, storage. Fetches the panel on intent, asks nothing. */
import type { Core } from "./api";
import { icon, make as h } from "./dom";
import type { Kit, Panel } from "./kit";
import css from "./loader.css?inline";
import type { Config, Settings } from "./protocol";

type Listener = (detail: unknown) => void;
type Verb = (...args: never[]) => unknown;
type Call = [verb: string, ...args: never[]];
type Api = ((...call: Call) => unknown) & { q?: Call[]; live?: boolean };

// The server writes the configuration in place of this string, quotes included.
const config = "__DESKBELL_CONFIG__" as unknown as Config;
const page = window as unknown as { deskbell?: Api; deskbellSettings?: Settings; navigation?: EventTarget };
const { documentElement, currentScript: me } = document;
const { key, base, langs, lang, dir } = config;
const wishes: Settings = (page.deskbellSettings = { ...page.deskbellSettings, ...me?.dataset });

function start() {
  const { texts: T } = config;
  const settings: Settings = { ...config, ...wishes };
  const life = new AbortController();
  const { signal } = life;
  const listeners: Record<string, Set<Listener>> = {};
  const memory: Record<string, string> = {};
  let wanted = false;
  let isOpen = false;
  let begun = false;
  let count = 0;
  let attempts = 0;
  /** What had the focus when it was opened: where it goes back to without a launcher. */
  let opener: HTMLElement | null;
  let slow: ReturnType<typeof setTimeout>;
  let says: Promise<void> | undefined;
  let panel: Promise<Panel | undefined> | undefined;
  let late: Promise<(verb: string, args: never[]) => unknown> | undefined;

  const keep: Kit["keep"] = (tab, name, value) => {
    const at = config.box + name;
    const { storage } = settings;
    let area = memory;
    try {
      // Even naming a storage can throw, where it is forbidden; writing, where it is full.
      if (storage != "none") area = (tab || storage == "session" ? sessionStorage : localStorage) as never;
      if (value === null) delete area[at];
      else if (value !== undefined) area[at] = JSON.stringify(value);
    } catch {}
    return JSON.parse(area[at] ?? "null");
  };

  const emit: Kit["emit"] = (event, detail) => listeners[event]?.forEach((listener) => listener(detail));

  const host = h("deskbell-widget", { lang, dir });
  const root = host.attachShadow({ mode: "open" });
  const style = (text: string) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    root.adoptedStyleSheets.push(sheet);
    kit.styled?.();
  };
  const badge = h("i");
  const bubble = icon(config.glyph);
  const words = h("span");
  const button = h("button", { class: "l", "aria-haspopup": "dialog", click: () => open(!wanted), pointerenter: load, focus: load }, bubble, icon("m6 9.5 6 6 6-6"), words, badge);

  const set = (name: string, value: unknown) => button.setAttribute("aria-" + name, value as string);
  const name = () => {
    const { label = "" } = settings;
    const text = count ? T.openN.replace("{n}", count as never) : T.open;
    // What is read on it is part of its name.
    set("label", isOpen ? T.close : (label && label + " · ") + text);
    set("expanded", isOpen);
    words.textContent = label;
    badge.textContent = (count > 9 ? "9+" : count || "") as string;
  };

  /** By the site's rules: not on this page, or not while the team is away; who has written is not left alone then. */
  function absent() {
    const { out, shifts } = settings;
    const away = () => !keep(false, "visitor") && !(shifts!.filter((at) => at < Date.now()).length & 1);
    return (out && RegExp(out).test(location.href)) || (shifts && away());
  }

  function dress() {
    for (const name of ["color", "ink", "x", "y", "z", "radius"] as const) host.style.setProperty("--" + name, settings[name]!);
    host.setAttribute("side", settings.side!);
    button.hidden = !!(settings.hide || absent());
    name();
  }

  const get = (path: string, given: Kit | Core) => import(/* @vite-ignore */ base + path).then((module) => module.default(given));
  const failed = (error: unknown) => emit("error", error);

  function load() {
    // A failed import is remembered by some browsers, so the next attempt asks for another address.
    return (panel ??= Promise.all([get(config.panel + (attempts++ ? "?" + attempts : ""), kit), says]).then(
      ([made]) => made as Panel,
      (error) => {
        panel = undefined;
        failed(error);
        if (attempts > 1) {
          const link = h("a", { class: "l", href: base + "/chat/" + key, target: "_blank", "aria-label": T.open }, bubble, words);
          const held = root.activeElement;
          button.replaceWith(link);
          if (held) link.focus();
        }
        return panel;
      },
    ));
  }

  /** Not waiting, or not any more. */
  const rest = () => {
    clearTimeout(slow);
    set("busy", false);
  };

  async function open(want: boolean, quiet?: boolean) {
    wanted = want;
    rest();
    if (want) slow = setTimeout(set, 150, "busy", true);
    const ready = (await load()) || (attempts < 2 && (await load()));
    rest();
    if (!ready) wanted = false;
    if (wanted == isOpen) return;
    isOpen = wanted;
    keep(true, "open", isOpen || null);
    const inside = root.activeElement;
    name();
    if (isOpen) opener = document.activeElement as HTMLElement;
    else if (inside) (button.hidden ? opener : button)?.focus();
    (ready as Panel).show(isOpen, quiet);
    emit(isOpen ? "open" : "close");
  }

  const on = (event: string, listener: Listener) => {
    (listeners[event] ??= new Set()).add(listener);
    return () => listeners[event]!.delete(listener);
  };
  const verbs: Record<string, Verb> = {
    open: () => open(true),
    close: () => isOpen && open(false),
    on,
  };
  const api: Api = (verb, ...args) => {
    // What is called before there is a widget waits for it.
    if (!begun && !/^(on|consent)$/.test(verb)) return q.push([verb, ...args]);
    if (verbs[verb]) return verbs[verb](...args);
    return (late ??= get(config.api, core)).then((more) => more(verb, args));
  };
  const { q = [] } = page.deskbell ?? {};
  api.live = true;
  page.deskbell = api;

  const kit: Kit = {
    config,
    settings,
    root,
    signal,
    h,
    icon,
    style,
    keep,
    emit,
    tell: api,
    open,
    isOpen: () => wanted,
    unread(now) {
      if (now == count) return;
      count = now;
      name();
      emit("unread", now);
    },
  };

  const core: Core = { kit, life, load, ready: () => panel, dress, begin, on };
  style(css);
  root.append(button);

  // Anything on the page can be the launcher, without a script.
  addEventListener(
    "click",
    (event) => {
      const at = (event.target as Element).closest?.<HTMLElement>("[href='#deskbell'],[data-deskbell-open],[data-deskbell-ask]");
      if (!at) return;
      event.preventDefault();
      const { deskbellAsk } = at.dataset;
      api(deskbellAsk ? "ask" : "open", deskbellAsk as never);
    },
    { signal },
  );
  addEventListener("securitypolicyviolation", (event) => event.blockedURI.startsWith(base) && console.warn("deskbell: add", base, "to", event.effectiveDirective), { signal });

  // The page may replace its body, or everything below <html>: the widget stays the same instance.
  const attach = () => host.isConnected || signal.aborted || documentElement.append(host);
  function begin() {
    if (begun || settings.consent == "wait" || absent()) return;
    begun = true;
    if (config.says) says = get(config.says, core).catch(failed);
    dress();
    attach();
    new MutationObserver(attach).observe(documentElement, { childList: true });
    if (keep(true, "open") && innerWidth > 480) open(true, true);
    else if (keep(false, "visitor") || keep(true, "out")) load();
    if (settings.theme || Object.keys(wishes)[0]) api("update");
    for (const call of q) api(...(call as Call));
    emit("ready");
    dispatchEvent(new Event("deskbell:ready"));
  }
  if (q.some(([verb, given]) => verb == "consent" && given)) settings.consent = "auto";
  (window.requestIdleCallback ?? setTimeout)(begin, { timeout: 3e3 } as never);
  // Pages that change without being loaded.
  page.navigation?.addEventListener("navigatesuccess", () => (begun ? dress() : begin()), { signal });
}

if (!page.deskbell?.live) {
  // The page's language before the browser's. This script is written in one, and hands over to its like in another.
  const wish = (wishes.lang || documentElement.lang || navigator.language).slice(0, 2).toLowerCase();
  const other = me && wish != lang.slice(0, 2) && langs.find((one) => one.slice(0, 2) == wish);
  if (other) import(/* @vite-ignore */ base + "/w/" + key + ".js?lang=" + other);
  else start();
}
