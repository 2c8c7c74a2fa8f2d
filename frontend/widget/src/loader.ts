/** The script on the host page: launcher, JS API, storage. Fetches the panel on intent and asks the server nothing. */
import { icon, make as h } from "./dom";
import type { Kit, Panel } from "./kit";
import css from "./loader.css?inline";
import type { Config } from "./protocol";

type Listener = (detail: unknown) => void;
type Api = ((verb: string, ...args: never[]) => unknown) & { q?: unknown[]; live?: boolean };

// The server writes the configuration in place of this string, quotes included.
const config = "__DESKBELL_CONFIG__" as unknown as Config;
const page = window as unknown as { deskbell?: Api };

function start() {
  const { texts: T, key, base, color, lang, side, store } = config;
  const { documentElement } = document;
  const life = new AbortController();
  const { signal } = life;
  const listeners: Record<string, Set<Listener>> = {};
  const memory: Record<string, string> = {};
  let wanted = false;
  let isOpen = false;
  let count = 0;
  let attempts = 0;
  let panel: Promise<Panel> | undefined;

  const keep: Kit["keep"] = (tab, name, value) => {
    const at = "deskbell:" + key + ":" + name;
    let area = memory;
    try {
      // Even naming a storage can throw, where it is forbidden; writing, where it is full.
      if (store != "none") area = (tab || store == "session" ? sessionStorage : localStorage) as never;
      if (value === null) delete area[at];
      else if (value !== undefined) area[at] = JSON.stringify(value);
    } catch {}
    return JSON.parse(area[at] ?? "null");
  };

  const emit: Kit["emit"] = (event, detail) => listeners[event]?.forEach((listener) => listener(detail));

  const host = h("deskbell-widget", { lang, dir: /^(ar|fa|he|ur)/.test(lang) ? "rtl" : "ltr" });
  const root = host.attachShadow({ mode: "open" });
  const style = (css: string) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets.push(sheet);
  };
  const badge = h("i");
  const button = h(
    "button",
    { class: "l " + side, "aria-haspopup": "dialog", click: () => open(!wanted) },
    icon("M20 11.5a7.5 7.5 0 0 1-11 6.7L4 20l1.7-4.6A7.5 7.5 0 1 1 20 11.5Z"),
    icon("m6 9.5 6 6 6-6"),
    badge,
  );

  const label = () => {
    button.setAttribute("aria-label", isOpen ? T.close : count ? T.openN.replace("{n}", "" + count) : T.open);
    button.setAttribute("aria-expanded", "" + isOpen);
    badge.textContent = count > 9 ? "9+" : count ? "" + count : "";
  };

  const kit: Kit = {
    config,
    root,
    signal,
    h,
    icon,
    style,
    keep,
    emit,
    open,
    unread(now) {
      if (now == count) return;
      count = now;
      label();
      emit("unread", now);
    },
    end() {
      life.abort();
      host.remove();
      delete page.deskbell;
    },
  };

  const load = () =>
    // A failed import is remembered by some browsers, so the next attempt asks for another address.
    (panel ??= import(/* @vite-ignore */ base + config.panel + (attempts++ ? "?" + attempts : "")).then(
      (module) => module.default(kit),
      (error) => {
        panel = undefined;
        emit("error", error);
      },
    ));

  async function open(want: boolean, quiet?: boolean) {
    wanted = want;
    const slow = setTimeout(() => button.setAttribute("aria-busy", "true"), 150);
    const ready = await load();
    clearTimeout(slow);
    button.removeAttribute("aria-busy");
    if (!ready) wanted = false;
    if (wanted == isOpen) return;
    isOpen = wanted;
    keep(true, "open", isOpen || null);
    const inside = root.activeElement;
    label();
    if (!isOpen && inside) button.focus();
    ready!.show(isOpen, quiet);
    emit(isOpen ? "open" : "close");
  }

  const verbs: Record<string, (...args: never[]) => unknown> = {
    open: () => open(true),
    close: () => isOpen && open(false),
    toggle: () => open(!wanted),
    show: () => (button.hidden = false),
    hide: () => (button.hidden = true),
    on(event: string, listener: Listener) {
      (listeners[event] ??= new Set()).add(listener);
      return () => listeners[event]!.delete(listener);
    },
  };
  const api: Api = (verb, ...args) =>
    verbs[verb] ? verbs[verb](...args) : load().then((ready: Panel | undefined) => ready?.[verb as "ask"](...(args as never as [string])));
  const { q = [] } = page.deskbell ?? {};
  api.live = true;
  page.deskbell = api;

  style(css);
  host.style.setProperty("--a", color);
  host.style.setProperty("--f", ink(color));
  label();
  root.append(button);
  for (const event of ["pointerenter", "focus", "touchstart"]) button.addEventListener(event, load, { passive: true });

  // The page may replace its body, or everything below <html>: the widget stays the same instance.
  const attach = () => host.isConnected || signal.aborted || documentElement.append(host);
  (window.requestIdleCallback ?? setTimeout)(
    () => {
      attach();
      new MutationObserver(attach).observe(documentElement, { childList: true });
      if (keep(true, "open") && innerWidth > 480) open(true, true);
      else if (keep(false, "visitor") || keep(true, "out")) load();
      for (const args of q) api(...(Array.from(args as never) as Parameters<Api>));
      emit("ready");
    },
    { timeout: 3e3 } as never,
  );
}

/** Black or white, whichever is easier to read on #rgb or #rrggbb: the contrast is never below 4.5:1. */
function ink(color: string): string {
  const long = color[4];
  const [r, g, b] = color.match(long ? /\w\w/g : /\w/g)!.map((part) => (parseInt(long ? part : part + part, 16) / 255) ** 2.2);
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b! > 0.18 ? "#000" : "#fff";
}

if (!page.deskbell?.live) start();
