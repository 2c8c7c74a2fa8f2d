/** Everybody else who works here. */
import type { Member } from "../model/team.ts";
import { api } from "./api.ts";
import { fresh } from "./fresh.ts";
import { myId } from "./screen.ts";

export const colleagues = fresh<readonly Member[]>(async () => (await api.team()).members.filter(({ id }) => id !== myId()));
