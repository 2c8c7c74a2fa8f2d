/** The composer's clip: files by button, paste and drop. What shows and sends them up comes when there is one. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { isGoing, placeOf, sent, type Going, type SentFile } from "../model/files.ts";
import { setKey, useScreen } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";

const NONE: readonly Going[] = [];
const late = () => import("./Attached.tsx");

export interface Attached {
  items: readonly Going[];
  going: boolean;
  ready: SentFile[];
  /** What is not sent with a message stays. */
  clear: () => void;
  take: (list: FileList | null | undefined) => void;
  Tray: ComponentType<{ at: string }> | null;
  at: string;
}

export function useAttached(c: string, mode: string): Attached {
  const at = placeOf(c, mode);
  const items = useScreen((s) => s.attached[at]) ?? NONE;
  const [made, setMade] = useState<{ Tray: Attached["Tray"] }>({ Tray: null });
  const some = items.length > 0;
  useEffect(() => {
    if (some) void late().then(({ Tray }) => setMade({ Tray }));
  }, [some]);
  const take = (list: FileList | null | undefined): void => {
    const given = [...(list ?? [])];
    if (given.length > 0) void late().then((more) => more.take(at, given));
  };
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      document.querySelector(".composer-box")?.classList.toggle("dropping", event.type === "dragover");
      if (event.type === "drop") take(event.dataTransfer.files);
    };
    const kinds = ["dragover", "dragleave", "drop"] as const;
    for (const kind of kinds) addEventListener(kind, over);
    return () => {
      for (const kind of kinds) removeEventListener(kind, over);
    };
  }, [at]);
  return {
    items,
    going: items.some(isGoing),
    ready: sent(items),
    clear: () => setKey("attached", at, items.filter((one) => one.file === null)),
    take,
    Tray: made.Tray,
    at,
  };
}

export function AttachButton({ of }: { of: Attached }) {
  return (
    <label class="icon-button icon-button-small attach" title="Attach files">
      <input
        type="file"
        multiple
        aria-label="Attach files"
        onChange={(event) => {
          of.take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <Icon name="clip" />
    </label>
  );
}

/** Words that are copied from a table or a page bring a picture of themselves: the words are meant. */
export function pasted(event: ClipboardEvent, of: Attached): void {
  const { files, types } = event.clipboardData ?? {};
  if (!files?.length || types?.includes("text/plain")) return;
  event.preventDefault();
  of.take(files);
}
