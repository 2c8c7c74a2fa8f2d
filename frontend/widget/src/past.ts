/** The visitor's conversations that are over: a list, and each to read. */
import type { Late } from "./kit";
import type { LogEvent } from "./protocol";
import { sheet } from "./sheet";

export interface Past {
  id: string;
  at: number;
  text: string;
}

/** A message in words alone: what it brings, by name. */
export const words = ({ text, files = [] }: Partial<LogEvent>): string => [text, ...files.map(({ name }) => `[${name}]`)].filter(Boolean).join("\n");

export function past(desk: Late, found: Past[]) {
  const { h, config } = desk.kit;
  const { texts: T, lang, name } = config;
  const { show, back } = sheet(desk);
  const day = (at: number) => new Date(at).toLocaleDateString(lang, { day: "numeric", month: "long", year: "numeric" });

  const list = () =>
    show(
      back(),
      ...found.map((one) => h("button", { type: "button", class: "pc", click: () => read(one) }, h("b", {}, day(one.at)), h("span", { dir: "auto" }, one.text))),
    );

  async function read({ id, at }: Past) {
    let events: LogEvent[] = [];
    try {
      ({ events } = await (await desk.call("conversation?before=999999&c=" + id)).json());
    } catch {}
    show(
      back(T.past, list),
      h("p", { class: "z" }, day(at)),
      ...events
        .filter(({ type }) => type == "message")
        .map((one) => h("p", { class: "pm" }, h("b", {}, one.author.kind == "contact" ? T.you : one.author.name || name), h("span", { dir: "auto" }, (words(one) || T.removed).replace(/ ?\[\d\d?\]/g, "")))),
    );
  }

  list();
}
