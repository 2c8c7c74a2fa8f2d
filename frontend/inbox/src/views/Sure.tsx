/** A deed that is asked for twice: the first press shows what the second one does. Escape, too, leaves things as they are. */
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { here } from "./here.ts";

interface SureProps {
  /** What the first press is called, and for screen readers where that says too little. */
  ask: ComponentChildren;
  label?: string;
  look?: string;
  /** What it means, where the button cannot say it. */
  says?: string;
  /** What the second press does. */
  sure: ComponentChildren;
  tone?: "danger" | "ink";
  keep?: string;
  disabled?: boolean;
  act: () => void;
}

export function Sure({ ask, label, look = "text-button", says, sure, tone = "danger", keep = "Keep", disabled = false, act }: SureProps) {
  const [asked, set] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const size = look.startsWith("button") && !look.endsWith("small") ? "button" : "button button-small";
  const leave = (): void => {
    set(false);
    requestAnimationFrame(() => first.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    leave();
  };
  const done = (): void => {
    set(false);
    act();
  };
  if (!asked) {
    return (
      <button class={look} type="button" ref={first} aria-label={label} disabled={disabled} onClick={() => set(true)}>
        {ask}
      </button>
    );
  }
  return (
    <span class={says ? "sure sure-says" : "sure"} role={says ? "group" : undefined} aria-label={says && label} onKeyDown={onKeyDown}>
      {says && <span class="sure-text">{says}</span>}
      <button class={`${size} button-${tone}`} type="button" disabled={disabled} onClick={done}>
        {sure}
      </button>
      <button class={`${size} button-bare`} type="button" ref={here} onClick={leave}>
        {keep}
      </button>
    </span>
  );
}
