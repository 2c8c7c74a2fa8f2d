/** Where one conversation ends and the next begins: a button to begin it, and the way back from it. */
import type { Late } from "./kit";

/** `previous`: show the conversation before this one. */
export function ends({ kit, model, log, act, later, prefill }: Late, previous: () => void) {
  const { h, config, keep, root } = kit;
  const { texts: T } = config;
  const button = (text: string, cls: string, click: () => void) => h("button", { type: "button", class: cls, hidden: "", click }, text);
  const fresh = button(T.anew, "y er", anew);
  const back = button(T.was, "y er", previous);
  log.firstElementChild!.append(back);

  /** This conversation is among those before the next. */
  function anew() {
    keep(false, "was", model.state.id);
    act("begin");
    prefill("");
    root.querySelector("textarea")!.focus();
  }

  return {
    box: fresh,
    anew,
    paint() {
      const { id, state, more, items } = model.state;
      const over = state == "closed";
      const gone = !over || items.slice(-1)[0]?.reason == "blocked";
      // Whoever reads at the end sees it.
      if (fresh.hidden != gone) later();
      fresh.hidden = gone;
      if (over) keep(false, "was", id);
      const was = keep(false, "was");
      back.hidden = !was || !id || was == id || more;
    },
  };
}
