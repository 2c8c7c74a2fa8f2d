/** The page around the components: theme, links that stay inside, the height above a phone's keyboard. */
import { href, parse } from "../model/routes.ts";
import { go, screen } from "../live/screen.ts";
import { expect } from "./Pages.tsx";

const OURS = /^\/(inbox(\/|$)|analytics(\/|$)|contacts(\/|$)|knowledge(\/|$)|settings(\/|$))/;

export function watchTheme(): void {
  const paint = (): void => {
    const { theme } = screen.get().prefs;
    if (theme === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  };
  paint();
  screen.listen(paint);
}

/** The link of ours that was hit, if a click on it changes the route without loading a page. */
function ours(event: Event): HTMLAnchorElement | null {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  return link && !link.target && link.origin === location.origin && OURS.test(link.pathname) ? link : null;
}

/** A plain click on one of our addresses changes the route without loading a page; what it shows is fetched from the pointer's coming. */
export function watchLinks(): void {
  addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = ours(event);
    if (!link) return;
    event.preventDefault();
    const route = parse(link.pathname, link.search);
    if (href(route) !== href(screen.get().route)) go(route);
  });
  for (const coming of ["pointerover", "focusin"] as const) {
    addEventListener(coming, (event) => {
      const link = ours(event);
      if (link) expect(parse(link.pathname, link.search));
    }, { passive: true });
  }
}
