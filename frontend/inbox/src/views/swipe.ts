/** On a phone a pane follows the finger from the left edge, and lets go of itself: back to the list, or from the details to the thread. */
import { go, listHere, screen } from "../live/screen.ts";

const EDGE_PX = 48;
const FAR = 0.3;
const QUICK = 0.5; // pixels a millisecond

interface Swipe {
  x: number;
  y: number;
  at: number;
  /** Which way it goes is told by its first pixels. */
  pane: HTMLElement | null;
}

function back(): void {
  const { route } = screen.get();
  if (route.at === "thread") go(route.facts ? { ...route, facts: false } : listHere());
}

function paneHere(): HTMLElement | null {
  const { route, over } = screen.get();
  if (route.at !== "thread" || over || !matchMedia("(max-width: 719.98px)").matches) return null;
  return document.querySelector<HTMLElement>(route.facts ? ".facts" : ".thread");
}

export function watchSwipes(): void {
  let now: Swipe | null = null;
  const end = (far: boolean): void => {
    const pane = now?.pane;
    now = null;
    if (!pane) return;
    if (far) back();
    pane.style.transition = far ? "" : "transform 160ms var(--ease)";
    pane.style.transform = "";
  };
  const of = (event: TouchEvent): Touch | null => (event.touches.length === 1 ? (event.touches[0] ?? null) : null);
  addEventListener("touchstart", (event) => {
    end(false); // a second finger lets go, too
    const touch = of(event);
    now = touch && touch.clientX < EDGE_PX && paneHere() ? { x: touch.clientX, y: touch.clientY, at: event.timeStamp, pane: null } : null;
  }, { passive: true });
  addEventListener("touchmove", (event) => {
    const touch = of(event);
    if (!now || !touch) return;
    const [dx, dy] = [touch.clientX - now.x, Math.abs(touch.clientY - now.y)];
    if (!now.pane && dy > 10 && dy > dx) now = null;
    else if (now.pane || dx > 10) {
      now.pane ??= paneHere();
      if (now.pane) Object.assign(now.pane.style, { transition: "none", transform: `translateX(${Math.max(0, dx)}px)` });
    }
  }, { passive: true });
  addEventListener("touchend", (event) => {
    const dx = (event.changedTouches[0]?.clientX ?? 0) - (now?.x ?? 0);
    end(dx > innerWidth * FAR || (dx > 40 && dx / (event.timeStamp - (now?.at ?? 0)) > QUICK));
  });
  addEventListener("touchcancel", () => end(false));
}
