/** The menu: sound, a copy of the conversation, its end, and those before it. */
import type { Desk } from "./kit";
import { ask, past } from "./past";
import type { Field } from "./protocol";

export function toggle(desk: Desk, button: HTMLElement, askFor: (field: Field) => void) {
  const { kit, model, act, announce } = desk;
  const { h, config, root, keep } = kit;
  const { texts: T, business } = config;
  const old = root.querySelector(".mn");
  const shut = () => {
    root.querySelector(".mn")?.remove();
    button.setAttribute("aria-expanded", "false");
    root.removeEventListener("click", shut);
  };
  if (old) return shut();
  const { state } = model;
  const item = (text: string, click: () => void) => h("button", { type: "button", click }, text);
  const mute = keep(false, "mute") ?? config.mute;
  const items = [item(mute ? T.soundOn : T.soundOff, () => keep(false, "mute", mute ? 0 : 1))];
  if (state.id) {
    items.push(item(T.download, save));
    items.push(
      item(T.byMailAll, () => {
        if (!state.contact.email) return askFor("email");
        act("transcript");
        announce(T.byMailSent);
      }),
    );
    if (state.state != "closed") items.push(item(T.finish, () => act("close")));
  }
  const menu = h("div", { class: "mn" }, ...items);
  if (keep(false, "visitor"))
    ask(desk, "s")
      .then(({ conversations }) => conversations[0] && menu.append(item(T.past, () => past(desk, conversations))))
      .catch(() => 0);
  button.after(menu);
  button.setAttribute("aria-expanded", "true");
  items[0]!.focus();
  setTimeout(() => root.addEventListener("click", shut));

  function save() {
    const lines = model.state.items
      .filter(({ text }) => text)
      .map(({ at, author, text }) => `[${new Date(at).toLocaleString(config.lang)}] ${author.kind == "contact" ? T.you : (author.name ?? business)}: ${text}`);
    const url = URL.createObjectURL(new Blob([lines.join("\n\n") + "\n"], { type: "text/plain" }));
    h("a", { href: url, download: `${business}.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1e4);
  }
}
