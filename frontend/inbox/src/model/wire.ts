/** The frames and records of the live protocol as this client reads them. Types only; no behaviour lives here. */
import type { SentFile } from "./files.ts";

export type State = "assistant" | "waiting" | "human" | "followup" | "closed";
export type AuthorKind = "contact" | "assistant" | "operator" | "system";

export interface Person {
  id: string;
  name: string;
}

export interface Author {
  kind: AuthorKind;
  id?: string | null;
  name?: string | null;
}

export interface Handoff {
  id: string;
  reason: string;
  requested_at: number;
}

/** The owner hands it to a colleague, who has until then to take it. */
export interface Offer {
  to: Person;
  until: number;
}

export interface Citation {
  n: number;
  id: string;
  title: string;
  url?: string | null;
}

export interface Page {
  url: string | null;
  title: string | null;
}

/** What a page tells of its visitor with a message: values that hold, and what they did last. */
export interface Told extends Page {
  data?: Record<string, string>;
  did?: { name: string; at: number; data?: Record<string, string> }[];
}

/** As far as the browser told: an IANA zone, a language such as pt-BR. */
export interface Visitor {
  zone: string | null;
  lang: string | null;
}

export interface ContactFields {
  name: string | null;
  email: string | null;
  phone: string | null;
}

interface Common {
  id: string;
  at: number;
  author: Author;
  /** False: the team's book-keeping, which leaves the conversation at its place in the list. */
  dated?: boolean;
}

export interface SaidEvent extends Common {
  type: "message";
  kind: "text" | "note" | "system";
  text: string;
  files?: SentFile[];
  cid?: string | null;
  turn?: string | null;
  citations?: Citation[];
  interrupted?: boolean;
  stopped?: boolean | string | null;
  /** Of an answer of the assistant: since when the visitor is still owed one. */
  unanswered_since?: number | null;
  /** Of a note: the colleagues whom it names. */
  mentions?: Person[];
  /** Of a visitor's message: where it was written. */
  page?: Told;
  /** It is not there any more. */
  removed?: { by: Person; at: number };
}

export interface StateEvent extends Common {
  type: "state";
  from: State | null;
  to: State;
  reason: string;
  code: string;
  text: string;
  owner: Person | null;
  waiting_since: number | null;
  unanswered_since?: number | null;
  deadline_at: number | null;
  assist: boolean;
  handoff: Handoff | null;
}

export interface AssistEvent extends Common {
  type: "assist";
  on: boolean;
}

export interface FailedEvent extends Common {
  type: "answer_failed";
  turn: string;
  text: string;
  retry?: boolean;
}

export interface ContactEvent extends Common, ContactFields {
  type: "contact";
  source?: "message" | "assistant" | "operator" | "card" | "verified" | "page" | "import" | "merged";
  /** Whose conversation it is now, where two contacts were found to be one person. */
  contact_id?: string;
}

export type Thumb = "up" | "down";

export interface FeedbackEvent extends Common {
  type: "feedback";
  of: number;
  thumb: Thumb | null;
  reason: string | null;
  offer: boolean;
}

export interface AskedEvent extends Common {
  type: "asked";
  skipped?: string;
}

export interface SurveyEvent extends Common {
  type: "survey";
  score: number;
  comment: string | null;
}

export interface TagsEvent extends Common {
  type: "tags";
  tags: string[];
  added: string[];
  removed: string[];
}

export interface SnoozeEvent extends Common {
  type: "snooze";
  until: number | null;
  reason: "operator" | "time";
}

export interface OfferEvent extends Common {
  type: "offer";
  offer: Offer | null;
  reason: "operator" | "called_back" | "declined";
}

/** `is`: what stands at `of` from now on. `turn`: the answer that was being made with it in mind is not given. */
export interface RemovedEvent extends Common {
  type: "removed";
  of: number;
  is: SaidEvent;
  turn?: string;
}

export type HiddenEvent = Common & { type: "hidden" };

export type LogEvent = SaidEvent | StateEvent | AssistEvent | FailedEvent | ContactEvent | FeedbackEvent | AskedEvent | SurveyEvent | TagsEvent | SnoozeEvent | OfferEvent | RemovedEvent | HiddenEvent;
export type LogEntry = LogEvent & { s: number; e: number };

export interface Conversation {
  id: string;
  state: State;
  epoch: number;
  seq: number;
  owner: Person | null;
  waiting_since: number | null;
  deadline_at: number | null;
  assist: boolean;
  /** What the visitor has just been asked for. */
  asking?: string | null;
  handoff: Handoff | null;
  unanswered_since: number | null;
  tags: string[];
  snoozed_until: number | null;
  offer: Offer | null;
  /** What the visitor said last of how it went, 1 to 5. */
  rating: number | null;
  visitor: Visitor;
  contact: ContactFields & { id?: string | null };
  page: Page | null;
  site: Person | null;
  created_at: number;
  updated_at: number;
  read: { contact: number; operator: number };
}

export interface Summary {
  id: string;
  state: State;
  epoch: number;
  seq: number;
  owner: Person | null;
  waiting_since: number | null;
  deadline_at: number | null;
  unanswered_since: number | null;
  handoff: Handoff | null;
  tags: string[];
  snoozed_until: number | null;
  offer: Offer | null;
  rating: number | null;
  visitor: Visitor;
  contact: { id?: string | null; name: string | null; email: string | null };
  page: Page | null;
  site: Person | null;
  last: { seq: number; author: Author; kind: string; text: string; at: number } | null;
  last_contact_seq: number;
  /** The newest note that names an operator, by operator. */
  mentions: Readonly<Record<string, number>>;
  created_at: number;
  updated_at: number;
  read_upto?: number;
  /** Put back among the unread by me. */
  unread?: boolean;
}

export type View = "needs" | "mine" | "assistant" | "followup" | "closed" | "all" | "snoozed" | "mentions";
export type Counts = Record<View | "unassigned", number>;

export interface ConversationPage {
  conversations: Summary[];
  next: string | null;
  counts: Counts;
  feed: number;
  now: number;
}

export interface Me {
  operator: { id: string; name: string; email: string; role: string };
  workspace: Person;
  /** `model`: whether one is set up. */
  assistant: { name: string; model: boolean };
  available: boolean;
  away_until: number | null;
  ignored: boolean;
  idle: boolean;
  /** Plans are sold here, and this is the owner. */
  billing: boolean;
  /** This server sends mail. */
  mail: boolean;
  /** A made-up conversation is shown while there is no real one. */
  example: boolean;
  now: number;
}

/** On shift or not; away until a moment, and back by itself; off shift because two rings in a row were ignored; counted as away because nobody touches the dashboard. */
export interface Availability {
  available: boolean;
  away_until: number | null;
  ignored: boolean;
  idle: boolean;
}

export interface Snap {
  conversation: Conversation;
  events: LogEntry[];
  more: boolean;
  turn: { gen: string; text: string } | null;
}

export interface Refusal {
  code: string;
  message: string;
  retry?: boolean;
  retry_after?: number;
  by?: Person;
  seq?: number;
}

export interface Ack {
  t: "ack";
  id: string;
  c?: string;
  s?: number;
  e?: number;
  /** `id`: of the event that was written; without it nothing had to be. `answers`: of many at once. */
  d?: { cid?: string; id?: string; at?: number; answers?: (Ack | Nack)[] };
}

export interface Nack {
  t: "nack";
  id?: string;
  c?: string;
  d: Refusal;
}

export type ServerFrame =
  | { t: "welcome"; d: { conn: string; now: number; hb?: number; assistant?: { name: string } } }
  | Ack
  | Nack
  | { t: "ev"; c: string; s: number; e: number; d: LogEvent }
  | { t: "snap"; c: string; s: number; e: number; d: Snap }
  | { t: "delta"; c: string; e: number; d: { gen: string; off: number; text: string } }
  | { t: "thinking"; c: string; e: number; d: { gen: string } }
  | { t: "feed"; s: number; d: { conversations: Summary[]; snapshot?: boolean; more?: boolean } }
  | { t: "typing"; c: string; d: { author: "contact" | "operator" | "assistant"; name?: string | null } }
  | { t: "looking"; c: string; d: Person }
  | { t: "read"; c: string; d: { by: "contact" | "operator"; upto: number; unread?: boolean } }
  | { t: "presence"; c: string; d: { contact: "online" | "away" } }
  | { t: "ring"; c: string; e: number; d: { step: number; waiting_since: number | null; state: State } }
  | { t: "unsent"; c: string; d: { mode: "text" | "note"; text: string } }
  | { t: "available"; d: Availability }
  | { t: "ping"; d: { heads?: Record<string, number>; feed?: number } }
  | { t: "drain"; d: { within_ms: number } };

export interface ClientFrame {
  t: string;
  c?: string;
  e?: number;
  id?: string;
  d: Record<string, unknown>;
}

/** What can be asked who changed it last. */
export type Changes = "capture" | "hours" | "key" | "mail" | "origin" | "retention" | "site" | "source" | "team" | "times" | "webhook";

/** `by`: a name, empty for the command line. */
export interface Changed {
  by: string;
  at: number;
  words: string;
}
