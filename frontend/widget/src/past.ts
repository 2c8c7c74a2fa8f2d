/** The visitor's conversations that are over: a list, and each to read. */
import type { Desk } from "./kit";
import type { LogEvent } from "./protocol";
import type { Child } from "./ui";

export interface Past {
  id: string;
  at: number;
  text: string;
}

export async function ask({ kit: { config, keep } }: Desk, path: string) {
  const { token } = keep(false, "visitor") as { token: string };
  return (await fetch(config.base + "/v1/conversation" + path, { headers: { authorization: "Bearer " + token } })).json();
}

export function past(desk: Desk, found: Past[]) {
  const { h, config, icon } = desk.kit;
  const { texts: T, lang, name } = config;
  const day = (at: number) => new Date(at).toLocaleDateString(lang, { day: "numeric", month: "long", year: "numeric" });
  const box = h("div", { class: "pa" });
  const back = (text: string, click: () => void) => h("button", { type: "button", class: "bk", click }, icon("m14 6-6 6 6 6"), text);

  function show(...kids: Child[]) {
    box.replaceChildren(...kids);
    (box.firstChild as HTMLElement).focus();
  }

  const list = () =>
    show(
      back(T.now, () => box.remove()),
      ...found.map((one) => h("button", { type: "button", class: "pc", click: () => read(one) }, h("b", {}, day(one.at)), h("span", { dir: "auto" }, one.text))),
    );

  async function read({ id, at }: Past) {
    const { events } = (await ask(desk, "?before=999999&c=" + id).catch(() => ({ events: [] }))) as { events: LogEvent[] };
    show(
      back(T.past, list),
      h("p", { class: "z" }, day(at)),
      ...events
        .filter(({ type, text }) => type == "message" && text)
        .map(({ author, text }) => h("p", { class: "pm" }, h("b", {}, author.kind == "contact" ? T.you : author.name || name), h("span", { dir: "auto" }, text!.replace(/ ?\[\d\d?\]/g, "")))),
    );
  }

  desk.log.after(box);
  desk.kit.root.querySelector("textarea")!.addEventListener("focus", () => box.remove(), { once: true });
  list();
}
