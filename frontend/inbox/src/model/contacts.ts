/** The people a workspace knows: what the server tells of them, and the filters that stand in the address. Pure. */
import type { State, Summary } from "./wire.ts";

export type ContactSource = "widget" | "operator" | "import";

export interface Consent {
  text: string;
  at: number;
  by: string | null;
  conversation: string | null;
  withdrawn_at: number | null;
}

export interface Contact {
  id: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  source: ContactSource;
  site: string | null;
  custom: Record<string, string>;
  consents: Consent[];
  version: number;
  created_at: number;
  last: { id: string; state: State; at: number } | null;
  conversations: number;
}

export interface Told {
  source: string;
  by: string | null;
  conversation: string | null;
  at: number;
}

export interface OpenedContact {
  contact: Contact;
  told: Partial<Record<"name" | "email" | "phone", Told>>;
  timeline: Summary[];
  /** As whom else they were known, before contacts were merged. */
  also: Pick<Contact, "name" | "email" | "phone">[];
  /** Others with the same address or number. */
  alike: Contact[];
}

/** Two contacts beside each other, and as whom they would be known as one. */
export interface Compared {
  contacts: [Contact, Contact];
  after: Pick<Contact, "name" | "email" | "phone">;
  /** Those with a browser of which no site has signed who it is. */
  unproved: string[];
}

/** As whom else they were known, where that says something new. */
export function alsoKnown({ contact, also }: OpenedContact): string {
  const now = [contact.name, contact.email, contact.phone];
  const told = also.flatMap(({ name, email, phone }) => [name, email, phone].filter((value) => value !== null && !now.includes(value)));
  return [...new Set(told)].join(", ");
}

export const inOneLine = (who: Pick<Contact, "name" | "email" | "phone">): string => [who.name, who.email, who.phone].filter(Boolean).join(" · ");

export interface ContactsFound {
  contacts: Contact[];
  next: string | null;
  total: number;
}

export interface ImportReport {
  created: number;
  updated: number;
  unchanged: number;
  skipped: { number: number; reason: string }[];
  ignored: string[];
}

/** As the address has them; a day is written 2026-11-27 and means the reader's own. */
export interface Filters {
  q: string;
  /** "": a name, an address or a number; "all": also those who left none. */
  has: string;
  source: string;
  consent: string;
  from: string;
  to: string;
  by: string;
}

export const NO_FILTERS: Filters = { q: "", has: "", source: "", consent: "", from: "", to: "", by: "" };
const KEYS = Object.keys(NO_FILTERS) as (keyof Filters)[];
const ALLOWED: Partial<Record<keyof Filters, RegExp>> = {
  has: /^(all|name|email|phone)$/,
  source: /^(widget|operator|import)$/,
  consent: /^(true|false)$/,
  from: /^\d{4}-\d\d-\d\d$/,
  to: /^\d{4}-\d\d-\d\d$/,
  by: /^new$/,
};

export function filtersOf(query: string): Filters {
  const given = new URLSearchParams(query);
  const found = { ...NO_FILTERS };
  for (const key of KEYS) {
    const value = given.get(key) ?? "";
    if (ALLOWED[key]?.test(value) ?? true) found[key] = value;
  }
  return found;
}

export function queryOf(filters: Filters): string {
  const query = new URLSearchParams();
  for (const key of KEYS) if (filters[key]) query.set(key, filters[key]);
  return query.toString();
}

export const isFiltered = (filters: Filters): boolean => queryOf({ ...filters, by: "", has: filters.has === "all" ? "" : filters.has }) !== "";

function dayStart(day: string, plus: number): number {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + plus).getTime();
}

/** The same for the server, which knows no zone of the reader. */
export function askedOf(filters: Filters): string {
  const query = new URLSearchParams();
  for (const key of ["q", "source", "consent", "by"] as const) if (filters[key]) query.set(key, filters[key]);
  if (filters.has !== "all") query.set("has", filters.has || "any");
  if (filters.from) query.set("since", String(dayStart(filters.from, 0)));
  if (filters.to) query.set("until", String(dayStart(filters.to, 1)));
  return query.toString();
}

export function sourceName(contact: Pick<Contact, "source" | "site">): string {
  if (contact.source === "import") return "Import";
  if (contact.source === "operator") return "Added by hand";
  return contact.site ?? "Widget";
}

export function toldBy(told: Told): string {
  switch (told.source) {
    case "message":
      return "said in a message";
    case "assistant":
      return "told the assistant";
    case "card":
      return "filled in by the visitor";
    case "verified":
      return "signed by the site";
    case "page":
      return "said by the page, not signed";
    case "import":
      return told.by ? `imported by ${told.by}` : "imported";
    default:
      return told.by ? `entered by ${told.by}` : "entered by the team";
  }
}
