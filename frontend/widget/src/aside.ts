/** What few conversations need: a question about the visitor, the menu, the survey. Fetched when first needed. */
import css from "./aside.css?inline";
import { card } from "./card";
import type { Late } from "./kit";
import type { Field, Frame } from "./protocol";
import { survey } from "./survey";
import { toggle } from "./menu";

export interface Aside {
  box: HTMLElement;
  ask(field: Field): void;
  hear(frame: Frame): void;
  paint(): void;
  /** Open or shut the menu. */
  menu(button: HTMLElement): void;
}

export default function aside(desk: Late): Aside {
  const { h, style } = desk.kit;
  style(css);
  const question = card(desk);
  const end = survey(desk);
  return {
    ...question,
    box: h("div", {}, question.box, end.box),
    paint() {
      question.paint();
      end.paint();
    },
    menu: (button) => toggle(desk, button, () => question.ask("email", true)),
  };
}
