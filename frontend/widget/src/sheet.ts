/** A page of its own over the transcript, until the visitor goes back or writes. */
import type { Late } from "./kit";
import type { Child } from "./ui";

export function sheet({ kit: { h, icon, root, config }, log }: Late) {
  root.querySelector(".pa")?.remove();
  const box = h("div", { class: "pa" });
  log.after(box);
  root.querySelector("textarea")!.addEventListener("focus", () => box.remove(), { once: true });

  function leave() {
    box.remove();
    log.focus();
  }
  return {
    /** Leads to where one was before; without anything else, to the conversation. */
    back: (text = config.texts.now, click: () => void = leave) => h("button", { type: "button", class: "bk", click }, icon("m14 6-6 6 6 6"), text),
    show(...kids: Child[]) {
      box.replaceChildren(...kids);
      (box.firstChild as HTMLElement).focus();
    },
  };
}
