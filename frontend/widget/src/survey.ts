/** How it was, asked once a conversation has ended: one tap saves, a word beside it is possible. */
import type { Desk } from "./kit";

const HEAD = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9 9.5v.5M15 9.5v.5";
const MOUTHS = ["M8 17q4-5 8 0", "M9 16q3-2 6 0", "M9 15.5h6", "M9 15q3 2 6 0", "M8 14q4 5 8 0"];
const MONTH = 2592e6;

export function survey({ kit, model, act, later }: Desk) {
  const { h, icon, config, keep } = kit;
  const { texts: T } = config;
  const box = h("div", { hidden: "" });
  let shown = "";

  /** Only after a person, or a real conversation; never when it merely fell asleep, nor twice within a month. */
  function wanted() {
    const { state, items, survey } = model.state;
    if (state != "closed") return false;
    if (survey) return true;
    const ended = items.filter(({ to }) => to == "closed").pop()?.reason;
    const by = (kind: string) => items.filter(({ author, type }) => type == "message" && author.kind == kind).length;
    const before = keep(false, "survey") as { at: number; c: string } | null;
    const often = before && before.c != model.state.id && Date.now() - before.at < MONTH;
    return /operator|visitor/.test(ended ?? "") && !often && (by("operator") > 0 || by("contact") > 2);
  }

  function give(score: number, comment?: string) {
    keep(false, "survey", { at: Date.now(), c: model.state.id });
    act("survey", { score, ...(comment && { comment }) });
    later();
  }

  return {
    box,
    paint() {
      const mine = model.sending.filter(({ t }) => t == "survey").pop()?.d ?? model.state.survey;
      const now = wanted() ? JSON.stringify([mine]) : "";
      if (now == shown) return;
      shown = now;
      box.hidden = !now;
      if (!now) return box.replaceChildren();
      // Whoever reads at the end sees it.
      later();
      const faces = MOUTHS.map((mouth, i) => h("button", { type: "button", class: "fc", "aria-label": T[`rate${i + 1}`]!, title: T[`rate${i + 1}`]!, "aria-pressed": "" + (mine?.score == i + 1), click: () => give(i + 1, mine?.comment) }, icon(HEAD + mouth)));
      const word = h("input", { name: "comment", maxlength: "1000", dir: "auto", "aria-label": T.rateWhy, placeholder: T.rateWhy, value: mine?.comment ?? "" });
      const submit = (event: Event) => {
        event.preventDefault();
        give(mine.score, word.value.trim());
      };
      const more = mine ? [h("p", { role: "status" }, T.thanks), h("div", { class: "f" }, word, h("button", { class: "y" }, T.send))] : [];
      box.replaceChildren(h("form", { class: "ca", submit }, h("p", {}, h("b", {}, T.rate)), h("div", { class: "fs" }, ...faces), ...more));
    },
  };
}
