/** One question about the visitor at a time, at the end of the transcript: asked, being saved, wrong, corrected. */
import type { Late } from "./kit";
import type { Field, Frame } from "./protocol";

const KINDS: Record<Field, [type: string, autocomplete: string]> = {
  email: ["email", "email"],
  name: ["text", "name"],
  phone: ["tel", "tel"],
};

export function card({ kit, model, act, later, announce, call }: Late) {
  const { h, config } = kit;
  const { texts: T, terms, privacy } = config;
  /** What the visitor wants to tell or to correct, asked or not. */
  let chosen: Field | "" = "";
  let shown: Field | "" = "";
  let sent = "";
  /** The address is told in order to get a copy of the conversation. */
  let copies = false;
  let input: HTMLInputElement;
  let wrong: HTMLElement;
  const box = h("div", { hidden: "" });
  let declined = false;

  /** Instead of waiting on. */
  const byMail = (field: Field) => field == "email" && chosen == field && model.state.state == "waiting";

  function make(field: Field) {
    const [type, autocomplete] = KINDS[field];
    const value = model.state.contact[field] ?? "";
    input = h("input", { id: "d", name: field, type, autocomplete, value, dir: "auto", maxlength: "320", "aria-describedby": "w" });
    wrong = h("p", { id: "w", class: "no", role: "alert" });
    const skip = h("button", { type: "button", class: "y", click: () => done(field) }, chosen ? T.cancel : T.skip);
    const label = copies ? T.copyTo : byMail(field) ? T.byMail : T[`${field}Label`];
    const under = terms ? [h("p", { class: "co" }, terms, ...(privacy ? [" ", h("a", { href: privacy, target: "_blank", rel: "noopener" }, T.privacy)] : []))] : [];
    const submit = (event: Event) => {
      event.preventDefault();
      if (sent) return;
      wrong.textContent = "";
      input.removeAttribute("aria-invalid");
      if (copies && value == input.value.trim()) return void copy();
      sent = act("detail", { field, value: input.value, consent: !!terms });
    };
    return h("form", { class: "ca", novalidate: "", submit }, h("label", { for: "d" }, label), h("div", { class: "f" }, input, h("button", { class: "y go" }, copies ? T.send : T.saveIt), skip), wrong, ...under);
  }

  /** The server has the address: off it goes, or not today. */
  async function copy() {
    let told = T.failed;
    try {
      const { t, d } = (await (await call("frames", '{"t":"transcript","d":{}}')).json()) as Frame;
      told = t == "ack" ? T.byMailSent : d.code == "rate" ? T.copyMany : T.failed;
    } catch {}
    chosen = "";
    copies = false;
    paint();
    box.hidden = false;
    box.replaceChildren(h("p", { class: "z" }, told));
    box.scrollIntoView({ block: "nearest" });
    announce(told);
  }

  function done(field: Field) {
    if (chosen) {
      chosen = "";
      copies = false;
    } else {
      act("detail", { field, value: null });
      declined ||= field == "email";
    }
    later();
  }

  /** Ask for this, because the visitor wants to tell it. */
  function ask(field: Field, copy = false) {
    chosen = field;
    copies = copy;
    shown = "";
    paint();
    input.focus();
    box.scrollIntoView({ block: "nearest" });
  }

  return {
    box,
    ask,
    /** Whether a mail will do; not again for who did not want to tell where to. */
    offer() {
      const { contact, items } = model.state;
      if (!contact.email && !declined && !items.some(({ asks }) => asks == "email")) chosen = "email";
      paint();
    },
    hear({ t, id, d }: Frame) {
      if (t == "left") {
        chosen = sent = "";
        copies = false;
      }
      if (!sent || id != sent) return;
      if (t == "ack" || !d.retry) sent = "";
      if (t == "ack") copies ? void copy() : (chosen = "");
      if (t == "nack" && !d.retry) {
        wrong.textContent = T[`${d.field}Wrong`] ?? T["no_" + d.code] ?? T.failed;
        input.setAttribute("aria-invalid", "true");
        input.focus();
      }
    },
    paint,
  };

  function paint() {
    const asked = model.sending.some(({ t, d }) => t == "detail" && d.value === null) ? "" : model.state.asking;
    const now = chosen || asked || "";
    if (now == shown) return;
    shown = now;
    box.hidden = !now;
    box.replaceChildren(...(now ? [make(now)] : []));
    if (!now) return;
    announce(box.querySelector("label")!.textContent!);
    // Whoever reads at the end sees it.
    later();
  }
}
