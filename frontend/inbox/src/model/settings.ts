/** The places of Settings, and who sees which. Pure. */
import type { Route } from "./routes.ts";
import { manages } from "./team.ts";
import type { Me } from "./wire.ts";

export interface Place {
  at: Route["at"];
  href: string;
  name: string;
  says: string;
}

interface Listed extends Place {
  for?: (me: Me) => boolean;
}

const owner = (me: Me): boolean => me.operator.role === "owner";
const admin = (me: Me): boolean => manages(me.operator.role);

const DESK: readonly Listed[] = [
  { at: "start", href: "/settings/start", name: "Going live", says: "From a new desk to the first visitor, and what is done", for: owner },
  { at: "sites", href: "/settings/sites", name: "Web sites", says: "The tag for your pages, and what visitors see there" },
  { at: "hours", href: "/settings/hours", name: "Opening hours", says: "When a person can be asked for, holidays, deadlines" },
  { at: "team", href: "/settings/team", name: "Team", says: "Who answers, who is invited, who may do what" },
  { at: "replies", href: "/settings/replies", name: "Saved replies", says: "What is written again and again, at hand where you write" },
  { at: "mail", href: "/settings/mail", name: "Mail", says: "Who is written to when nobody came, and what became of it" },
];
const WORKSHOP: readonly Listed[] = [
  { at: "keys", href: "/settings/keys", name: "API keys", says: "Conversations, contacts and knowledge for your programs", for: admin },
  { at: "webhooks", href: "/settings/webhooks", name: "Webhooks", says: "Other programs are told what happens here, with a log", for: admin },
  { at: "data", href: "/settings/data", name: "Data and privacy", says: "How long conversations are kept, and who changed what", for: admin },
  { at: "billing", href: "/settings/billing", name: "Plan and billing", says: "Your plan, what is used of it, invoices and card", for: (me) => me.billing },
];
const YOURS: readonly Listed[] = [
  { at: "more", href: "/settings/me", name: "You and this device", says: "Presence, theme, sound, keys, password, where you are signed in" },
  { at: "notifications", href: "/settings/notifications", name: "Notifications", says: "Devices that ring when somebody waits, quiet hours, a test" },
];

/** Groups with their headings, without what is not for this person. */
export function places(me: Me): readonly (readonly [string, readonly Place[]])[] {
  const seen = (listed: readonly Listed[]): readonly Place[] => listed.filter((one) => one.for?.(me) ?? true);
  const groups = [["Yours", seen(YOURS)], [me.workspace.name, seen(DESK)], ["Programs and data", seen(WORKSHOP)]] as const;
  return groups.filter(([, found]) => found.length > 0);
}
