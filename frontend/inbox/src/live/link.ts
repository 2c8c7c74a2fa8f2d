/** The connection of the moment; null before signing in. */
import type { Connection } from "./connection.ts";

export const link: { current: Connection | null } = { current: null };
