/** The Markdown subset of answers, as a tree. Text in, plain data out; raw HTML stays text. Pure. */

export type Inline =
  | { is: "text"; text: string }
  | { is: "code"; text: string }
  | { is: "strong" | "em"; of: Inline[] }
  | { is: "link"; href: string; of: Inline[] }
  | { is: "cite"; n: number };

export type Block =
  | { is: "p" | "h"; of: Inline[] }
  | { is: "code"; text: string }
  | { is: "ul" | "ol"; items: Inline[][] };

const PATTERN =
  /`([^`\n]+)`|\*\*([^*\n](?:[^\n]*?[^*\n])?)\*\*|(?<![\w*])\*([^*\s](?:[^*\n]*[^*\s])?)\*(?!\w)|(?<!\w)_([^_\s](?:[^_\n]*[^_\s])?)_(?!\w)|\[([^\]\n]{1,300})\]\(([^\s()]{1,1000})\)|\[(\d{1,3})\]|(https?:\/\/[^\s<>"')\]]{1,1000})/g;

export function safeHref(href: string): string | null {
  return /^(https?:\/\/|mailto:)[^\s]+$/i.test(href) ? href : null;
}

function piece(match: RegExpExecArray, depth: number): Inline {
  const [whole, code, strong, star, line, label, target, cite, url] = match;
  if (code !== undefined) return { is: "code", text: code };
  if (strong !== undefined) return { is: "strong", of: inline(strong, depth + 1) };
  const em = star ?? line;
  if (em !== undefined) return { is: "em", of: inline(em, depth + 1) };
  if (label !== undefined && target !== undefined) {
    const href = safeHref(target);
    return href ? { is: "link", href, of: [{ is: "text", text: label }] } : { is: "text", text: whole };
  }
  if (cite !== undefined) return { is: "cite", n: Number(cite) };
  const trimmed = (url ?? "").replace(/[.,;:!?]+$/, "");
  return { is: "link", href: trimmed, of: [{ is: "text", text: trimmed }] };
}

export function inline(text: string, depth = 0): Inline[] {
  if (depth > 3) return [{ is: "text", text }];
  const out: Inline[] = [];
  const pattern = new RegExp(PATTERN);
  let at = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const part = piece(match, depth);
    const before = text.slice(at, match.index);
    // A raised number hangs on its word.
    if (before) out.push({ is: "text", text: part.is === "cite" ? before.replace(/ $/, "") : before });
    out.push(part);
    const taken = part.is === "link" && match[8] !== undefined ? part.href.length : match[0].length;
    at = match.index + taken;
    pattern.lastIndex = at;
  }
  if (at < text.length) out.push({ is: "text", text: text.slice(at) });
  return out;
}

/** Finished parts first: split at blank lines outside fences, so that only the last part can still change. */
export function parts(text: string): string[] {
  const out: string[] = [];
  let lines: string[] = [];
  let fenced = false;
  for (const line of text.split("\n")) {
    if (/^\s*```/.test(line)) fenced = !fenced;
    if (!fenced && line.trim() === "") {
      if (lines.length > 0) out.push(lines.join("\n"));
      lines = [];
    } else lines.push(line);
  }
  if (lines.length > 0) out.push(lines.join("\n"));
  return out;
}

const BULLET = /^\s{0,6}[-*•]\s+(.*)$/;
const NUMBER = /^\s{0,6}\d{1,3}[.)]\s+(.*)$/;

interface Open {
  kind: "p" | "ul" | "ol" | null;
  lines: string[];
}

function flush(open: Open, out: Block[]): void {
  if (open.kind === "p") out.push({ is: "p", of: inline(open.lines.join("\n")) });
  else if (open.kind) out.push({ is: open.kind, items: open.lines.map((line) => inline(line)) });
  open.kind = null;
  open.lines = [];
}

function line(text: string, open: Open, out: Block[]): void {
  const head = /^#{1,4}\s+(.*)$/.exec(text);
  if (head) {
    flush(open, out);
    out.push({ is: "h", of: inline(head[1] ?? "") });
    return;
  }
  const item = BULLET.exec(text) ?? NUMBER.exec(text);
  const kind = item ? (BULLET.test(text) ? "ul" : "ol") : "p";
  if (open.kind !== kind && !(open.kind && open.kind !== "p" && !item && /^\s+\S/.test(text))) flush(open, out);
  if (open.kind === null) open.kind = kind;
  if (open.kind !== "p" && !item) open.lines.push(`${open.lines.pop() ?? ""} ${text.trim()}`);
  else open.lines.push(item ? (item[1] ?? "") : text);
}

/** The blocks of one part. */
export function blocks(part: string): Block[] {
  const out: Block[] = [];
  const open: Open = { kind: null, lines: [] };
  let fence: string[] | null = null;
  for (const text of part.split("\n")) {
    if (/^\s*```/.test(text)) {
      if (fence) out.push({ is: "code", text: fence.join("\n") });
      else flush(open, out);
      fence = fence ? null : [];
    } else if (fence) fence.push(text);
    else line(text, open, out);
  }
  flush(open, out);
  if (fence) out.push({ is: "code", text: fence.join("\n") });
  return out;
}

/** One line without marks, for previews. */
export function plain(text: string): string {
  return text
    .replace(/```[\s\S]*?(```|$)/g, " ")
    .replace(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .replace(/\s?\[\d{1,3}\]/g, "")
    .replace(/(\*\*|`|^#{1,4}\s|^\s*[-*•]\s)/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}
