/** Who works here, and what one of them may do with another. Mirrors the server's rules, which decide. Pure. */
export type Role = "owner" | "admin" | "operator";

export interface Member {
  id: string;
  name: string;
  email: string;
  role: Role;
  available: boolean;
  seen_at: number;
}

const HERE_MS = 60_000;

/** Their dashboard is open; whether they are to be counted on is `available`. */
export const isHere = (member: Member, now: number): boolean => now - member.seen_at < HERE_MS;

export interface Invitation {
  id: string;
  email: string;
  role: Role;
  expires_at: number;
}

export interface Team {
  members: Member[];
  invitations: Invitation[];
}

export const ROLES: readonly Role[] = ["operator", "admin", "owner"];

export const ROLE_NAMES: Readonly<Record<Role, string>> = { owner: "Owner", admin: "Admin", operator: "Operator" };

export const ROLE_HELP: Readonly<Record<Role, string>> = {
  operator: "answers conversations and edits the knowledge.",
  admin: "also invites and removes people.",
  owner: "also decides about admins and owners.",
};

/** Who changes the settings. */
export const manages = (role: string | undefined): boolean => role === "owner" || role === "admin";

export function mayManage(me: string, other: Role): boolean {
  return me === "owner" || (me === "admin" && other !== "owner");
}

export function rolesToGive(me: string): readonly Role[] {
  return ROLES.filter((role) => mayManage(me, role));
}
