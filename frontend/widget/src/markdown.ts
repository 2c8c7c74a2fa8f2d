/** A safe subset of Markdown as DOM nodes, painted block by block while it streams. Never parses HTML. */
import type { Painter } from "./kit";
import { h, type Child } from "./ui";

// Every alternative stops at its own opening character, so that hostile text cannot make it backtrack for long.
const INLINE =
  /`([^`]+)`|\*\*(?=\S)(.+?)\*\*|(?<![\w*])\*(?=\S)([^*]+)\*|(?<!\w)_(?=\S)([^_]+)_(?!\w)|\[(\d\d?)\](?!\()|\[([^[\]]+)\]\(([^()\s]+)\)|(https?:\/\/[^\s<>()[\]"'`*]*[^\s<>()[\]"'`*.,;:!?_])/;
const LINE = /^\s*(?:(#{1,4})|([-*+])|(\d{1,9})[.)])\s+(.*)/;

/** A link, or plain text where the address is not one that may be followed. */
export const link = (href: string, kids: Child[], cls = ""): HTMLElement =>
  /^(https?:\/\/|mailto:)/i.test(href)
    ? h("a", { class: cls, href, target: "_blank", rel: "noopener nofollow ugc" }, ...kids)
    : h("span", { class: cls }, ...kids);

export function inline(text: string): Child[] {
  const out: Child[] = [];
  for (let found; (found = INLINE.exec(text)); text = text.slice(found.index + found[0].length)) {
    const [, code, bold, star, under, cite, label, href, bare] = found;
    out.push(
      text.slice(0, found.index),
      code
        ? h("code", {}, code)
        : cite
          ? h("sup", {}, cite)
          : bold
            ? h("b", {}, ...inline(bold))
            : star || under
              ? h("em", {}, ...inline((star || under)!))
              : link(bare || href!, bare ? [bare] : inline(label!)),
    );
  }
  return [...out, text];
}

/** The blocks of a text, and how much of it is finished: up to the last blank line that is outside a fence. */
function blocks(text: string, whole: boolean): { nodes: HTMLElement[]; done: number; cut: number } {
  const nodes: HTMLElement[] = [];
  let done = 0;
  let cut = 0;
  let at = 0;
  let open = "";
  for (const line of text.split("\n")) {
    const last = nodes[nodes.length - 1]!;
    const fence = /^\s*```/.test(line);
    const [, head, bullet, number, rest = ""] = LINE.exec(line) ?? [];
    at += line.length + 1;
    if (open == "pre") {
      if (fence) open = "";
      else last.firstChild!.textContent += line + "\n";
    } else if (fence) {
      open = "pre";
      nodes.push(h(open, { tabindex: "0" }, h("code")));
    } else if (head) {
      open = "";
      nodes.push(h("p", {}, h("b", {}, ...inline(rest))));
    } else if (bullet || number) {
      const tag = bullet ? "ul" : "ol";
      const item = h("li", {}, ...inline(rest));
      if (open == tag) last.append(item);
      else nodes.push(h(tag, number ? { start: number } : {}, item));
      open = tag;
    } else if (!line.trim()) {
      // A last line without its end may still become something.
      if (at > text.length) continue;
      open = "";
      done = nodes.length;
      cut = at;
    } else if (open) (open == "p" ? last : last.lastChild as HTMLElement).append("\n", ...inline(line));
    else {
      open = "p";
      nodes.push(h(open, {}, ...inline(line)));
    }
  }
  return whole ? { nodes, done: nodes.length, cut: at } : { nodes, done, cut };
}

/**
 * Keeps `into` showing a growing text. Finished blocks are frozen and never touched again, only the tail is redone.
 * Answers the plain text of what was frozen by this call.
 */
export function painter(into: HTMLElement): Painter {
  let frozen = "";
  let tail: HTMLElement[] = [];
  return (text, whole) => {
    if (!text.startsWith(frozen)) into.textContent = frozen = "";
    tail.forEach((node) => node.remove());
    const { nodes, done, cut } = blocks(text.slice(frozen.length), whole);
    into.append(...nodes);
    frozen = text.slice(0, frozen.length + cut);
    tail = nodes.splice(done);
    return nodes.map((node) => node.textContent!);
  };
}
