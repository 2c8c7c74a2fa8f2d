/** Taking a message out of the record: a quiet button beside it, and the question before it is done. */
import { useState } from "preact/hooks";
import type { SaidRow } from "../model/transcript.ts";
import { remove, removeSoon } from "../live/removing.ts";
import { useScreen } from "../live/screen.ts";
import { here } from "./here.ts";
import { Icon } from "./Icon.tsx";

export function Removal({ row, c }: { row: SaidRow; c: string }) {
  const mayAll = useScreen((s) => s.desk.me?.operator.role !== "operator");
  const [fate, set] = useState<"no" | "asked" | "busy">("no");
  const { s, note } = row;
  const mine = row.by === "operator" && row.name === "You";
  if (s === null || !(mine || mayAll)) return null;
  const label = note ? "Delete this note" : "Remove this message";
  if (fate === "no") {
    return (
      <button class="removal" type="button" title={label} aria-label={label} onClick={() => (note && mine ? removeSoon(c, s) : set("asked"))}>
        <Icon name="trash" size={16} />
      </button>
    );
  }
  const go = async (): Promise<void> => {
    set("busy");
    await remove(c, s);
    set("no");
  };
  return (
    <div class="removal-ask" role="group" aria-label={label}>
      <p>{note ? "Delete this note for the whole team?" : "Remove this for everybody, also from the visitor’s screen?"} It cannot be brought back.</p>
      <button class="button button-danger button-small" type="button" disabled={fate === "busy"} onClick={() => void go()}>
        {fate === "busy" ? "Removing…" : note ? "Delete" : "Remove"}
      </button>
      <button class="button button-bare button-small" type="button" ref={here} onClick={() => set("no")}>
        Keep
      </button>
    </div>
  );
}
