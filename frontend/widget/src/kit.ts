/** The seams between loader, panel and extra chunk: what each hands to the next. */
import type { Connection, Pipe } from "./connection";
import type { Sending } from "./outbox";
import type { Config, Frame, SentFile, Settings } from "./protocol";
import type { Item, State } from "./state";
import type { Make } from "./ui";

/** What the loader gives the panel. */
export interface Kit {
  config: Config;
  settings: Settings;
  root: ShadowRoot;
  h: Make;
  icon(path: string): Node;
  style(css: string): void;
  /** Called when something was styled. */
  styled?: () => void;
  /** Ends every listener at shutdown. */
  signal: AbortSignal;
  /** Read (one argument), write, or forget (null) a value of this site in the browser. `tab`: only for this tab. */
  keep(tab: boolean, name: string, value?: unknown): unknown;
  /** Open or shut the panel. */
  open(wanted: boolean, quiet?: boolean): Promise<void>;
  isOpen(): boolean;
  unread(count: number): void;
  emit(event: string, detail?: unknown): void;
  /** A verb of the JS API, or one of those that only the widget itself uses. */
  tell(verb: string, ...args: unknown[]): unknown;
}

/** What the loader calls. */
export interface Panel {
  show(open: boolean, quiet?: boolean): void;
  /** A verb of the JS API that the loader does not know. */
  verb(name: string, ...args: unknown[]): Promise<unknown>;
}

/** All there is to know, in one place: whoever changes it asks for a painting. */
export interface Model {
  state: State;
  sending: Sending[];
  /** While waiting: the assistant is to answer meanwhile. */
  assist?: boolean;
  /** Since when there is no connection; 0: there is one. */
  gone?: number;
  /** The connection, in its own words. */
  how?: 1 | 0 | 2 | -1;
  open?: boolean;
  unread?: number;
}

/** What the visitor can do. */
export interface Acts {
  send(text: string, files?: SentFile[]): void;
  /** The id under which it is answered. */
  act(what: Sending["t"], d?: object): string;
}

/** One row of the transcript. */
export type Entry = Pick<Item, "key" | "type" | "author" | "at"> & Partial<Item> & { sending?: Sending; live?: boolean };

export interface Row {
  element: HTMLElement;
  body?: HTMLElement;
  paint?: Painter | undefined;
}
/** What is in the transcript, by key. */
export type Rows = Map<string, Row>;

export type Painter = (text: string, whole: boolean) => string[];

/** What is needed from the server's first frame on: the conversation, formatted text, the wait for a person. */
export interface Extra {
  hear(frame: Frame): void;
  /** The visitor is back, or has opened or shut the panel: what may be missing is asked for, what they see is read. */
  wake(): void;
  /** The conversation by one plain request, without a connection. */
  pull(): void;
  detour(puzzle?: string): Promise<Pipe | string>;
  /** The verbs of the JS API that need the conversation. */
  verbs: Record<string, (...args: never[]) => unknown>;
  /** The visitor is writing. */
  typing(): void;
  /** After each painting of the transcript. */
  settle(rows: Rows, last: Entry | undefined, mine: boolean): void;
  /** The panel was opened. */
  land(model: Model): void;
  /** Go to the end of the transcript, and stay there. */
  end(): void;
  /** What changes with the clock alone. */
  tick(): void;
  painter(into: HTMLElement): Painter;
  time(entry: Entry): string;
  /** What is shown of the log: with a line where another day begins. */
  days(items: Item[]): Entry[];
  /** The line that marks a change of hands. */
  seam(entry: Entry): HTMLElement;
  /** Keeps what stands under a message up to date. */
  foot(entry: Entry, body: HTMLElement, last: boolean): void;
  /** What stands at the end: a question to the visitor, somebody writes, or the assistant owes an answer. */
  tail(owes: boolean): void;
}

/** What the extra chunk uses of the panel. */
export interface Desk extends Acts {
  kit: Kit;
  model: Model;
  link: Connection;
  /** The transcript. */
  log: HTMLElement;
  /** Hand an unconfirmed act to the server (again). */
  go(one: Sending): void;
  /** Store what is unconfirmed. */
  save(): void;
  /** Hand it over (again), and show it. */
  put(one: Sending): void;
  later(): void;
  paint(): void;
  prefill(text: string): void;
  /** For those who listen. */
  announce(text: string): void;
  /** Nothing is known of the visitor any more. */
  forget(): void;
}

/** What the chunks after that use besides. */
export interface Late extends Desk {
  /** Of the visitor, once there is one. */
  token(): string | undefined;
  /** Ask the server as the visitor; with a body: tell it. */
  call(path: string, body?: string): Promise<Response>;
  painter(into: HTMLElement): Painter;
}

export type MakeExtra = (desk: Desk) => Extra;
