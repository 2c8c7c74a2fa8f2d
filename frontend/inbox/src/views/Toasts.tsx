/** Short words about what has just happened. */
import { untoast, useScreen } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";

export function Toasts() {
  const toasts = useScreen((s) => s.toasts);
  return (
    <div class="toasts" role="log" aria-live="polite" aria-relevant="additions">
      {toasts.map((one) => (
        <div key={one.id} class={one.tone === "bad" ? "toast toast-bad" : "toast"}>
          <span>{one.text}</span>
          {one.act && (
            <button class="toast-act" type="button" onClick={() => (untoast(one.id), one.act?.run())}>
              {one.act.label}
            </button>
          )}
          <button class="toast-close" type="button" aria-label="Dismiss" onClick={() => untoast(one.id)}>
            <Icon name="cross" size={14} />
          </button>
        </div>
      ))}
    </div>
  );
}
