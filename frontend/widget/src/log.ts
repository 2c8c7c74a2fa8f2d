/** The transcript: one element per thing said, kept by key, painted as it grows. How it scrolls: scroll.ts. */
import type { Entry, Extra, Kit, Model, Row, Rows } from "./kit";
import type { Author } from "./protocol";

const me: Author = { kind: "contact" };

export function transcript({ config, h }: Kit, send: (text: string) => void, announce: (text: string) => void) {
  const { texts: T, name } = config;
  const ai: Author = { kind: "assistant", name };
  const born = Date.now();
  const rows: Rows = new Map();
  const chips = h("div", { class: "ch" });
  let asked: string[] | undefined;
  /** What stands before the first line. */
  const top = h("div");
  const log = h("div", { class: "g", role: "log", "aria-live": "off", tabindex: "0", "aria-label": T.log }, top, chips);
  function create(entry: Entry, extra?: Extra): Row {
    const { author, type } = entry;
    if (type == "state") return { element: extra!.seam(entry) };
    const mine = author.kind == me.kind;
    const body = h("div", { class: "b", dir: "auto" });
    const head = h("p", { class: mine ? "v" : "n" }, h("b", {}, mine ? T.you : author.name || name));
    if (author.kind == ai.kind) head.append(h("em", {}, T.ai));
    if (!mine && extra) head.append(extra.time(entry));
    return { element: h("div", {}, head, body), body, paint: mine ? undefined : extra?.painter(body) };
  }

  function paint({ state: { turn, items, skew }, sending }: Model, extra?: Extra) {
    const list: Entry[] = [];
    const add = (key: string, author: Author, text: string, rest: Partial<Entry>) =>
      list.push({ key, type: "message", author, text, at: Date.now(), ...rest });
    // Both may be others on another page.
    const { greeting, suggestions } = config;
    if (asked != suggestions) chips.replaceChildren(...(asked = suggestions).map((text) => h("button", { class: "y", click: () => send(text) }, text)));
    if (greeting) add(greeting, ai, greeting, { at: 0 });
    if (extra) list.push(...extra.days(items));
    if (turn?.text) add(turn.gen, ai, turn.text, { live: true });
    for (const one of sending)
      if (one.t == "msg" || one.failed) add(one.id, me, one.d.text ?? T.ask, { at: one.at, sending: one });
    const last = list.slice(greeting ? 1 : 0).pop();
    const mine = last?.author.kind == me.kind && last.type == "message";
    const gone = new Set(rows.keys());
    let before: Entry | undefined;
    let cursor: Element = top;
    for (const entry of list) {
      const { key, author, type, at, s, live, sending: out, text = "" } = entry;
      const news = live || (s && at > born + skew);
      const row = rows.get(key) ?? create(entry, extra);
      const { element, body } = row;
      if (body) {
        if (row.paint) for (const part of row.paint(text, !live)) news && announce((author.name || name) + ": " + part);
        else if (body.textContent != text) body.textContent = text;
        const same = before?.author.kind == author.kind && before.type != "state" && before.author.name == author.name;
        const how = live ? "w" : type == "answer_failed" || out?.failed ? "x" : out && !out.acked ? "e" : "";
        element.className = `m ${author.kind[0]} ${same ? "t" : ""} ${how}`;
        extra?.foot(entry, body, entry == last);
      } else if (news && !rows.has(key)) announce(element.textContent!);
      rows.set(key, row);
      gone.delete(key);
      if (cursor.nextSibling != element) cursor.after(element);
      cursor = element;
      before = entry;
    }
    for (const key of gone) {
      rows.get(key)!.element.remove();
      rows.delete(key);
    }
    chips.hidden = !!last;
    extra?.tail(mine && !!(last.s || last.sending!.acked));
    if (extra) extra.settle(rows, last, mine);
    else log.scrollTop = 1e9;
  }

  return { log, paint };
}
