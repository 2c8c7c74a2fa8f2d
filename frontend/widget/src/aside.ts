/** What few conversations need: a question about the visitor, the wait for a person, the survey, what comes after the end. Fetched when first needed. */
import css from "./aside.css?inline";
import { card } from "./card";
import { ends } from "./ends";
import type { Late } from "./kit";
import type { Menu } from "./menu";
import type { Field, Frame } from "./protocol";
import { survey } from "./survey";
import { wait } from "./wait";

export interface Aside {
  box: HTMLElement;
  ask(field: Field): void;
  hear(frame: Frame): void;
  paint(): void;
  /** What changes with the clock alone. */
  tick(): void;
  /** Open or shut the menu. */
  menu(button: HTMLElement): void;
}

export default function aside(desk: Late): Aside {
  const { h, style } = desk.kit;
  style(css);
  const question = card(desk);
  const queue = wait(desk, question);
  const end = survey(desk);
  const next = ends(desk, () => menu((made) => made.previous()));
  let made: Promise<Menu | undefined> | undefined;

  async function menu(then: (made: Menu) => void) {
    made ??= import("./menu").then(
      ({ default: make }) => make(desk, () => question.ask("email", true), next.anew),
      () => (made = undefined),
    );
    const there = await made;
    if (there) then(there);
  }

  return {
    ...question,
    box: h("div", {}, question.box, end.box, next.box),
    tick: queue.tick,
    hear(frame) {
      question.hear(frame);
      queue.hear(frame);
    },
    paint() {
      queue.tick();
      question.paint();
      end.paint();
      next.paint();
    },
    menu: (button) => menu((made) => made.toggle(button)),
  };
}
