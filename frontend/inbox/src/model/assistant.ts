/** The assistant as the server tells of it: settings, costs, receipts, trying out, test questions. */
import type { Citation } from "./wire.ts";

export interface AssistantSettings {
  name: string;
  prompt: string;
  version: number;
  updated_at: number;
  options: AssistantOptions;
}

/** One setting that differs: two values, or a text line by line. */
export interface SettingChange {
  field: "name" | "prompt" | keyof AssistantOptions;
  before?: string | number | null;
  after?: string | number | null;
  lines?: { is: "same" | "out" | "in"; text: string }[];
}

/** What is in force, and the draft that would change it. */
export interface AssistantStanding extends AssistantSettings {
  draft: (AssistantSettings & { edit: number; based_on: number; by: string; changes: SettingChange[] }) | null;
}

/** `by`: who published it, "" for the first; `restores`: the version that was brought back with it. */
export interface AssistantVersion {
  version: number;
  name: string;
  at: number;
  by: string;
  restores: number | null;
}

/** `changed`: by it, in its time; `back`: what bringing it back would change now. */
export type ComparedVersion = AssistantVersion & { changed: SettingChange[]; back: SettingChange[] };

/** Money in millionths of a dollar; 0: no cap. */
export interface AssistantOptions {
  tone: "friendly" | "plain" | "formal";
  tone_note: string;
  length: "short" | "medium" | "long";
  must: string[];
  must_not: string[];
  languages: string[];
  /** How readily the assistant calls a person by itself. */
  calls: "asked" | "needed" | "early";
  /** One a line; "de: Chef" counts in German alone. */
  call_words: string[];
  /** Thumbs down until a person is offered. */
  offer_after: number;
  message_limit: number;
  cap_visitor_day: number;
  cap_day: number;
  cap_month: number;
}

interface Sum {
  cost: number;
  turns: number;
  tokens: number;
}

export interface Spending {
  today: Sum;
  month: Sum;
  /** Of this month: what the team's own use cost. */
  inside: Partial<Record<"console" | "checks" | "copilot", number>>;
  notices: { kind: string; text: string; times: number; last_at: number }[];
}

/** Why an answer said what it said. */
export interface Receipt {
  question: string | null;
  turn: string;
  model: string;
  prompt_version: number;
  stop_reason: string | null;
  error: string | null;
  checked: "ok" | "ungrounded" | "promise" | "leak";
  degraded: string | null;
  input_tokens: number;
  output_tokens: number;
  cache_read: number;
  cost: number;
  conversation_cost: number;
  started_at: number;
  first_text_at: number | null;
  finished_at: number | null;
  passages: { id: string; source: string; title: string; version: number; score: number; cited: boolean; text: string | null; changed: boolean }[];
}

/** Whether words call a person by themselves: `understood` in a language, or by a line of the workspace's own. */
export interface Calling {
  understood: string | null;
  word: string | null;
}

/** As if: nobody there, closed, by the draft, a browser that speaks `lang`, looking at `page`. */
export interface Pretended {
  nobody: boolean;
  closed: boolean;
  draft: boolean;
  lang: string;
  page: string;
}

/** What the assistant would say to a question, and why. */
export interface Tried {
  decision: "answer" | "unknown" | "handoff" | "failed";
  reason: string | null;
  text: string;
  citations: Citation[];
  passages: { id: string; source: string; title: string; version: number; score: number; cited: boolean }[];
  model: string;
  degraded: string | null;
  checked: string;
  prompt_version: number;
  input_tokens: number;
  output_tokens: number;
  cost: number;
  took: number;
  first_after: number | null;
}

export type Expect = "answer" | "unknown" | "handoff";

/** What the assistant must get right. */
export interface Golden {
  id: string;
  question: string;
  expect: Expect;
  facts: string[];
  created_at: number;
  created_by: string;
}

/** `before`: whether it passed when what was in force was asked last. */
export interface GoldenResult {
  golden_id: string;
  passed: boolean;
  before: boolean | null;
  decision: Tried["decision"];
  text: string;
  missing: string[];
  cost: number;
  took: number;
}

/** `edit`: of the draft that was asked, null for what is in force; `worse`: failed now, and did not fail before. */
export interface GoldenRun {
  id: string;
  version: number;
  edit: number | null;
  state: "running" | "done" | "cancelled" | "stopped";
  reason: string | null;
  total: number;
  asked: number;
  passed: number;
  worse: number;
  cost: number;
  started_at: number;
  started_by: string;
  finished_at: number | null;
}

export interface GoldenBoard {
  questions: Golden[];
  runs: GoldenRun[];
  results: GoldenResult[];
  outdated: boolean;
}

/** `asked` and `tried` from the log, `lines` by a model. */
export interface ShortStory {
  seq: number;
  asked: string[];
  tried: string[];
  lines: string[];
  model: string | null;
}

/** A reply for what the visitor wrote last; "" when the knowledge holds none. */
export interface Suggestion {
  seq: number;
  text: string;
  sources: { source: string; title: string }[];
  model: string;
  degraded: string | null;
}

export type Rewriting = "shorter" | "friendlier" | "formal" | "fix";

/** What is offered; the model may know more. */
export const SPOKEN = "ar bg ca cs cy da de el en es et eu fa fi fr ga gl he hi hr hu id is it ja ko lt lv mt nb nl pl pt ro ru sk sl sq sr sv th tr uk ur vi zh".split(" ");
