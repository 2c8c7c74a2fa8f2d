/** The HTTP calls about people's data. */
import type { Gone } from "../model/privacy.ts";
import { call } from "./api.ts";

const of = (contact: string): string => `/desk/v1/contacts/${encodeURIComponent(contact)}`;

export const privacyApi = {
  wouldGo: (contact: string) => call<{ goes: Gone }>("GET", `${of(contact)}/erasure`),
  erase: (contact: string) => call<{ went: Gone }>("POST", `${of(contact)}/erasure`, { confirmed: true }),
  everything: (contact: string): string => `${of(contact)}/everything.json`,
};
