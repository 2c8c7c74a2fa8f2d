/** What can be inserted while writing: saved replies after `/` (or by Ctrl+/), colleagues after `@` in a note. Words narrow them, the arrow keys choose. */
import { useEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";
import type { Mode } from "../model/drafts.ts";
import { atAt, begun } from "../model/mentions.ts";
import { filledIn, matching, slashAt, valuesFor, type Reply } from "../model/replies.ts";
import type { Conversation } from "../model/wire.ts";
import { colleagues } from "../live/colleagues.ts";
import { bringFiles, replies } from "../live/replies.ts";
import { screen } from "../live/screen.ts";
import { FilesMark } from "./FilesMark.tsx";

interface Open {
  what: "reply" | "colleague";
  /** What is replaced: from here to the caret. */
  from: number;
  query: string;
  at: number;
}

interface Choice {
  id: string;
  name: string;
  /** What is inserted. */
  words: string;
  reply?: Reply;
}

function valuesOf({ contact, site }: Conversation) {
  const { me } = screen.get().desk;
  return valuesFor({ contact, operator: me?.operator.name ?? "", assistant: me?.assistant.name ?? "", workspace: me?.workspace.name ?? "", site: site?.name ?? null });
}

function choices({ what, query }: Open, conversation: Conversation): Choice[] {
  if (what === "colleague") return begun(colleagues.known() ?? [], query).map(({ id, name }) => ({ id, name, words: `@${name} ` }));
  return matching(replies.known() ?? [], query).map((reply) => ({ id: reply.id, name: reply.name, words: filledIn(reply.text, valuesOf(conversation)), reply }));
}

function lookedFor(text: string, caret: number, mode: Mode): Open | null {
  const reply = slashAt(text, caret);
  if (reply) return { what: "reply", ...reply, at: 0 };
  const colleague = mode === "note" ? atAt(text, caret) : null;
  return colleague && { what: "colleague", ...colleague, at: 0 };
}

export function useInsertMenu(conversation: Conversation, field: RefObject<HTMLTextAreaElement | null>, mode: Mode, write: (text: string) => void) {
  const [open, setOpen] = useState<Open | null>(null);
  const [, came] = useState(0);
  const what = open?.what;
  const found = open ? choices(open, conversation) : [];
  useEffect(() => {
    const load: Promise<unknown> | undefined = what === "reply" ? replies.load() : mode === "note" ? colleagues.load() : undefined;
    load?.then(() => came((n) => n + 1), () => undefined);
  }, [what, mode]);

  /** After each change of the text: is something being looked for? */
  const look = (text: string, caret: number): void => setOpen(lookedFor(text, caret, mode));
  const insert = ({ words, reply }: Choice): void => {
    const el = field.current;
    if (!el || !open) return;
    const caret = open.from + words.length;
    write(el.value.slice(0, open.from) + words + el.value.slice(el.selectionEnd));
    setOpen(null);
    if (reply?.files.length) void bringFiles(reply, conversation.id, mode);
    requestAnimationFrame(() => {
      el.focus();
      el.setSelectionRange(caret, caret);
    });
  };
  /** True: the key was for the menu. */
  const key = (event: KeyboardEvent): boolean => {
    if (event.isComposing) return false;
    if (event.key === "/" && (event.ctrlKey || event.metaKey)) {
      const el = event.currentTarget as HTMLTextAreaElement;
      setOpen(open ? null : { what: "reply", from: el.selectionStart, query: "", at: 0 });
      return true;
    }
    if (!open || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "Escape") {
      setOpen(null);
      return true;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      setOpen({ ...open, at: (open.at + step + found.length) % found.length });
      return true;
    }
    const choice = found[open.at];
    if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && choice) {
      insert(choice);
      return true;
    }
    return false;
  };
  const none = what === "reply" && !replies.known()?.length;
  return { open, found, none, look, key, insert, close: () => setOpen(null) };
}

export type Menu = ReturnType<typeof useInsertMenu>;

export const MENU = "insert-menu";
export const optionId = (at: number): string => `${MENU}-${at}`;

export function InsertMenu({ of: { open, found, none, insert } }: { of: Menu }) {
  if (!open || (found.length === 0 && (open.query !== "" || open.what === "colleague"))) return null;
  return (
    <div class="reply-menu">
      <ul id={MENU} role="listbox" aria-label={open.what === "reply" ? "Saved replies" : "Colleagues"}>
        {found.map((choice, at) => (
          <li
            key={choice.id}
            id={optionId(at)}
            role="option"
            aria-selected={at === open.at}
            onPointerDown={(event) => {
              event.preventDefault();
              insert(choice);
            }}
          >
            <span class="reply-name">
              {choice.name}
              {choice.reply && choice.reply.files.length > 0 && <FilesMark n={choice.reply.files.length} />}
            </span>
            {open.what === "reply" && (
              <span class="reply-text" dir="auto">
                {choice.words}
              </span>
            )}
          </li>
        ))}
      </ul>
      {none && (
        <p class="quiet reply-none">
          No saved replies yet. <a href="/settings/replies">Write the first</a>
        </p>
      )}
    </div>
  );
}
