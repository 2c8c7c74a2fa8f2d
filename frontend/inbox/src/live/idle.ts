/** Whether somebody sits before this dashboard: the server counts on whoever touches one of theirs. */
import { screen } from "./screen.ts";

const SAID_MS = 60_000;
const AGAIN_MS = 3_000;
let touched = Date.now();
let told = 0;

/** For a while: a line that comes back by itself is no sign of anybody. */
export const isUntouched = (): boolean => Date.now() - touched > SAID_MS;

/** Something to tell: once a minute while it is touched, and at once where the server takes me for away. */
export function isNews(): boolean {
  const now = Date.now();
  if (touched <= told || now - told < (screen.get().idle ? AGAIN_MS : SAID_MS)) return false;
  told = now;
  return true;
}

export function watchHands(tell: () => void): void {
  const touch = (): void => {
    touched = Date.now();
    if (screen.get().idle) tell();
  };
  for (const name of ["pointerdown", "pointermove", "keydown", "wheel"]) addEventListener(name, touch, { passive: true, capture: true });
}
