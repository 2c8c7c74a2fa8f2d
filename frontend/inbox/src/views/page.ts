/** The page around the components: theme, links that stay inside, the height above a phone's keyboard. */
import { href, parse } from "../model/routes.ts";
import { go, screen } from "../live/screen.ts";

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

/** A plain click on one of our addresses changes the route without loading a page. */
export function watchLinks(): void {
  addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.target || link.origin !== location.origin || !OURS.test(link.pathname)) return;
    event.preventDefault();
    const route = parse(link.pathname, link.search);
    if (href(route) !== href(screen.get().route)) go(route);
  });
}
