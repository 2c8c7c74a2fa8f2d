/** The visitor wants nothing of theirs to be kept: asked once, then done, here and on the server. */
import type { Late } from "./kit";
import { sheet } from "./sheet";

export function erase(desk: Late) {
  const { kit, call, announce } = desk;
  const { h, config, tell } = kit;
  const { texts: T, business } = config;
  const { show, back } = sheet(desk);
  const wrong = h("p", { class: "no", role: "alert" });

  async function sure() {
    wrong.textContent = "";
    const { status } = await call("erasure", "{}").catch(() => ({ status: 0 }));
    // 401: a token that opens nothing any more leads to nothing.
    if (status != 204 && status != 401) return void (wrong.textContent = T.notErased);
    await tell("reset");
    await tell("wipe");
    show(back(), h("p", {}, T.erased));
    announce(T.erased);
  }

  show(
    back(),
    h("h2", {}, T.erase),
    h("p", {}, T.eraseSure.replace("{business}", business)),
    h("div", { class: "f" }, h("button", { type: "button", class: "y dg", click: () => void sure() }, T.eraseIt)),
    wrong,
  );
}
