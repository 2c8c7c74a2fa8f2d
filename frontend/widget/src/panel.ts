/** The panel: wires connection, view and what is unsent together. Fetched on intent; fetches the rest when needed. */
import { connection } from "./connection";
import type { Acts, Desk, Extra, Kit, Model, Panel } from "./kit";
import type { Sending } from "./outbox";
import type { Frame } from "./protocol";
import type { State } from "./state";
import { view } from "./view";

interface Visitor {
  id: string;
  token: string;
  /** When something last happened: an old conversation is only looked at, not connected to. */
  at: number;
}

/** As much of a state as the panel reads before there is a conversation; the reducer comes with the extra chunk. */
const blank = { state: "new", items: [], read: {}, skew: 0 } as unknown as State;

export default function panel(kit: Kit): Panel {
  const { config, keep, signal, emit } = kit;
  const { base, key, lang, texts } = config;
  const model: Model = { state: blank, sending: (keep(true, "out") as Sending[]) ?? [] };
  let painting: unknown;
  let extra: Extra | undefined;
  let more: Promise<void> | undefined;

  const visitor = () => keep(false, "visitor") as Visitor | null;

  /** The rest, with its texts; once. */
  const rest = () =>
    (more ??= Promise.all([import("./extra"), import(/* @vite-ignore */ base + config.words)]).then(
      ([{ default: make }, words]) => {
        Object.assign(texts, words.default);
        screen.extend((extra = make(desk)));
      },
      () => {
        more = undefined;
        link.lost();
      },
    ));

  const link = connection({
    base,
    // The older way takes 15 ms at first, on a telephone 60: where it can be, it is not waited for by who presses Enter.
    tz: () => (window as { Temporal?: { Now: { timeZoneId(): string } } }).Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    token: () => visitor()?.token,
    hello: () => ({ site: key, lang, user: kit.settings.user }),
    made: (made) => keep(false, "visitor", { ...made, at: Date.now() }),
    unknown() {
      forget();
      later();
      return !!model.sending[0];
    },
    cursor: () => (model.state.id ? { c: model.state.id, s: model.state.seq } : undefined),
    async frame(frame: Frame) {
      await rest();
      extra?.hear(frame);
    },
    detour: (puzzle?: string) => rest().then(() => extra?.detour(puzzle)) as Promise<never>,
    status(how) {
      model.how = how;
      model.gone = how == 1 ? 0 : model.gone || Date.now();
      for (const one of model.sending)
        if (how < 0) one.failed ||= texts.unavailable;
        else if (how == 1 && !one.failed && !one.acked) go(one);
      later();
    },
  });

  /** What is not confirmed yet survives a reload. */
  function save() {
    const list = model.sending.filter(({ acked }) => !acked);
    keep(true, "out", list[0] ? list.slice(-20) : null);
  }
  const go = ({ t, id, d }: Sending) => link.send({ t, id, d });

  const acts: Acts = {
    send(text, files) {
      const page = { url: location.href.split("#")[0]!.slice(0, 2e3), title: document.title.slice(0, 300), ...(!text[1500] && kit.settings.told) };
      act("msg", { text: text.trim(), files, page, ...(model.state.state == "waiting" && { assist: model.assist }) });
      emit("send", text);
    },
    act,
  };
  const screen = view(kit, model, acts);
  const { paint, prefill, log, announce } = screen;
  const desk: Desk = { kit, model, link, log, go, save, put, later, paint, prefill, announce, forget, ...acts };

  function act(t: Sending["t"], d: object = {}) {
    // 128 random bits, also on pages without https, where crypto.randomUUID does not exist.
    const id = crypto.getRandomValues(new Uint32Array(4)).join("-");
    const one: Sending = { id, t, d: { ...d, cid: id }, at: Date.now() };
    model.sending = [...model.sending, one];
    put(one);
    return id;
  }

  function put(one: Sending) {
    save();
    go(one);
    link.wake();
    paint();
  }

  /** Many frames, one painting. */
  function later() {
    if (model.open)
      painting ||= setTimeout(() => {
        painting = 0;
        requestAnimationFrame(paint);
      }, 40);
  }

  function forget() {
    keep(false, "visitor", null);
    model.state = blank;
  }

  function wake() {
    if (!document.hidden && (visitor() || model.sending[0])) link.wake();
    extra?.wake();
  }
  for (const type of ["online", "pageshow", "visibilitychange"]) addEventListener(type, wake, { signal });
  addEventListener("pagehide", link.stop, { signal });
  signal.addEventListener("abort", link.stop);

  // An old conversation costs one look for unread messages, not a connection. The clip for files is with the rest.
  const { at = 0 } = visitor() ?? {};
  if (model.sending[0] || Date.now() - at < 864e5) link.wake();
  else if (at || config.files) rest().then(() => extra?.pull());

  return {
    show(open, quiet) {
      model.open = open;
      screen.show(quiet);
      wake();
    },
    verb: (name, ...args) => rest().then(() => extra?.verbs[name]?.(...(args as never[]))),
  };
}
