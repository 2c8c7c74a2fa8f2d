/** A button with a short list under it. Escape, a press elsewhere and a choice close it; the arrow keys go through what is in it. */
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

const CHOICES = ".menu :is(a, button, input):not(:disabled)";

interface MenuProps {
  label: ComponentChildren;
  look?: string;
  title?: string;
  children: ComponentChildren;
}

export function Menu({ label, look = "button", title, children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const byKeys = useRef(false);
  useLayoutEffect(() => {
    if (!open) return;
    if (byKeys.current) box.current?.querySelector<HTMLElement>(CHOICES)?.focus();
    const elsewhere = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    const events = ["pointerdown", "focusin"] as const;
    for (const one of events) addEventListener(one, elsewhere);
    return () => {
      for (const one of events) removeEventListener(one, elsewhere);
    };
  }, [open]);
  const close = (): void => {
    setOpen(false);
    box.current?.querySelector("button")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const leaves = event.key === "Escape";
    if (!open || (!leaves && (by === 0 || event.target instanceof HTMLInputElement))) return;
    event.preventDefault();
    if (leaves) return close();
    const all = [...(box.current?.querySelectorAll<HTMLElement>(CHOICES) ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[(at + by + all.length + Number(at < 0 && by < 0)) % all.length]?.focus();
  };
  const toggle = (event: MouseEvent): void => {
    byKeys.current = event.detail === 0;
    setOpen(!open);
  };
  /** Before what was chosen is done: it may want the focus. */
  const chosen = (event: MouseEvent): void => {
    if ((event.target as Element).closest("a, button:not([type=submit])")) close();
  };
  return (
    <div class="menu-hold" ref={box} onKeyDown={onKeyDown}>
      <button class={look} type="button" title={title} aria-expanded={open} aria-controls={open ? id : undefined} onClick={toggle}>
        {label}
      </button>
      {open && (
        <div class="menu" id={id} onClickCapture={chosen}>
          {children}
        </div>
      )}
    </div>
  );
}
