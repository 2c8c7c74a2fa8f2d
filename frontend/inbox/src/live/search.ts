/** Looking for conversations: everywhere, not only in what is loaded. */
import type { AuthorKind, Summary } from "../model/wire.ts";
import { call } from "./api.ts";

export interface Hit {
  seq: number;
  by: AuthorKind;
  name: string | null;
  note: boolean;
  text: string;
  at: number;
}

export interface SearchResult {
  conversation: Summary;
  hit: Hit | null;
}

export const search = (q: string, before: number | null) =>
  call<{ results: SearchResult[]; next: number | null }>("GET", `/desk/v1/search?q=${encodeURIComponent(q)}${before ? `&before=${before}` : ""}`);
