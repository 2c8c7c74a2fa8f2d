/** What travels between widget and server (docs/develop/live-protocol.md), and the configuration. No behaviour. */
import type en from "../texts/en.json";

/** Every text of the widget in one language (those of `later` come with the conversation); besides, the words for a state event's code, where ours are to be used. */
export type Texts = Record<keyof typeof en.first | keyof typeof en.later, string> & { [code: string]: string | undefined };

/** The JSON object that the server writes in place of the placeholder in loader.js. */
export interface Config {
  key: string;
  /** What the names of everything stored begin with. */
  box: string;
  base: string;
  /** Where the panel's module is, and the texts that come with the conversation. */
  panel: string;
  words: string;
  api: string;
  name: string;
  business: string;
  color: string;
  side: "left" | "right";
  /** The path of the launcher's icon. */
  glyph: string;
  label?: string;
  greeting: string;
  suggestions: string[];
  lang: string;
  dir: "ltr" | "rtl";
  texts: Texts;
  storage: "local" | "session" | "none";
  /** Files may be sent. */
  files?: number;
  /** Answers may be rated. */
  thumbs?: number;
  /** It is said that it is Deskbell. */
  brand?: number;
  /** Silent, until the visitor wants to hear it. */
  mute?: number;
  /** Where `Says` is, on sites that have any. */
  says?: string;
  /** What stands below the field for a detail, and the page that it may lead to. */
  terms: string;
  privacy: string;
  /** The languages that the server has. */
  langs: string[];
}

/** What a site says on certain pages and by itself; `on`: a regular expression of their addresses. */
export interface Says {
  /** Above the conversation, until it is sent away. */
  notice: string;
  /** What is said first there. The first that fits counts. */
  pages: { on: string; greeting?: string; suggestions?: string[] }[];
  /** Above the launcher: `at` seconds on the page, `at` seconds without a move, `at` percent of it, or on leaving it. */
  nudges: { on?: string; when: "after" | "idle" | "scroll" | "leave"; at: number; returning?: boolean; text: string }[];
}

/** What a page may choose for itself: `window.deskbellSettings`, the script's `data-` attributes, `update`. */
export interface Settings {
  color?: string;
  /** Black or white, on that colour. */
  ink?: string;
  side?: "left" | "right";
  theme?: "auto" | "light" | "dark";
  x?: string;
  y?: string;
  z?: string;
  /** Of the corners. */
  radius?: string;
  /** Beside the icon of the launcher. */
  label?: string;
  hide?: boolean;
  launcher?: string;
  lang?: string;
  storage?: "local" | "session" | "none";
  consent?: "auto" | "wait";
  /** A regular expression of the addresses without a widget. */
  out?: string;
  /** When the team comes and goes, in turn, on sites that have no widget while it is away. */
  shifts?: number[];
  /** What the page knows, for the team. */
  context?: object;
  /** What of it goes with the next message. */
  told?: Told;
  user?: { jwt?: string; name?: string; email?: string; phone?: string };
}

/** `data`: what holds now; `did`: what happened last. */
export interface Told {
  data?: object;
  did?: { name: string; at: number; data?: object | undefined }[];
}

export type Field = "email" | "name" | "phone";
export type Details = Partial<Record<Field, string | null>>;

export type Phase = "assistant" | "waiting" | "human" | "followup" | "closed";

export interface Person {
  id?: string;
  name?: string;
}

export interface Author extends Person {
  kind: "contact" | "assistant" | "operator" | "system";
}

export interface Citation {
  n: number;
  id: string;
  title: string;
  url?: string | null;
}

/** A file of a message; `w` and `h`: of a picture, in pixels. */
export interface SentFile {
  id: string;
  name: string;
  kind: string;
  size: number;
  w?: number;
  h?: number;
}

/** One durable event. The fields that a type does not have are absent. */
export interface LogEvent {
  id: string;
  type: string;
  at: number;
  author: Author;
  kind?: string;
  text?: string;
  files?: SentFile[];
  cid?: string | null;
  turn?: string | null;
  citations?: Citation[];
  /** What else could be asked. */
  next?: string[];
  interrupted?: boolean;
  stopped?: boolean;
  to?: Phase;
  from?: Phase | null;
  code?: string | null;
  owner?: Person | null;
  waiting_since?: number | null;
  assist?: boolean;
  on?: boolean;
  /** The seq that a thumb or a removal is about. */
  of?: number;
  /** Of a removal: what stands there now. */
  is?: LogEvent;
  removed?: object;
  thumb?: "up" | "down" | null;
  reason?: string | null;
  offer?: boolean;
  /** What the visitor is asked for from now on; null: nothing more. */
  asks?: Field | null;
  /** When a closed team is back. */
  back_at?: number;
  /** How many wait longer; within how many minutes four of five requests at this hour were taken. */
  queue?: { ahead: number; minutes: number | null };
}

/** The part of the server's projection that a visitor's screen depends on. */
export interface Projection {
  id: string;
  state: Phase | "new";
  owner: Person | null;
  waiting_since: number | null;
  assist: boolean;
  asking: Field | null;
  contact: Details;
  read: { contact: number; operator: number };
}

/** How a conversation was, in the visitor's eyes. */
export interface Survey {
  score: number;
  comment?: string | null;
}

// The body depends on `t`, and unknown fields are ignored by contract.
export type Body = any;

export interface Frame {
  t: string;
  c?: string;
  s?: number;
  e?: number;
  id?: string;
  d?: Body;
}
