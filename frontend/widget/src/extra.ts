/** Fetched with the server's first frame: what a conversation needs once somebody answers. */
import type { Aside } from "./aside";
import css from "./extra.css?inline";
import type { Files } from "./files";
import type { Entry, Extra, Late, MakeExtra } from "./kit";
import { link, painter } from "./markdown";
import { attention } from "./attention";
import { calendar } from "./calendar";
import { confirmed } from "./outbox";
import type { Details, Field, Frame } from "./protocol";
import { scroller } from "./scroll";
import { reduce, said } from "./state";
import { use, type Child } from "./ui";

const extra: MakeExtra = (desk): Extra => {
  const { kit, model, link: line, log, later, act, put, go, save, send, paint, prefill, forget, announce } = desk;
  const { h, icon, config, style, keep, emit, tell, unread, open, root, settings } = kit;
  const { texts: T, name } = config;
  const born = Date.now();
  /** What stands under each message now: rebuilt only when it changes. */
  const feet = new WeakMap<HTMLElement, string>();
  let asked = 0;
  let typed = 0;
  let quiet: ReturnType<typeof setTimeout>;
  use(h);
  const { ring, wave } = attention(kit);
  const { time, moment, days, dayName, turned } = calendar(config.lang, model);
  style(css);
  const token: Late["token"] = () => (keep(false, "visitor") as { token?: string } | null)?.token;
  const call: Late["call"] = (path, body) => fetch(config.base + "/v1/" + path, { headers: { authorization: "Bearer " + token(), "content-type": "application/json" }, ...(body && { method: "POST", body }) });
  const late: Late = { ...desk, token, call, painter };
  const named = (text: string, who = name) => text.replace("{name}", who);
  const button = (text: string, click: () => void) => h("button", { type: "button", class: "y", click }, text);
  /** Why something was refused, in the visitor's language. */
  const why = (code = "") => T["no_" + code] ?? T.failed;
  const retry = () => button(T.retry, () => act("retry"));

  let aside: Promise<Aside | undefined> | undefined;
  let besides: Aside | undefined;
  /** The rest of the rest; what it cannot fetch now, it tries again the next time. */
  const more = () =>
    (aside ??= import("./aside").then(
      ({ default: make }) => {
        besides = make(late);
        dots.before(besides.box);
        return besides;
      },
      () => (aside = undefined),
    ));
  let attached: Promise<Files | undefined> | undefined;
  let attaching: Files | undefined;
  /** Where files may be sent, or somebody has sent one. */
  const attach = () =>
    (attached ??= import("./files").then(
      ({ default: make }) => (attaching = make(late)),
      () => (attached = undefined),
    ));
  const ask = (field: Field) => void more().then((made) => made?.ask(field));
  const dotted = h("button", { type: "button", class: "cl dt", "aria-label": T.menu, "aria-expanded": "false", click: () => void more().then((made) => made?.menu(dotted)) }, icon("M5 12h.01M12 12h.01M19 12h.01"));
  root.querySelector(".cl")!.before(dotted);
  const field = root.querySelector("textarea")!;
  const halt = h("button", { type: "button", class: "go st", hidden: "", "aria-label": T.stop, click: () => line.send({ t: "stop" }) }, icon("M7 7h10v10H7Z"));
  field.after(halt);
  const before = button(T.earlier, past);
  before.className = "y er";
  before.hidden = true;
  log.firstElementChild!.append(before);
  if (config.files) void attach();
  if (config.brand) root.querySelector("footer")!.append(h("a", { href: config.base + "/", target: "_blank", rel: "noopener" }, "Deskbell"));
  const says = h("span", { class: "v" });
  // Where files may be sent all of this comes before there is a conversation to paint.
  const dots = h("p", { class: "d", hidden: "" }, h("i"), h("i"), h("i"), says);
  log.append(dots);

  /** The page of events before the oldest that is known; the reader stays where they are. */
  async function past() {
    before.hidden = true;
    const from = log.scrollHeight - log.scrollTop;
    try {
      const d = await (await call("conversation?before=" + model.state.first)).json();
      model.state = reduce(model.state, { t: "past", d });
    } catch {}
    paint();
    log.scrollTop = log.scrollHeight - from;
  }

  /** Ask for what may be missing; without an answer the connection is dead. */
  function probe() {
    const { id, seq } = model.state;
    if (id) line.send({ t: "sync", id: "sync", c: id, d: { after: seq } });
  }

  function hear(frame: Frame) {
    const { t } = frame;
    besides?.hear(frame);
    const old = model.state;
    const state = (model.state = reduce(old, frame, Date.now()));
    if (model.sending[0]) {
      model.sending = confirmed(model.sending, frame, why, (one, seconds) =>
        setTimeout(() => model.sending.some(({ id }) => id == one.id) && go(one), seconds * 1e3),
      );
      save();
    }
    if (t == "typing") {
      clearTimeout(quiet);
      quiet = setTimeout(() => {
        model.state = { ...model.state, typing: "" };
        later();
      }, 6e3);
    }
    // A gap: ask once for every new height at which it is noticed, and again whenever the server names its head.
    if (t == "ping") asked = 0;
    if (state.head > Math.max(state.seq, asked)) {
      asked = state.head;
      probe();
    }
    if (state.seq != old.seq) {
      const visitor = keep(false, "visitor") as object | null;
      if (visitor) keep(false, "visitor", { ...visitor, at: state.items.slice(-1)[0]?.at ?? Date.now() });
      const seen = state.id == old.id ? old.seq : 0;
      heard(frame, seen);
      for (const { id, at, author, text } of said(state, seen))
        if (at > born + state.skew) {
          emit("message", { id, from: author.kind, text });
          if (!model.open || document.hidden) ring();
          if (!model.open && author.kind == "operator") tell("peek", author.name, text);
        }
    }
    if (state.state != old.state) emit("state", state.state);
    if (state.state != old.state || state.assist != old.assist) model.assist = state.assist;
    saw();
    later();
  }

  /** What a page may want to know besides: of what happens now, not of what was told before. */
  function heard({ t, s, d }: Frame, seen: number) {
    for (const one of t == "snap" ? d.events : t == "ev" ? [{ ...d, s }] : []) {
      const { type, at, from, to, name, email, phone, score, comment, thumb, reason } = one;
      if (one.s <= seen || at < born + model.state.skew) continue;
      if (type == "contact") emit("lead", { name, email, phone });
      if (type == "survey") emit("csat", { score, comment });
      if (type == "feedback") emit("feedback", { thumb, reason });
      if (to == "waiting" && from != to) emit("handoff", { reason });
    }
  }

  function saw() {
    const { state } = model;
    const count = said(state, state.read.contact).length;
    const looking = model.open && !document.hidden;
    if (looking && count) {
      const upto = state.seq;
      model.state = { ...state, read: { ...state.read, contact: upto } };
      line.send({ t: "read", d: { upto } });
    }
    model.unread = looking ? 0 : count;
    unread(model.unread);
    wave(model.unread);
  }

  /** For so long that nobody waits for the rest of an answer; it comes by itself, whenever there is a connection. */
  const lost = () => model.gone && Date.now() - model.gone > 15e3;

  /** What stands under a message: why it was not sent, what can be done, where it comes from. */
  function under({ sending, type, interrupted, stopped, citations = [], next = [], s, author, live }: Entry, last: boolean, seen: boolean): Child[] {
    if (sending?.failed) {
      const copy = () => navigator.clipboard?.writeText(sending.d.text);
      return [sending.failed, button(T.retry, () => put(Object.assign(sending, { failed: "", tries: 0 }))), ...(sending.d.text ? [button(T.copy, copy)] : [])];
    }
    if (type == "answer_failed") return last ? [retry(), button(T.ask, () => act("request"))] : [];
    if (live) return lost() ? [T.interrupted, button(T.retry, () => void line.wake())] : [];
    if (interrupted) return [stopped ? T.stopped : T.interrupted, ...(last && !stopped ? [retry()] : [])];
    if (seen) return [T.seen];
    const sources = citations.map(({ n, title, url }) => Object.assign(link(url ?? "", [h("b", {}, "" + n), title], "s"), { dir: "auto" }));
    if (sources[0]) sources.unshift(T.sources as never);
    const more = last && model.state.state == "assistant" ? next.map((text) => button(text, () => send(text))) : [];
    return [...sources, ...thumbs(s!, author.kind), ...(more[0] ? [h("div", { class: "nx", role: "group", "aria-label": T.next }, T.next, ...more)] : [])];
  }

  /** What the visitor thinks of an answer: what they tapped last, also while it is on its way. */
  const rated = (s: number) =>
    model.sending.filter(({ t, d }) => t == "thumb" && d.of == s).pop()?.d ?? model.state.thumbs[s] ?? {};

  function thumbs(s: number, kind: string): Child[] {
    if (!s || kind != "assistant" || !config.thumbs) return [];
    const { thumb, reason, offer } = rated(s);
    const give = (up: string | null, why?: string) => act("thumb", { of: s, thumb: up, reason: why ?? null });
    const hand = (which: string) =>
      h(
        "button",
        {
          type: "button",
          class: "th " + which,
          "aria-label": T[which]!,
          "aria-pressed": "" + (thumb == which),
          click: () => give(thumb == which ? null : which),
        },
        icon("M7 10v10H4V10Zm0 0 4-7c2 0 2.5 2 2 3l-1 3h6c1.5 0 2 1 2 2l-2 7c-.3 1-1 2-2 2H7"),
      );
    const why =
      thumb != "down"
        ? []
        : reason
          ? [h("span", { role: "status" }, T.thanks)]
          : ["wrong", "not_my_question", "outdated", "person"].map((one) => button(T[one]!, () => give("down", one)));
    const more = thumb == "down" && offer && model.state.state == "assistant" ? [h("span", {}, T.sorry), button(T.ask, () => act("request"))] : [];
    return [h("span", { class: "tt" }, hand("up"), hand("down")), ...why, ...more];
  }

  /** A button above a block of code, which copies it. */
  function copier(block: HTMLElement) {
    const copy = h("button", { type: "button", "aria-label": T.copy, title: T.copy, click }, icon("M9 9h11v11H9ZM5 15H4V4h11v1"));
    async function click() {
      await navigator.clipboard.writeText(block.textContent!);
      copy.setAttribute("aria-label", T.copied);
      copy.replaceChildren(icon("m5 12 5 5 9-10"));
    }
    return h("div", { class: "cp" }, copy);
  }

  const verbs: Extra["verbs"] = {
    ask: (text: string) => open(true).then(() => send(text)),
    prefill: (text: string) => open(true).then(() => prefill(text)),
    human: () => open(true).then(() => act("request")),
    get() {
      const { open = false, unread = 0, state } = model;
      return { open, unread, state: state.state, conversationId: state.id, visitorId: (keep(false, "visitor") as { id?: string } | null)?.id };
    },
    /** The page has said who its visitor is; the server knows nothing of it yet. */
    async known() {
      const { user } = settings;
      const said = JSON.stringify(user ?? null);
      if (!user || !token() || keep(true, "known") == said) return;
      const answer = await call("identify", JSON.stringify({ user }));
      const { visitor, detail } = await answer.json();
      if (!answer.ok) return console.warn("deskbell: " + detail), emit("error", detail);
      keep(true, "known", said);
      if (visitor) {
        forget();
        keep(false, "visitor", { ...visitor, at: Date.now() });
        line.lost();
      }
    },
    reset() {
      delete settings.user;
      keep(true, "known", null);
      line.stop();
      model.sending = [];
      save();
      forget();
      prefill("");
      saw();
      paint();
    },
  };


  void (verbs["known"] as () => Promise<unknown>)().catch(() => {});

  return {
    ...scroller(log, h("button", { class: "j" }, T.more)),
    time,
    days,
    verbs,
    detour: (puzzle) => (puzzle ? import("./work").then(({ default: solve }) => solve(puzzle)) : import("./detour").then(({ default: make }) => make(config.base, call))),
    async pull() {
      if (token()) try {
        (await (await call("conversation?after=0")).json()).frames.forEach(hear);
      } catch {}
    },
    hear,
    wake() {
      probe();
      saw();
    },
    painter,
    typing() {
      if (model.state.state != "human" || Date.now() - typed < 2e3) return;
      typed = Date.now();
      line.send({ t: "typing" });
    },
    tick() {
      // The day has changed.
      if (turned() || (model.state.turn && lost())) later();
      besides?.tick();
    },
    seam(entry) {
      const { code, text, owner, back_at, asks, author } = entry;
      if (code == "told")
        return h(
          "p",
          { class: "z" },
          ...(["email", "name", "phone"] as const).flatMap((field) => {
            const value = (entry as Details)[field];
            return value ? [h("button", { type: "button", class: "ed", click: () => ask(field) }, h("bdi", {}, value), " · " + T.edit)] : [];
          }),
        );
      const knot = /joined|returned|closed$|day/.test(code!);
      const words = code == "day" ? dayName(entry.at) : [named(T[code!] ?? text!, code == "soon" ? author.name : owner?.name), back_at && T.back.replace("{when}", moment(back_at)), asks == "email" && /_here|clos|out|to_|quiet|still/.test(code!) && T.leave, knot && "· " + time(entry)].filter(Boolean).join(" ");
      return h("p", { class: knot ? "z k " + code : "z" }, h("span", {}, words), ...(code == "joined" ? [h("span", { class: "v" }, " " + T.human)] : []));
    },
    foot(entry, body, last) {
      if (entry.files ?? entry.sending?.d.files) void attach().then((made) => made?.show(entry, body));
      const { author, live, s } = entry;
      const { items, read } = model.state;
      // Until somebody writes: an answer says as much.
      const seen = author.kind == "contact" && read.operator >= s! && !model.sending[0] && !items.some((one) => one.type == "message" && one.s > s!);
      const shape = [entry.sending?.failed, live && !lost(), last, seen, JSON.stringify(s ? [rated(s), model.state.state] : 0)].join();
      if (feet.get(body) == shape) return;
      feet.set(body, shape);
      body.nextSibling?.remove();
      const now = under(entry, last, seen);
      if (now[0]) body.after(h("div", { class: "f" }, ...now));
      if (navigator.clipboard && !live) for (const block of body.querySelectorAll<HTMLElement>("pre:not(.cp + pre)")) block.before(copier(block));
      for (const mark of body.querySelectorAll("sup")) {
        const found = entry.citations?.find(({ n }) => n == +mark.textContent!);
        if (found) mark.replaceChildren(link(found.url ?? "", [mark.textContent!]));
      }
    },
    tail(owes) {
      const { gone, assist: on } = model;
      const { typing, turn, state, owner, contact } = model.state;
      const answering = turn ? !turn.text : owes && (on || state == "assistant");
      const writer = typing || (answering && !gone && name);
      const now = writer ? named(typing ? T.typing : T.answering, writer) : "";
      if (now && !typing && says.textContent != now) announce(now);
      says.textContent = now;
      dots.hidden = !writer;
      // What the header says is true until somebody of the team writes.
      const { items } = model.state;
      const { back_at = 0, code, reason } = items.filter(({ to, author }) => to || author.kind == "operator").pop() ?? {};
      // Nobody answers now, and it is kept.
      const kept = items.slice(-1)[0]?.type == "answer_failed" || (state == "followup" && /failed|limit/.test(reason!));
      const line = kept ? T.message : code == "quiet" ? named(T.quiet, owner?.name) : state == "followup" && (back_at > Date.now() ? T.back.replace("{when}", moment(back_at)) : contact.email && T.byReply);
      if (line) root.querySelector("header p")!.textContent = line;
      if (!besides && (model.state.asking || /clos|wait/.test(state) || keep(false, "was"))) void more().then((made) => made?.paint());
      else besides?.paint();
      halt.hidden = !turn?.text || !!field.value;
      before.hidden = !model.state.more;
      attaching?.paint();
    },
  };
};

export default extra;
