/** What a list is narrowed to, as it stands in its address; and lists that are kept under a name. Pure. */
import type { State, Summary, View } from "./wire.ts";

export interface Only {
  state?: State;
  /** An id, or "me". */
  owner?: string;
  site?: string;
  tag?: string;
  /** Last active at this time or before, ms. */
  until?: string;
  /** A part of the address of the page. */
  page?: string;
  lang?: string;
  rating?: Rating;
  /** Whether there is an e-mail address: yes or no. */
  email?: string;
}

export type Rating = "good" | "fair" | "bad";

/** What 1 to 5 points come to. */
const ratingOf = (score: number): Rating => (score >= 4 ? "good" : score <= 2 ? "bad" : "fair");

export const everything: Only = {};
const NAMES = ["state", "owner", "tag", "site", "until", "page", "lang", "rating", "email"] as const;
const STATES: readonly string[] = ["assistant", "waiting", "human", "followup", "closed"] satisfies State[];
const ASKED: Partial<Record<keyof Only, (value: string) => boolean>> = {
  state: (value) => STATES.includes(value),
  until: (value) => /^\d{1,15}$/.test(value),
  rating: (value) => /^(good|fair|bad)$/.test(value),
  email: (value) => /^(yes|no)$/.test(value),
};

export function onlyFrom(asked: URLSearchParams): Only {
  const given = NAMES.flatMap((name) => {
    const value = asked.get(name);
    return value && (ASKED[name]?.(value) ?? true) ? [[name, value]] : [];
  });
  return given.length > 0 ? (Object.fromEntries(given) as Only) : everything;
}

/** The address of the list after its `?`, always in one order. */
export function queryOf(only: Only, q = ""): string {
  const params = new URLSearchParams();
  for (const name of NAMES) if (only[name]) params.set(name, only[name]);
  if (q) params.set("q", q);
  return params.toString().replaceAll("+", "%20");
}

/** What is loaded belongs to a view and what it is narrowed to. */
export const listKey = (view: View, only: Only): string => [view, queryOf(only)].filter(Boolean).join("?");

type Narrowed = Pick<Summary, "state" | "owner" | "site" | "tags" | "updated_at" | "page" | "visitor" | "rating" | "contact">;

export function fits(item: Narrowed, { state, owner, site, tag, until, page, lang, rating, email }: Only, me: string): boolean {
  if (state && item.state !== state) return false;
  if (owner && item.owner?.id !== (owner === "me" ? me : owner)) return false;
  if (site && item.site?.id !== site) return false;
  if (until && item.updated_at > Number(until)) return false;
  if (page && !item.page?.url?.toLowerCase().includes(page.toLowerCase())) return false;
  if (lang && item.visitor.lang !== lang) return false;
  if (rating && (item.rating === null || ratingOf(item.rating) !== rating)) return false;
  if (email && (item.contact.email ? "yes" : "no") !== email) return false;
  return !tag || item.tags.includes(tag);
}

export interface SavedView {
  id: string;
  name: string;
  view: View;
  query: string;
  shared: boolean;
  mine: boolean;
}

/** The kept list that is being looked at. */
export const viewHere = (views: readonly SavedView[], view: View, query: string): SavedView | undefined => views.find((one) => one.view === view && one.query === query);
