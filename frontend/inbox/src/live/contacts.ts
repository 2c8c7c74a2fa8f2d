/** The HTTP calls about contacts. */
import { askedOf, type ContactsFound, type Filters, type ImportReport, type OpenedContact } from "../model/contacts.ts";
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
  bringIn: (file: Blob) => call<ImportReport>("POST", `${ROOT}/imports`, file),
  sheet: (filters: Filters, mark: boolean): string => `${ROOT}.csv?${askedOf({ ...filters, by: "" })}&bom=${mark}`,
};
