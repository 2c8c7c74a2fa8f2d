/** The HTTP calls about people's data. */
import { askedOf, type AuditFilters, type AuditPage, type Gone } from "../model/privacy.ts";
import { call } from "./api.ts";
import { serverNow } from "./screen.ts";

interface Kept {
  days: number | null;
}

/** That it is still me. */
export interface Again {
  password: string;
  code: string;
}

/** `leaving_at`: when it goes, if it does. `plan`: one ends with it. */
export interface Whole {
  name: string;
  leaving_at: number | null;
  second_factor: boolean;
  plan: boolean;
}

export interface Packed {
  id: string;
  bytes: number;
  rows: number;
}

const of = (contact: string): string => `/desk/v1/contacts/${encodeURIComponent(contact)}`;

export const privacyApi = {
  kept: () => call<Kept>("GET", "/desk/v1/retention"),
  keep: (days: number | null) => call<Kept>("PUT", "/desk/v1/retention", { days }),
  audit: (filters: AuditFilters, before: number | null) =>
    call<AuditPage>("GET", `/desk/v1/audit?${askedOf(filters, serverNow())}${before === null ? "" : `&before=${before}`}`),
  sheet: (filters: AuditFilters): string => `/desk/v1/audit.csv?${askedOf(filters, serverNow())}`,
  whole: () => call<Whole>("GET", "/desk/v1/workspace"),
  pack: (again: Again) => call<Packed>("POST", "/desk/v1/workspace/file", again),
  packed: (id: string): string => `/desk/v1/workspace/file/${encodeURIComponent(id)}`,
  leave: (ending: Again & { name: string }) => call<{ leaving_at: number }>("POST", "/desk/v1/workspace/leaving", ending),
  stay: () => call<void>("DELETE", "/desk/v1/workspace/leaving"),
  removeExample: () => call<void>("DELETE", "/desk/v1/workspace/example"),
  wouldGo: (contact: string) => call<{ goes: Gone }>("GET", `${of(contact)}/erasure`),
  erase: (contact: string) => call<{ went: Gone }>("POST", `${of(contact)}/erasure`, { confirmed: true }),
  everything: (contact: string): string => `${of(contact)}/everything.json`,
};
