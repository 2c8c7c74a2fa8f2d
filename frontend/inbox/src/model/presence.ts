/** Whether new requests ring for somebody. Pure. */

export type Presence = { is: "here" } | { is: "away"; until: number } | { is: "off" };

/** By the server's clock: away ends by itself. */
export function presenceOf(available: boolean, until: number | null, now: number): Presence {
  if (!available) return { is: "off" };
  return until !== null && until > now ? { is: "away", until } : { is: "here" };
}
