/** The verbs of the JS API beyond opening and closing, and what a page chooses for itself. Fetched when first needed. */
import type { Kit, Panel } from "./kit";
import css from "./nudge.css?inline";
import type { Settings, Told } from "./protocol";
import type { Child } from "./ui";

export interface Core {
  kit: Kit;
  life: AbortController;
  /** The panel; undefined where it cannot be fetched. */
  load(): Promise<Panel | undefined>;
  /** The panel, where it was fetched already. */
  ready(): Promise<Panel | undefined> | undefined;
  /** Look as the settings say. */
  dress(): void;
  /** Show the launcher, and be there. */
  begin(): void;
  on(event: string, listener: (detail: unknown) => void): () => void;
}

type Verb = (...args: never[]) => unknown;

export default function api({ kit, life, load, ready, dress, begin, on }: Core) {
  const { settings, open, root, keep, isOpen, config, h, icon, style } = kit;

  function update(news: Settings = settings) {
    Object.assign(settings, news);
    const { color, theme } = settings;
    if (news.context) verbs.context!(news.context as never);
    if (news != settings && news.user) void verbs.identify!(news.user as never);
    if (news != settings && news.lang) void verbs.lang!(news.lang as never);
    if (/^#[0-9a-f]{3}([0-9a-f]{3})?$/i.test(color!)) settings.ink = ink(color!);
    dress();
    for (const { cssRules } of root.adoptedStyleSheets)
      for (const rule of cssRules)
        if (rule instanceof CSSMediaRule) {
          const was = dark.get(rule) ?? /color-scheme/.test(rule.media.mediaText);
          dark.set(rule, was);
          if (was) rule.media.mediaText = theme == "dark" ? "all" : theme == "light" ? "not all" : "(prefers-color-scheme:dark)";
        }
  }
  const dark = new WeakMap<CSSRule, boolean>();
  // Whatever is styled later is styled as chosen.
  kit.styled = () => update({});

  /** Nothing of the visitor is kept in the browser. */
  function wipe() {
    for (const name of ["visitor", "mute", "survey", "out", "draft", "open", "known", "was", "nudge", "nudged", "notice"]) for (const tab of [true, false]) keep(tab, name, null);
  }

  async function shutdown() {
    await (isOpen() && open(false));
    life.abort();
    root.host.remove();
    wipe();
    delete (window as { deskbell?: unknown }).deskbell;
  }

  /** A card above the launcher, until it is taken, sent away or not needed any more. */
  function show(kids: Child[], take: () => void, away?: () => void) {
    card?.remove();
    card ?? style(css);
    const press = (then?: () => void) => () => {
      card!.remove();
      then?.();
    };
    card = h("div", { class: "nu", role: "status" }, h("button", { dir: "auto", click: press(take) }, ...kids), h("button", { "aria-label": config.texts.dismiss, click: press(away) }, icon("m6 6 12 12M18 6 6 18")));
    root.append(card);
  }
  let card: HTMLElement | undefined;
  on("open", () => card?.remove());

  addEventListener(
    "click",
    (event) => {
      const { launcher } = settings;
      if (!launcher || ![...document.querySelectorAll(launcher)].some((one) => one.contains(event.target as Node))) return;
      event.preventDefault();
      open(true);
    },
    { signal: life.signal },
  );

  /** What the page tells of its visitor goes to the team with their next message. */
  function tell(news: Told) {
    const told = { ...settings.told, ...news };
    if (JSON.stringify(told)[2e3]) console.warn("deskbell: too much");
    else settings.told = told;
  }

  const verbs: Record<string, Verb> = {
    shutdown,
    wipe,
    nudge: (text: string, take: () => void, away: () => void) => show([text], take, away),
    peek: (name: string, text: string) => settings.hide || show([h("b", {}, name), h("span", {}, text)], () => open(true)),
    context: (data: object) => tell({ data: { ...settings.told?.data, ...data } }),
    track: (name: string, data?: object) => tell({ did: [...(settings.told?.did ?? []), { name, data, at: Date.now() }].slice(-5) }),
    update,
    toggle: () => open(!isOpen()),
    show: () => update({ hide: false }),
    hide: () => update({ hide: true }),
    theme: (theme: "dark") => update({ theme }),
    consent(given: boolean) {
      settings.consent = "auto";
      return given ? begin() : shutdown();
    },
    once(event: string, listener: (detail: unknown) => void) {
      const off = on(event, (detail) => {
        off();
        listener(detail);
      });
      return off;
    },
    identify(user: NonNullable<Settings["user"]>) {
      settings.user = user;
      return ready()?.then((panel) => panel?.verb("known"));
    },
    lang(lang: string) {
      life.abort();
      root.host.remove();
      // What is called until the other script is there waits for it.
      const stub = Object.assign((...call: unknown[]) => void stub.q.push(call), { q: [] as unknown[][] });
      (window as { deskbell?: unknown }).deskbell = stub;
      return import(/* @vite-ignore */ config.base + "/w/" + config.key + ".js?lang=" + lang + "&" + Date.now());
    },
  };
  const warned = new Set<string>();
  return (verb: string, args: never[]): unknown => {
    if (verbs[verb]) return verbs[verb](...args);
    if (/^(ask|prefill|human|get|reset)$/.test(verb)) return load().then((panel) => panel?.verb(verb, ...args));
    if (!warned.has(verb)) console.warn("deskbell: there is no " + verb);
    return void warned.add(verb);
  };
}

/** Black or white, whichever is easier to read on #rgb or #rrggbb: the contrast is never below 4.5:1. */
function ink(color: string): string {
  const long = color[4];
  const [r, g, b] = color.match(long ? /\w\w/g : /\w/g)!.map((part) => (parseInt(long ? part : part + part, 16) / 255) ** 2.2);
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b! > 0.18 ? "#000" : "#fff";
}
