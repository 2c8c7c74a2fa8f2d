/** What the assistant knows and where it is from, as the server tells it. Types only. */

export type GapStatus = "open" | "answered" | "ignored" | "human_only";

/** Questions that are one, and were not answered well. */
export interface Gap {
  id: string;
  question: string;
  status: GapStatus;
  source: string | null;
  count: number;
  recent: number;
  before: number;
  again: number;
  signs: Record<string, number>;
  first_at: number;
  last_at: number;
}

export interface OpenedGap extends Gap {
  examples: { conversation: string; seq: number; at: number; question: string }[];
  draft: string;
}

/** A file, a page or a site that is read. `waiting`: pages still to be read in this round; `troubled`: not readable. */
export interface Origin {
  id: string;
  kind: "file" | "page" | "site";
  address: string;
  include: string[];
  exclude: string[];
  state: "queued" | "fetching" | "indexed" | "unchanged" | "failed" | "stale";
  reason: string | null;
  pages: number;
  waiting: number;
  troubled: number;
  passages: number;
  updated_at: number;
}

export interface Source {
  id: string;
  kind: "qa" | "text";
  title: string;
  question?: string | null;
  body: string;
  version: number;
  updated_at: number;
  passages?: number;
}

/** How far passages have been read for search by meaning. */
export interface Meaning {
  model: string;
  done: number;
  waiting: number;
  failure: string | null;
}

/** One page of a file, page or site. */
export interface ReadPage {
  id: string;
  address: string;
  title: string;
  state: "queued" | "indexed" | "unchanged" | "failed" | "stale";
  reason: string | null;
  fetched_at: number | null;
}

/** What an entry said before. */
export interface SourceVersion {
  version: number;
  title: string;
  question: string | null;
  body: string;
  at: number;
}
