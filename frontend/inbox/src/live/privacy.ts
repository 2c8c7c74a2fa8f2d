/** The HTTP calls about people's data. */
import { askedOf, type AuditFilters, type AuditPage, type Gone } from "../model/privacy.ts";
import { call } from "./api.ts";

interface Kept {
  days: number | null;
}

const of = (contact: string): string => `/desk/v1/contacts/${encodeURIComponent(contact)}`;

export const privacyApi = {
  kept: () => call<Kept>("GET", "/desk/v1/retention"),
  keep: (days: number | null) => call<Kept>("PUT", "/desk/v1/retention", { days }),
  audit: (filters: AuditFilters, before: number | null) =>
    call<AuditPage>("GET", `/desk/v1/audit?${askedOf(filters)}${before === null ? "" : `&before=${before}`}`),
  sheet: (filters: AuditFilters): string => `/desk/v1/audit.csv?${askedOf(filters)}`,
  wouldGo: (contact: string) => call<{ goes: Gone }>("GET", `${of(contact)}/erasure`),
  erase: (contact: string) => call<{ went: Gone }>("POST", `${of(contact)}/erasure`, { confirmed: true }),
  everything: (contact: string): string => `${of(contact)}/everything.json`,
};
