/** The panel's frame: header, composer, focus, full screen. The transcript is in log.ts. */
import type { Acts, Extra, Kit, Model } from "./kit";
import { transcript } from "./log";
import css from "./panel.css?inline";

export function view(kit: Kit, model: Model, { send: post, act }: Acts) {
  const { config, root, keep, signal, open, icon, style, h } = kit;
  const { texts: T, name, business } = config;
  style(css);

  const live = h("div", { class: "v", role: "status" });
  const announce = (text: string) => {
    live.append(h("p", {}, text));
    if (live.children[5]) live.firstChild!.remove();
  };
  const close = () => open(false);
  const log = transcript(kit, send, announce);
  const face = h("span", { class: "av", "aria-hidden": "true" });
  const title = h("b");
  const tag = h("em", {}, T.ai);
  const status = h("p");
  const net = h("p", { class: "of" });
  const go = h("button", { type: "button", class: "go", "aria-label": T.send, click: () => send(field.value) }, icon("M12 19V5m-7 7 7-7 7 7"));
  const human = h("button", { class: "hu", click() {
    act("request");
    // The button goes; who pressed it by its key is not to be lost.
    log.log.focus();
  } }, icon("M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 9c1-7 15-7 16 0"), T.ask);
  const note = h("span", {}, T.notice);
  const field = h("textarea", {
    rows: "1",
    maxlength: "4000",
    dir: "auto",
    enterkeyhint: "send",
    input() {
      prefill(field.value);
      extra?.typing();
    },
  });
  const panel = h(
    "section",
    { class: "p", role: "dialog", "aria-label": business, hidden: "", keydown: keys, keyup: keys, keypress: keys },
    h(
      "header",
      {},
      face,
      h("div", {}, h("h2", {}, title, tag), status),
      h("button", { class: "cl", "aria-label": T.close, click: close }, icon("m6 6 12 12M18 6 6 18")),
    ),
    net,
    h("div", { class: "lg" }, log.log),
    h("form", {}, field, go),
    h("footer", {}, human, note),
    live,
  );
  root.append(panel);

  let extra: Extra | undefined;
  let tick: ReturnType<typeof setInterval>;
  let phone: Promise<() => void> | undefined;

  function keys(event: KeyboardEvent) {
    const { type, key, shiftKey, isComposing, keyCode } = event;
    // What is typed here is nobody else's shortcut.
    event.stopPropagation();
    // 229: a key that an input method is still using, in browsers that do not say so.
    if (type != "keydown" || isComposing || keyCode == 229) return;
    if (key == "Escape") close();
    if (key == "Enter" && !shiftKey && event.target == field) {
      event.preventDefault();
      send(field.value);
    }
  }

  function send(text: string) {
    if (!text.trim()) return;
    extra?.end();
    prefill("");
    post(text);
    field.focus();
  }

  function prefill(text: string) {
    if (field.value != text) field.value = text;
    keep(true, "draft", text || null);
    go.disabled = !text.trim();
    field.style.height = "0";
    field.style.height = field.scrollHeight + "px";
  }

  function beat() {
    const { gone: since, how } = model;
    const gone = since && Date.now() - since;
    const text = how! < 0 ? T.unavailable : how! > 1 ? T.busy : gone! > 3e4 ? T.offline : gone! > 2e3 ? T.reconnecting : "";
    if (text && net.textContent != text) announce(text);
    net.textContent = text;
    extra?.tick();
  }

  function paint() {
    const { state, owner } = model.state;
    const human_ = state == "human";
    const shown = (human_ && owner?.name) || name;
    face.textContent = (title.textContent = shown)[0]!;
    face.className = human_ ? "av h" : "av";
    tag.hidden = note.hidden = human_;
    human.hidden = human_ || state == "waiting";
    status.textContent = model.how! < 0 ? "" : T[state];
    field.placeholder = T[`${model.assist ? "new" : state}Ask`].replace("{name}", shown);
    field.setAttribute("aria-label", field.placeholder);
    beat();
    log.paint(model, extra);
  }

  /** What only a telephone needs comes where the window is one. */
  function fit() {
    if (innerWidth <= 480) phone ??= import("./phone").then(({ default: make }) => make(kit, panel));
    phone?.then((fit) => fit()).catch(() => (phone = undefined));
  }
  addEventListener("resize", fit, { signal });
  // Before anybody presses: shown later, it is laid out already.
  prefill((keep(true, "draft") as string) ?? "");
  paint();

  return {
    log: log.log,
    announce,
    paint,
    prefill,
    extend(made: Extra) {
      extra = made;
    },
    /** Open or shut, as the model says. `quiet`: the focus stays where it is. */
    show(quiet?: boolean) {
      panel.hidden = !model.open;
      fit();
      clearInterval(tick);
      if (!model.open) return;
      tick = setInterval(beat, 1e3);
      paint();
      extra?.land(model);
      if (!quiet) field.focus();
    },
  };
}
