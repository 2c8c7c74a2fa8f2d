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

/** Newest first. */
export const earlier = async ({ call }: Late): Promise<Past[]> => (await (await call("conversations")).json()).conversations;

/** `which`: the one to begin with, instead of the list. */
export function past(desk: Late, found: Past[], which?: Past) {
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
      which ? back() : back(T.past, list),
      h("p", { class: "z" }, day(at)),
      ...events
        .filter(({ type }) => type == "message")
        .map((one) => {
          const body = h("div", { class: "b", dir: "auto" });
          const said = (words(one) || T.removed).replace(/ ?\[\d\d?\]/g, "");
          const mine = one.author.kind == "contact";
          if (mine) body.append(said);
          else desk.painter(body)(said, true);
          return h("div", { class: "pm" }, h("b", {}, mine ? T.you : one.author.name || name), body);
        }),
    );
  }

  if (which) void read(which);
  else list();
}
