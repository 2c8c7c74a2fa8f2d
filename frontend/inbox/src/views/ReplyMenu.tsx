/** Saved replies while writing: `/` or Ctrl+/ opens them, words narrow them, the arrow keys choose. */
import { useEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";
import { filledIn, matching, slashAt, valuesFor, type Reply } from "../model/replies.ts";
import type { Conversation } from "../model/wire.ts";
import { knownReplies, loadReplies } from "../live/replies.ts";
import { screen } from "../live/screen.ts";

interface Open {
  /** What is replaced: from here to the caret. */
  from: number;
  query: string;
  at: number;
}

function valuesOf({ contact, site }: Conversation) {
  const { me } = screen.get().desk;
  return valuesFor({ contact, operator: me?.operator.name ?? "", assistant: me?.assistant.name ?? "", workspace: me?.workspace.name ?? "", site: site?.name ?? null });
}

export function useReplyMenu(conversation: Conversation, field: RefObject<HTMLTextAreaElement | null>, write: (text: string) => void) {
  const [open, setOpen] = useState<Open | null>(null);
  const [replies, setReplies] = useState<readonly Reply[]>(knownReplies);
  const found = open ? matching(replies, open.query) : [];
  useEffect(() => {
    if (open) loadReplies().then(setReplies, () => undefined);
  }, [open === null]);

  /** After each change of the text: is a reply being looked for? */
  const look = (text: string, caret: number): void => {
    const asked = slashAt(text, caret);
    setOpen(asked && { ...asked, at: 0 });
  };
  const insert = (reply: Reply): void => {
    const el = field.current;
    if (!el || !open) return;
    const words = filledIn(reply.text, valuesOf(conversation));
    const caret = open.from + words.length;
    write(el.value.slice(0, open.from) + words + el.value.slice(el.selectionEnd));
    setOpen(null);
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
      setOpen(open ? null : { from: el.selectionStart, query: "", at: 0 });
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
    const reply = found[open.at];
    if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && reply) {
      insert(reply);
      return true;
    }
    return false;
  };
  const preview = (reply: Reply): string => filledIn(reply.text, valuesOf(conversation));
  return { open, found, preview, none: replies.length === 0, look, key, insert, close: () => setOpen(null) };
}

export type Menu = ReturnType<typeof useReplyMenu>;

export const MENU = "reply-menu";
export const optionId = (at: number): string => `${MENU}-${at}`;

export function ReplyMenu({ of: { open, found, preview, none, insert } }: { of: Menu }) {
  if (!open || (found.length === 0 && open.query !== "")) return null;
  return (
    <div class="reply-menu">
      <ul id={MENU} role="listbox" aria-label="Saved replies">
        {found.map((reply, at) => (
          <li
            key={reply.id}
            id={optionId(at)}
            role="option"
            aria-selected={at === open.at}
            onPointerDown={(event) => {
              event.preventDefault();
              insert(reply);
            }}
          >
            <span class="reply-name">{reply.name}</span>
            <span class="reply-text" dir="auto">
              {preview(reply)}
            </span>
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
