/** A dialog over the page: closed by Esc, by a press beside it, and by what is in it. The focus comes back to where it was. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { patch } from "../live/screen.ts";

export const shut = (): void => patch({ over: null });

export function Sheet({ look, label, children }: { look: string; label: string; children: ComponentChildren }) {
  const sheet = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    sheet.current?.showModal();
    // Once it has left the page: until then nothing outside of it takes the focus.
    return () =>
      queueMicrotask(() => {
        if (before instanceof HTMLElement && document.activeElement === document.body) before.focus();
      });
  }, []);
  return (
    <dialog ref={sheet} class={look} aria-label={label} onClose={shut} onClick={(event) => event.target === sheet.current && shut()}>
      {children}
    </dialog>
  );
}
