/** When to try again: full jitter, 0.5 s doubling to 30 s, forgotten after a minute of peace. Pure but for the dice passed in. */

export const FIRST_MS = 500;
export const LAST_MS = 30_000;
export const PEACE_MS = 60_000;

export function delay(attempt: number, dice: number): number {
  return Math.round(dice * Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(attempt, 10)));
}

/** 4000-4499 stop (4401 may try one new ticket), everything else comes back. */
export function mayReturn(code: number): "again" | "signed-out" | "stop" {
  if (code === 4401) return "signed-out";
  return code >= 4000 && code < 4500 ? "stop" : "again";
}
