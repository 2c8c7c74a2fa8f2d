/** Every action there is, with its keys: the one table behind the keyboard, the page of keys and the command bar. Pure. */

/**
 * `app`: at any time. `talk`: with the conversation that is open, or whose row has the focus. `write`: with what is being
 * written. `field`: keys of the field itself, which are only listed.
 */
type With = "app" | "talk" | "write" | "field";

/** What is pressed, one after the other where there is a space; the modifiers of one press stand before it, with a plus. */
const TABLE = [
  ["Act", "take", "Take", "t", "talk"],
  ["Act", "reply", "Reply", "r", "talk"],
  ["Act", "note", "Write a note", "c", "talk"],
  ["Act", "close", "Resolve", "e", "talk"],
  ["Act", "return", "Return to the AI", "b", "talk"],
  ["Act", "hand-over", "Hand over to a colleague", "a", "talk"],
  ["Act", "tag", "Add a tag", "l", "talk"],
  ["Act", "snooze", "Snooze", "s", "talk"],
  ["Act", "unread", "Mark as unread", "u", "talk"],
  ["Act", "history", "This person’s history", "h", "talk"],
  ["Act", "undo", "Undo", "z", "app"],
  ["Act", "pick", "Pick, to do it with many", "x", "talk"],
  ["Act", "pick-range", "Pick up to here", "Shift+x", "talk"],
  ["Write", "suggest", "Suggest a reply", "Alt+s", "write"],
  ["Write", "shorter", "Rewrite: shorter", "", "write"],
  ["Write", "friendlier", "Rewrite: friendlier", "", "write"],
  ["Write", "formal", "Rewrite: more formal", "", "write"],
  ["Write", "fix", "Rewrite: correct mistakes", "", "write"],
  ["Write", "translate", "Translate for the visitor", "", "write"],
  ["Write", "send", "Send", "Enter", "field"],
  ["Write", "send-always", "Send, always", "Ctrl+Enter", "field"],
  ["Write", "send-close", "Send and resolve", "Ctrl+Shift+Enter", "field"],
  ["Write", "line", "New line", "Shift+Enter", "field"],
  ["Write", "saved", "Saved reply, anywhere", "Ctrl+/", "field"],
  ["Write", "saved-slash", "Saved reply, at the start of a word", "/", "field"],
  ["Write", "colleague", "A colleague, in a note", "@", "field"],
  ["Write", "use", "Use what was suggested", "Tab", "field"],
  ["Move", "next", "Next conversation", "j", "app"],
  ["Move", "previous", "Previous conversation", "k", "app"],
  ["Move", "open", "Open it", "Enter", "field"],
  ["Move", "escape", "Back, or out of the field", "Escape", "field"],
  ["Move", "show-new", "Show held-back rows", ".", "app"],
  ["Move", "search", "Search conversations", "/", "app"],
  ["Move", "facts", "Details on or off", "]", "talk"],
  ["Go to", "inbox", "Inbox", "g i", "app"],
  ["Go to", "view-needs", "Needs a human", "1 or g w", "app"],
  ["Go to", "view-mine", "Mine", "2 or g m", "app"],
  ["Go to", "view-assistant", "With AI", "3", "app"],
  ["Go to", "view-followup", "Follow-up", "4", "app"],
  ["Go to", "view-closed", "Resolved", "5", "app"],
  ["Go to", "view-all", "All", "6", "app"],
  ["Go to", "view-snoozed", "Snoozed", "7", "app"],
  ["Go to", "view-mentions", "Mentions", "8", "app"],
  ["Go to", "view-kept", "First saved view", "9", "app"],
  ["Go to", "contacts", "Contacts", "g c", "app"],
  ["Go to", "analytics", "Analytics", "g a", "app"],
  ["Go to", "knowledge", "Knowledge", "g k", "app"],
  ["Go to", "settings", "Settings", "g s", "app"],
  ["Anywhere", "bar", "Find or do anything", "Ctrl+k", "app"],
  ["Anywhere", "help", "All keys", "?", "app"],
  ["Anywhere", "take-oldest", "Take who has waited longest", "", "app"],
  ["Anywhere", "here", "Be available", "", "app"],
  ["Anywhere", "away", "Be away for 30 minutes", "", "app"],
  ["Anywhere", "off", "Be off shift", "", "app"],
  ["Anywhere", "theme", "Switch between light and dark", "", "app"],
  ["Anywhere", "sound", "Sound on or off", "", "app"],
  ["Anywhere", "keys", "Single keys on or off", "", "app"],
] as const satisfies readonly (readonly [string, string, string, string, With])[];

export type ActionId = (typeof TABLE)[number][1];

export interface Action {
  group: (typeof TABLE)[number][0];
  id: ActionId;
  name: string;
  /** Each a way to do it: presses, one after the other. */
  keys: readonly (readonly string[])[];
  with: With;
}

export const ACTIONS: readonly Action[] = TABLE.map(([group, id, name, keys, where]) => ({ group, id, name, keys: keys ? keys.split(" or ").map((one) => one.split(" ")) : [], with: where }));

export interface Pressed {
  key: string;
  /** The place on the keyboard: with Alt, the key itself may be another letter. */
  code: string;
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
  shift: boolean;
  composing: boolean;
  /** The focus is in a field, a menu or a dialog that needs its keys. */
  typing: boolean;
}

function pressOf({ key, code, ctrl, meta, alt, shift }: Pressed): string {
  const letter = alt && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key.length === 1 ? key.toLowerCase() : key;
  const shifted = shift && (key.length > 1 || /\p{L}/u.test(key));
  return [(ctrl || meta) && "Ctrl", alt && "Alt", shifted && "Shift", letter].filter(Boolean).join("+");
}

const listed = ACTIONS.flatMap(({ id, keys, with: where }) => (where === "field" ? [] : keys.map((presses) => ({ id, presses }))));
const is = (a: readonly string[], b: readonly string[]): boolean => a.join(" ") === b.join(" ");

/**
 * What a press means after those before it (`before`, at most a moment ago). Single keys act only outside fields and while
 * they are on; nothing acts while a word is being composed. `begun`: the presses of a longer way, so far.
 */
export function actionFor(pressed: Pressed, before: readonly string[], on: boolean): { id: ActionId | null; begun: readonly string[] } {
  const press = pressOf(pressed);
  const none = { id: null, begun: [] };
  if (pressed.composing || ["Control", "Meta", "Alt", "Shift"].includes(pressed.key)) return { id: null, begun: before };
  if (press === "Escape") return { id: "escape", begun: [] };
  if (!/^(Ctrl|Alt)\+/.test(press) && (pressed.typing || !on)) return none;
  for (const so of before.length > 0 ? [[...before, press], [press]] : [[press]]) {
    const found = listed.find(({ presses }) => is(presses, so));
    if (found) return { id: found.id, begun: [] };
    if (listed.some(({ presses }) => presses.length > so.length && is(presses.slice(0, so.length), so))) return { id: null, begun: so };
  }
  return none;
}

const NAMES: Readonly<Record<string, string>> = { Escape: "Esc", Enter: "↵" };
const ON_A_MAC: Readonly<Record<string, string>> = { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" };

/** The caps of one press, as this keyboard has them. */
export function caps(press: string, mac: boolean): string[] {
  const parts = press.split("+");
  return parts.map((part) => (mac ? ON_A_MAC[part] : undefined) ?? NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}
