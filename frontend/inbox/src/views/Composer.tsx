/** Where an answer or a note is written. What is written stays with its conversation. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { draftOf, withDraft, type Mode } from "../model/drafts.ts";
import { leftOpen } from "../model/replies.ts";
import { visitorName } from "../model/words.ts";
import type { Conversation } from "../model/wire.ts";
import { composerCame, typing } from "../live/acts.ts";
import { myId, screen, setKey, useScreen, type Held } from "../live/screen.ts";
import { send } from "../live/sending.ts";
import { resolve } from "../live/together.ts";
import { AttachButton, pasted, useAttached } from "./Attach.tsx";
import { GhostBlock, GhostButtons, useGhost } from "./Ghost.tsx";
import { HeldNotice } from "./HeldNotice.tsx";
import { Icon } from "./Icon.tsx";
import { InsertMenu, MENU, optionId, useInsertMenu } from "./InsertMenu.tsx";
import { endIsShown } from "./places.ts";

const LIMIT = 4_000;
const NEAR_LIMIT = 3_600;

/** The newest thing on the page: its end, or, further up, what was seen before. Beyond that the operator cannot know. */
function seenNow(c: string): number {
  const { desk } = screen.get();
  const known = desk.threads[c]?.conversation.seq ?? 0;
  return endIsShown(c) ? known : Math.max(desk.seen[c] ?? 0, desk.feed.items.get(c)?.read_upto ?? 0);
}

/** What is being written decides; else what was chosen; else what makes sense. */
function modeFor(conversation: Conversation, chosen: Mode | undefined, begun: boolean): Mode {
  if (chosen) return chosen;
  return othersOwn(conversation) && !begun ? "note" : "text";
}

function othersOwn({ state, owner }: Conversation): boolean {
  return state === "human" && owner !== null && owner.id !== myId();
}

/** A colleague may take it while I write: said at once, not only when I send. */
function heldNow(conversation: Conversation, held: Held | undefined, mode: Mode, text: string): Held | undefined {
  if (!othersOwn(conversation) || mode !== "text" || !text.trim() || !conversation.owner) return held?.is === "taken" ? undefined : held;
  return { is: "taken", by: conversation.owner, mode };
}

/** How an answer reaches somebody who has left; nothing to say of who is there. */
function reaches({ id, contact }: Conversation): string {
  const { threads, me } = screen.get().desk;
  if (threads[id]?.presence !== "away") return "";
  return contact.email && me?.mail ? "Will be e-mailed." : "Read when they return.";
}

function hintFor(conversation: Conversation, mode: Mode, assistant: string): string {
  if (mode === "note") return "Only your team sees this. @ names a colleague.";
  if (othersOwn(conversation)) return `${conversation.owner?.name ?? "A colleague"} has this conversation.`;
  if (conversation.state === "closed") return "Sending reopens it, with you.";
  if (conversation.state === "assistant") return `Sending takes it over from ${assistant}.`;
  const reached = reaches(conversation);
  return conversation.owner?.id === myId() ? reached : `Sending takes it. ${reached}`.trim();
}

function Modes({ c, mode }: { c: string; mode: Mode }) {
  return (
    <div class="modes" role="radiogroup" aria-label="What to write">
      {(["text", "note"] as const).map((one) => (
        <label key={one} class="mode">
          <input type="radio" name={`mode-${c}`} checked={mode === one} onChange={() => setKey("modes", c, one)} />
          <span>{one === "text" ? "Reply" : "Note"}</span>
        </label>
      ))}
    </div>
  );
}

function useGrow(text: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const el = field.current;
    if (!el || CSS.supports("field-sizing", "content")) return;
    el.style.setProperty("height", "auto");
    el.style.setProperty("height", `${el.scrollHeight}px`);
  }, [text]);
  return field;
}

/** Enter sends on a desk unless one wants it otherwise, makes a new line on glass; with Ctrl or Cmd it always sends; never while a word is composed. */
function sends(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || event.shiftKey || event.altKey) return false;
  return event.ctrlKey || event.metaKey || (screen.get().prefs.enter && !matchMedia("(pointer: coarse)").matches);
}

/** Sent, and the conversation is over. */
function sendsAndCloses(event: KeyboardEvent): boolean {
  return event.key === "Enter" && event.shiftKey && (event.ctrlKey || event.metaKey) && !event.isComposing && event.keyCode !== 229;
}

export function Composer({ conversation }: { conversation: Conversation }) {
  const { id, state } = conversation;
  const [chosen, begun] = useScreen((s) => [s.modes[id], draftOf(s.drafts, id, "text") !== ""] as const);
  const mode = modeFor(conversation, chosen, begun);
  const [text, assistant, refused] = useScreen((s) => [draftOf(s.drafts, id, mode), s.desk.me?.assistant.name || "the assistant", s.held[id]] as const);
  const held = heldNow(conversation, refused, mode, text);
  const field = useGrow(text);
  useLayoutEffect(() => composerCame(field.current), []);
  const write = (next: string): void => {
    screen.set((known) => ({ ...known, drafts: withDraft(known.drafts, id, mode, next) }));
    if (mode === "text" && next.trim() && state !== "closed") typing(id);
  };
  const open = leftOpen(text);
  const attached = useAttached(id, mode);
  const { ready, going, Tray } = attached;
  const empty = text.trim() === "" && ready.length === 0;
  /** Pressed while something was still going up. */
  const [waits, setWaits] = useState(false);
  /** True: it has gone out. */
  const submit = (event?: Event): boolean => {
    event?.preventDefault();
    const words = text.trim();
    const goes = !going && !empty && words.length <= LIMIT && open.length === 0 && held?.is !== "taken";
    if (going) setWaits(true);
    if (goes) {
      send(id, mode, words, held?.is === "stale" ? null : seenNow(id), ready);
      attached.clear();
    }
    field.current?.focus();
    return goes;
  };
  useEffect(() => {
    if (!waits || going) return;
    setWaits(false);
    if (attached.items.every((one) => one.file)) submit();
  }, [waits, going]);
  const drafting = useGhost(conversation, text, write);
  const menu = useInsertMenu(conversation, field, mode, write);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (menu.key(event)) {
      event.preventDefault();
      return;
    }
    const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (plain && event.key === "Tab" && drafting.ghost.is === "text") {
      event.preventDefault();
      drafting.use();
    } else if (plain && event.key === "Escape" && drafting.ghost.is !== "none") {
      event.preventDefault();
      drafting.drop();
    } else if (sendsAndCloses(event)) {
      if (submit(event)) resolve([id]);
    } else if (sends(event)) submit(event);
  };
  const name = visitorName(conversation.contact, id);
  useScreen((s) => s.desk.threads[id]?.presence); // which the hint tells of
  const hint = held?.is === "taken" ? "" : hintFor(conversation, mode, assistant);
  return (
    <form class={`composer composer-${mode}`} onSubmit={submit}>
      {held && <HeldNotice conversation={conversation} held={held} />}
      <div class="composer-box">
        <Modes c={id} mode={mode} />
        {mode === "text" && <GhostBlock of={drafting} />}
        {Tray && <Tray at={attached.at} />}
        <InsertMenu of={menu} />
        <textarea
          id="composer"
          ref={field}
          rows={1}
          value={text}
          aria-label={mode === "note" ? "Note for the team" : `Reply to ${name}`}
          placeholder={mode === "note" ? "A note for the team" : `Reply to ${name}`}
          aria-describedby="composer-hint"
          dir="auto"
          aria-controls={menu.open ? MENU : undefined}
          aria-activedescendant={menu.open && menu.found.length > 0 ? optionId(menu.open.at) : undefined}
          onInput={(event) => {
            write(event.currentTarget.value);
            menu.look(event.currentTarget.value, event.currentTarget.selectionStart);
          }}
          onPaste={(event) => pasted(event, attached)}
          onBlur={menu.close}
          onKeyDown={onKeyDown}
        />
        <div class="composer-foot">
          <AttachButton of={attached} />
          <p id="composer-hint">{open.length > 0 ? `Fill in ${open.map((name) => `{{${name}}}`).join(", ")} before you send.` : hint}</p>
          {mode === "text" && <GhostButtons of={drafting} written={text.trim() !== ""} />}
          {text.length > NEAR_LIMIT && <span class={text.length > LIMIT ? "count-left count-over" : "count-left"}>{LIMIT - text.length}</span>}
          <button class="button button-ink button-send" disabled={(empty && !going) || text.length > LIMIT || open.length > 0 || held?.is === "taken"}>
            {waits ? "Uploading…" : held?.is === "stale" ? "Send anyway" : mode === "note" ? "Add note" : "Send"}
            <Icon name="send" size={16} />
          </button>
        </div>
      </div>
    </form>
  );
}
