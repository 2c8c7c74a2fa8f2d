/** The JS API of the widget (docs/reference/js-api.md). Copy this file into your project. */
export type DeskbellState = "new" | "assistant" | "waiting" | "human" | "followup" | "closed";

export interface DeskbellUser {
  /** Signed on your server: HS256, with sub, aud (the site key) and exp. Only this counts as verified. */
  jwt?: string;
  name?: string;
  email?: string;
  phone?: string;
}

export interface DeskbellSettings {
  /** #rgb or #rrggbb. Black or white text is chosen for it. */
  color?: string;
  theme?: "auto" | "light" | "dark";
  side?: "left" | "right";
  /** Distance from the edge, as CSS lengths: "24px". */
  x?: string;
  y?: string;
  z?: string;
  /** Of the corners: "0px", "8px", "16px". */
  radius?: string;
  /** Words beside the icon; "": none. */
  label?: string;
  /** Without the launcher. */
  hide?: boolean;
  /** A selector: whatever it matches opens the panel. */
  launcher?: string;
  /** Before the language of the page and of the browser. */
  lang?: string;
  storage?: "local" | "session" | "none";
  /** "wait": nothing is shown or stored until `deskbell("consent", true)`. */
  consent?: "auto" | "wait";
  user?: DeskbellUser;
  /** What the page knows of its visitor, for the team: values of 256 letters, 2,000 altogether. */
  context?: Record<string, string | number | boolean>;
}

export interface DeskbellInfo {
  open: boolean;
  unread: number;
  state: DeskbellState;
  conversationId?: string;
  visitorId?: string;
}

export interface DeskbellEvents {
  ready: undefined;
  open: undefined;
  close: undefined;
  unread: number;
  message: { id: string; from: "assistant" | "operator"; text: string };
  send: string;
  state: DeskbellState;
  /** What the visitor has told of themselves. */
  lead: { name?: string | null; email?: string | null; phone?: string | null };
  /** The team is called. */
  handoff: { reason: string };
  /** How the visitor found it, 1 to 5. */
  csat: { score: number; comment?: string | null };
  feedback: { thumb: "up" | "down" | null; reason?: string | null };
  error: unknown;
}

type Off = () => void;

export interface Deskbell {
  (verb: "open" | "close" | "toggle" | "show" | "hide" | "human" | "reset" | "shutdown"): unknown;
  (verb: "ask" | "prefill" | "lang", text: string): unknown;
  (verb: "theme", theme: "auto" | "light" | "dark"): unknown;
  (verb: "update", settings: DeskbellSettings): unknown;
  (verb: "identify", user: DeskbellUser): unknown;
  (verb: "context", data: Record<string, string | number | boolean>): unknown;
  (verb: "track", name: string, data?: Record<string, string | number | boolean>): unknown;
  (verb: "consent", given: boolean): unknown;
  (verb: "get"): Promise<DeskbellInfo>;
  <E extends keyof DeskbellEvents>(verb: "on", event: E, listener: (detail: DeskbellEvents[E]) => void): Off;
  <E extends keyof DeskbellEvents>(verb: "once", event: E, listener: (detail: DeskbellEvents[E]) => void): Promise<Off>;
}

declare global {
  interface Window {
    deskbell: Deskbell;
    deskbellSettings?: DeskbellSettings;
  }
  const deskbell: Deskbell;
}
