/** What only a telephone needs: the panel fills what the keyboard leaves of the screen, the page below rests, Back shuts it. */
import type { Kit } from "./kit";

export default function phone({ signal, isOpen, open, tell }: Kit, panel: HTMLElement): () => void {
  const { style: page } = document.documentElement;
  const screen = visualViewport!;
  let full = false;
  let overflow = "";
  let pushed = false;

  function fit() {
    const fill = !panel.hidden && innerWidth <= 480;
    if (fill != full) {
      full = document.body.inert = fill;
      panel.setAttribute("aria-modal", "" + fill);
      if (fill) {
        overflow = page.overflow;
        back();
      }
      page.overflow = fill ? "hidden" : overflow;
    }
    panel.style.top = fill ? screen.offsetTop + "px" : "";
    panel.style.height = fill ? screen.height + "px" : "";
  }

  /** Instead of leaving the page; not where the page keeps its own history. */
  function back() {
    const ours = () => history.state?.deskbell;
    if (pushed || (history.state && !ours())) return;
    pushed = true;
    if (!ours()) history.pushState({ deskbell: 1 }, "");
    addEventListener("popstate", () => isOpen() && open(false), { once: true, signal });
    const off = tell("on", "close", () => {
      off();
      pushed = false;
      if (ours()) history.back();
    }) as () => void;
  }

  // The page is let go of also where the widget goes while it is open, as for another language.
  signal.addEventListener("abort", () => {
    panel.hidden = true;
    fit();
  });
  for (const type of ["resize", "scroll"]) screen.addEventListener(type, fit, { signal });
  return fit;
}
