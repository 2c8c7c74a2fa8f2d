/** The panel: wires connection, view and what is unsent together. Fetched on intent; fetches the rest when needed. */
import { connection } from "./connection";
import type { Desk, Extra, Kit, MakeExtra, Model, Panel } from "./kit";
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
  const { config, keep, signal, emit, open } = kit;
  const { now } = Date;
  const model: Model = {
    state: blank,
    sending: (keep(true, "out") as Sending[]) ?? [],
    assist: false,
    down: 0,
    refused: false,
    open: false,
    unread: 0,
  };
  let painting: unknown;
  let extra: Extra | undefined;
  let more: Promise<void> | undefined;

  const visitor = () => keep(false, "visitor") as Visitor | null;
  const page = () => ({ url: location.href.split("#")[0]!.slice(0, 2e3), title: document.title.slice(0, 300) });

  const link = connection({
    base: config.base,
    token: () => visitor()?.token,
    hello: () => ({ site: config.key, lang: config.lang, tz: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    joined: (made) => keep(false, "visitor", { ...made, at: now() }),
    unknown() {
      forget();
      return !!model.sending[0];
    },
    cursor: () => (model.state.id ? { c: model.state.id, s: model.state.seq } : undefined),
    async frame(frame: Frame) {
      more ??= import("./extra").then(extend, () => {
        more = undefined;
        link.lost();
      });
      await more;
      extra?.hear(frame);
    },
    status(how) {
      model.refused = how < 0;
      model.down = how > 0 ? 0 : model.down || now();
      if (how > 0) for (const one of model.sending) if (!one.failed && !one.acked) go(one);
      later();
    },
  });

  function save() {
    const open = model.sending.filter(({ acked }) => !acked);
    keep(true, "out", open[0] ? open.slice(-20) : null);
  }

  const go = ({ t, id, d }: Sending) => link.send({ t, id, d });

  const desk: Desk = {
    kit,
    model,
    link,
    go,
    save,
    later,
    send(text) {
      const assist = model.state.state == "waiting" ? { assist: model.assist } : {};
      act("msg", { text: text.trim(), page: page(), ...assist });
      emit("send", text);
    },
    again(one) {
      one.failed = "";
      one.tries = 0;
      put(one);
    },
    act,
    typing: () => extra?.typing(),
  };
  const screen = view(kit, model, desk);

  function extend({ default: make }: { default: MakeExtra }) {
    screen.extend((extra = make(desk)));
  }

  function act(t: Sending["t"], d: object = {}) {
    // 128 random bits, also on pages without https, where crypto.randomUUID does not exist.
    const id = crypto.getRandomValues(new Uint32Array(4)).join("-");
    const one: Sending = { id, t, d: { ...d, cid: id }, at: now(), tries: 0, failed: "" };
    model.sending = [...model.sending, one];
    put(one);
  }

  function put(one: Sending) {
    save();
    go(one);
    link.wake();
    screen.paint();
  }

  /** Many frames, one painting. */
  function later() {
    if (model.open)
      painting ||= setTimeout(() => {
        painting = 0;
        requestAnimationFrame(screen.paint);
      }, 40);
  }

  function forget() {
    keep(false, "visitor", null);
    model.state = blank;
  }

  function wake() {
    if (!document.hidden && (visitor() || model.sending[0])) link.wake(true);
    extra?.seen();
  }
  for (const type of ["online", "pageshow", "visibilitychange"]) addEventListener(type, wake, { signal });
  addEventListener("pagehide", link.stop, { signal });

  // An old conversation costs one look for unread messages, not a connection.
  const { at = 0 } = visitor() ?? {};
  if (model.sending[0] || now() - at < 864e5) link.wake();
  else if (at) link.pull();

  function show(open: boolean, quiet?: boolean) {
    model.open = open;
    screen.show(quiet);
    wake();
  }

  function reset() {
    link.stop();
    model.sending = [];
    save();
    forget();
    keep(true, "draft", null);
    extra?.seen();
    screen.paint();
  }

  return {
    show,
    reset,
    ask: (text) => open(true).then(() => desk.send(text)),
    prefill: (text) => open(true).then(() => screen.prefill(text)),
    human: () => open(true).then(() => act("request")),
    get() {
      const { open, unread, state } = model;
      return { open, unread, state: state.state, conversationId: state.id, visitorId: visitor()?.id };
    },
    shutdown() {
      reset();
      show(false);
      keep(true, "open", null);
      link.stop();
      kit.end();
    },
  };
}
