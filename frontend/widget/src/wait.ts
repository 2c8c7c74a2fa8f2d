/** The strip of who waits for a person: how long, how long it may take, and what to do meanwhile. */
import type { Late } from "./kit";
import type { Field, Frame } from "./protocol";

interface Question {
  ask(field: Field): void;
  offer(): void;
}

export function wait({ kit, model, act, later, announce }: Late, { ask, offer }: Question) {
  const { h, config, root } = kit;
  const { texts: T, name } = config;
  /** How many wait longer, as it was told last. */
  let moved: number | undefined;
  /** The wait that was long already when it was looked at last. */
  let long: number | null = 0;
  const button = (text: string, click: () => void) => h("button", { type: "button", class: "y", click }, text.replace("{name}", name));
  const clock = h("b", { class: "ck", "aria-hidden": "true" });
  const minutes = h("span", { class: "v" });
  const hint = h("p");
  const assist = button(T.goOn, () => {
    model.assist = !model.assist;
    later();
  });
  const mail = button(T.byMail, () => ask("email"));
  const cancel = button(T.cancel, () => act("cancel"));
  const strip = h("div", { class: "wt", hidden: "" }, h("p", {}, h("b", {}, T.wait), minutes, clock), hint, h("div", { class: "f" }, assist, mail, cancel));
  root.querySelector(".of")!.after(strip);

  /** What is known of the wait. An estimate never counts down: it holds, or it took longer. */
  function expected(minutes: number) {
    const known = model.state.items.filter(({ to, code }) => to == "waiting" && code != "still_trying").pop()?.queue;
    const usual = known?.minutes;
    const ahead = moved ?? known?.ahead;
    const people = ahead ? (ahead > 1 ? T.ahead.replace("{n}", "" + ahead) : T.ahead1) : "";
    return usual ? people + " " + (minutes < usual ? T.usual.replace("{n}", "" + usual) : T.longer) : people;
  }

  return {
    hear({ t, d }: Frame) {
      // Who stands in a queue never moves back.
      if (t == "queue") moved = Math.min(moved ?? 1e9, d.ahead);
    },
    tick() {
      const { state, skew, waiting_since, contact } = model.state;
      const on = model.assist;
      const was = !strip.hidden;
      strip.hidden = state != "waiting";
      if (strip.hidden) return void (moved = undefined);
      const seconds = Math.max(0, (Date.now() + skew - waiting_since!) / 1e3) | 0;
      if (!was && seconds < 5) announce(T.waitHint);
      const whole = (seconds / 60) | 0;
      // Ten seconds of words first: a clock at once makes a short wait long.
      clock.textContent = seconds < 10 ? "" : whole + ":" + `0${seconds % 60}`.slice(-2);
      minutes.textContent = whole ? T.waited.replace("{n}", "" + whole) : "";
      hint.textContent = on ? T.assisting.replace("{name}", name) : [expected(whole), T.waitHint].join(" ");
      mail.hidden = !whole || !!contact.email || !!root.querySelector(".ca [name=email]");
      assist.setAttribute("aria-pressed", "" + on);
      if (!whole || long == waiting_since) return;
      long = waiting_since;
      offer();
    },
  };
}
