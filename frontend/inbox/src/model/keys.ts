/** Single-key commands. Off inside fields, with a modifier held, and while a word is being composed. Pure. */

export type Command =
  | "next"
  | "previous"
  | "open"
  | "escape"
  | "take"
  | "reply"
  | "note"
  | "close"
  | "return"
  | "filter"
  | "help"
  | "facts"
  | "tag"
  | "snooze"
  | "show-new"
  | "pick"
  | "pick-range"
  | "undo"
  | "hand-over"
  | `view-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;

export interface Key {
  key: string;
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
  composing: boolean;
  /** The focus is in a field, a menu or a dialog that needs its keys. */
  typing: boolean;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  j: "next",
  k: "previous",
  Enter: "open",
  Escape: "escape",
  t: "take",
  r: "reply",
  c: "note",
  e: "close",
  b: "return",
  "/": "filter",
  "?": "help",
  "]": "facts",
  ".": "show-new",
  "1": "view-1",
  "2": "view-2",
  "3": "view-3",
  "4": "view-4",
  "5": "view-5",
  "6": "view-6",
  "7": "view-7",
  "8": "view-8",
  l: "tag",
  x: "pick",
  X: "pick-range",
  z: "undo",
  a: "hand-over",
  s: "snooze",
};

export function command(pressed: Key, on: boolean): Command | null {
  if (pressed.composing || pressed.ctrl || pressed.meta || pressed.alt) return null;
  const known = Object.hasOwn(COMMANDS, pressed.key) ? (COMMANDS[pressed.key] ?? null) : null;
  if (known === "escape") return known;
  return pressed.typing || !on ? null : known;
}

export const HELP: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  ["Move", [["j", "Next conversation"], ["k", "Previous conversation"], ["Enter", "Open it"], ["Esc", "Back to the list"], ["1 – 8", "Switch view"], [".", "Show held-back rows"], ["/", "Search"]]],
  ["Act", [["t", "Take"], ["r", "Reply"], ["c", "Write a note"], ["b", "Return to the AI"], ["a", "Hand over"], ["e", "Resolve"], ["l", "Add a tag"], ["s", "Snooze"], ["z", "Undo"], ["x", "Pick, to do it with many"], ["Shift x", "Pick up to here"]]],
  ["Write", [["Enter", "Send"], ["Shift Enter", "New line"], ["Ctrl Enter", "Send, always"], ["Alt S", "Suggest a reply"], ["/", "Saved reply, at the start of a word"], ["Ctrl /", "Saved reply, anywhere"], ["@", "A colleague, in a note"], ["Esc", "Leave the field"]]],
  ["Look", [["]", "Details on or off"], ["?", "This page"]]],
];
