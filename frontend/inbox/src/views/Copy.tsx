/** What is there to be copied. */
import type { ComponentChildren } from "preact";
import { toast } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";

interface Copied {
  text: string;
  /** What it is called. */
  what: string;
}

export function CopyButton({ text, what }: Copied) {
  const copy = (): void => {
    void navigator.clipboard?.writeText(text).then(() => toast(`${what} copied`));
  };
  return (
    <button class="icon-button icon-button-small" type="button" aria-label={`Copy ${what.toLowerCase()}`} onClick={copy}>
      <Icon name="copy" size={16} />
    </button>
  );
}

export function CopyLine({ text, what }: Copied) {
  return (
    <p class="tag-code">
      <code>{text}</code>
      <CopyButton text={text} what={what} />
    </p>
  );
}

/** Just made, and not to be had again; `children` says so. */
export function ShownOnce({ text, what, children }: Copied & { children: ComponentChildren }) {
  return (
    <div class="invite-link" role="status">
      <p>{children}</p>
      <p class="invite-copy">
        <code>{text}</code>
        <CopyButton text={text} what={what} />
      </p>
    </div>
  );
}
