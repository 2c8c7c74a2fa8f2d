/** The menu and what it leads to: sound, copies of the conversation, another one, those before it, nothing of it, its end. */
import { erase } from "./erase";
import type { Late } from "./kit";
import css from "./menu.css?inline";
import { earlier, past, words } from "./past";

export interface Menu {
  /** Open or shut it. */
  toggle(button: HTMLElement): void;
  /** Show the conversation before this one. */
  previous(): Promise<void>;
}

/** `copy`: ask for the address to which a copy goes. `anew`: begin another conversation. */
export default function menu(desk: Late, copy: () => void, anew: () => void): Menu {
  desk.kit.style(css);
  return {
    toggle: (button) => toggle(desk, button, copy, anew),
    async previous() {
      const found = await earlier(desk).catch(() => []);
      if (found[0]) past(desk, found, found[0]);
    },
  };
}

function toggle(desk: Late, button: HTMLElement, copy: () => void, anew: () => void) {
  const { kit, model, act, token } = desk;
  const { h, config, root, keep } = kit;
  const { texts: T, business, lang, name } = config;
  const old = root.querySelector(".mn");
  const shut = () => {
    const menu = root.querySelector(".mn");
    // Whoever chose by the keyboard goes on from here, unless what was chosen has taken them elsewhere.
    if (menu?.contains(root.activeElement)) button.focus();
    menu?.remove();
    button.setAttribute("aria-expanded", "false");
    root.removeEventListener("click", away);
  };
  // A click on the button is the next toggle's. (Listening only after this one would miss an Enter that is quick.)
  const away = (event: Event) => button.contains(event.target as Node) || shut();
  if (old) return shut();
  const { id, state, items } = model.state;
  const item = (text: string, click: () => void) => h("button", { type: "button", click }, text);
  const mute = keep(false, "mute") ?? config.mute;
  const menu = h("div", { class: "mn" }, item(mute ? T.soundOn : T.soundOff, () => keep(false, "mute", mute ? 0 : 1)));
  if (id) menu.append(item(T.byMailAll, copy), item(T.download, save), item(T.anew, anew));
  if (token()) {
    const before = h("div", { hidden: "" });
    menu.append(before, item(T.erase, () => erase(desk)));
    earlier(desk)
      .then((found) => found[0] && before.replaceWith(item(T.past, () => past(desk, found))))
      .catch(() => 0);
  }
  if (id && state != "closed") menu.append(item(T.finish, () => act("close")));
  button.after(menu);
  button.setAttribute("aria-expanded", "true");
  (menu.firstChild as HTMLElement).focus();
  root.addEventListener("click", away);

  function save() {
    const lines = items.flatMap((one) => {
      const { at, author, type, code, owner, citations = [] } = one;
      const who = author.kind == "contact" ? T.you : (author.name ?? business);
      const said = type == "state" ? (T[code!] ?? one.text)?.replace("{name}", owner?.name ?? name) : `${who}: ${words(one) || T.removed}`;
      return said ? [`[${new Date(at).toLocaleString(lang)}] ${said}`, ...citations.map(({ n, title, url }) => `    [${n}] ${title} ${url ?? ""}`), ""] : [];
    });
    const url = URL.createObjectURL(new Blob([lines.join("\n")], { type: "text/plain" }));
    h("a", { href: url, download: `${business}.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1e4);
  }
}
