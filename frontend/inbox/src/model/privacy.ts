/** What an erasure takes away, in words, and what is asked of the audit log. Pure. */
export type Gone = Readonly<Record<string, number>>;

const ONE: Readonly<Record<string, string>> = {
  "questions in answer gaps": "question in answer gaps",
};

const counted = (name: string, many: number): string =>
  many === 1 ? `1 ${ONE[name] ?? name.replace(/s$/, "")}` : `${many.toLocaleString("en")} ${name}`;

/** "the contact with their details, 2 conversations, 31 events and 3 mails" */
export function goes(gone: Gone): string {
  const parts = ["the contact with their details", ...Object.entries(gone).filter(([, many]) => many > 0).map(([name, many]) => counted(name, many))];
  const last = parts.pop() ?? "";
  return parts.length ? `${parts.join(", ")} and ${last}` : last;
}

export interface AuditEntry {
  n: number;
  at: number;
  by_id: string;
  by_name: string;
  action: string;
  words: string;
  subject: string;
  detail: Readonly<Record<string, unknown>>;
}

export interface AuditPage {
  entries: AuditEntry[];
  more: boolean;
  people: { id: string; name: string }[];
}

/** As they stand in the address; `days`: how far back. `by`: "-" stands for the machine. */
export interface AuditFilters {
  action: string;
  by: string;
  days: string;
}

export const KINDS: readonly (readonly [string, string])[] = [
  ["", "Everything"],
  ["assistant", "Assistant"],
  ["source", "Knowledge: entries"],
  ["origin", "Knowledge: sites and files"],
  ["hours", "Opening hours"],
  ["times", "Waiting"],
  ["site", "Web sites"],
  ["mail", "Mail"],
  ["capture", "Visitors' details"],
  ["team", "Team"],
  ["key", "API keys"],
  ["webhook", "Webhooks"],
  ["retention", "How long things are kept"],
  ["billing", "Plan"],
  ["contacts", "Contacts"],
  ["person", "People's data"],
  ["workspace", "The workspace"],
];

export const SPANS: readonly (readonly [string, string])[] = [["", "Since the beginning"], ["1", "Last 24 hours"], ["7", "Last 7 days"], ["30", "Last 30 days"]];

export function auditFilters(query: string): AuditFilters {
  const given = new URLSearchParams(query);
  const known = (name: string, of: readonly (readonly [string, string])[]): string => of.find(([key]) => key === given.get(name))?.[0] ?? "";
  return { action: known("action", KINDS), by: given.get("by") ?? "", days: known("days", SPANS) };
}

export function auditQuery(filters: AuditFilters): string {
  return new URLSearchParams(Object.entries(filters).filter(([, value]) => value)).toString();
}

/** What the server is asked. Whole hours, so that a list and its next page mean the same span. */
export function askedOf(filters: AuditFilters, now: number): string {
  const hour = 3_600_000;
  const asked: Record<string, string> = {};
  if (filters.action) asked.action = filters.action;
  if (filters.by) asked.by = filters.by === "-" ? "" : filters.by;
  if (filters.days) asked.since = String(Math.floor(now / hour) * hour - Number(filters.days) * 24 * hour);
  return new URLSearchParams(asked).toString();
}

const ID = /^[a-z]+_[0-9a-hjkmnp-tv-z]{20,}$/;

/** "role: admin, before: operator"; numbers of records say nothing to people, and waits are told in seconds. */
export function detailed({ action, subject, detail }: AuditEntry): string {
  const shown = (value: unknown): string => {
    if (Array.isArray(value)) return value.join(" ") || "none";
    return action.startsWith("times.") && typeof value === "number" ? `${value / 1000} s` : String(value);
  };
  const told = Object.entries(detail).flatMap(([key, value]) => (value === 0 || ID.test(String(value)) ? [] : [`${key}: ${shown(value)}`]));
  return [/^(source|origin)\./.test(action) || ID.test(subject) ? "" : subject, ...told].filter(Boolean).join(" · ");
}
