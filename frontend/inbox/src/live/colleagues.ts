/** Everybody else who works here. */
import type { Person } from "../model/wire.ts";
import { api } from "./api.ts";
import { fresh } from "./fresh.ts";
import { myId } from "./screen.ts";

export const colleagues = fresh<readonly Person[]>(async () => (await api.team()).members.filter(({ id }) => id !== myId()));
