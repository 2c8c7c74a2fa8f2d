/** The HTTP calls about contacts. */
import { askedOf, type Compared, type ContactsFound, type Filters, type ImportReport, type OpenedContact } from "../model/contacts.ts";
import { call } from "./api.ts";

const part = encodeURIComponent;
const ROOT = "/desk/v1/contacts";

export interface ContactFieldsGiven {
  name: string;
  email: string;
  phone: string;
}

export const contactsApi = {
  list: (filters: Filters, before: string | null) =>
    call<ContactsFound>("GET", `${ROOT}?${askedOf(filters)}${before ? `&before=${part(before)}` : ""}`),
  one: (id: string) => call<OpenedContact>("GET", `${ROOT}/${part(id)}`),
  add: (fields: ContactFieldsGiven) => call<OpenedContact>("POST", ROOT, fields),
  save: (id: string, fields: ContactFieldsGiven & { custom: Record<string, string>; version: number }) =>
    call<OpenedContact>("PUT", `${ROOT}/${part(id)}`, fields),
  consent: (id: string, given: boolean, text: string, version: number) =>
    call<OpenedContact>("PUT", `${ROOT}/${part(id)}/consent`, { given, text, version }),
  compare: (id: string, other: string) => call<Compared>("GET", `${ROOT}/${part(id)}/merge?other=${part(other)}`),
  merge: ({ contacts: [first, other] }: Compared, sure: boolean) =>
    call<OpenedContact>("POST", `${ROOT}/${part(first.id)}/merge`, { other: other.id, version: first.version, other_version: other.version, sure }),
  bringIn: (file: Blob) => call<ImportReport>("POST", `${ROOT}/imports`, file),
  sheet: (filters: Filters, mark: boolean): string => `${ROOT}.csv?${askedOf({ ...filters, by: "" })}&bom=${mark}`,
};
