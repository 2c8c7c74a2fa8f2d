/** Taking a message out of the record, for everybody and for good. */
import { api, why } from "./api.ts";
import { say, setKey, toast, untoast } from "./screen.ts";

const UNDO_MS = 6_000;

export const noteKey = (c: string, s: number | null): string => `${c}#${s}`;

export async function remove(c: string, s: number, parting = false): Promise<void> {
  try {
    await api.removeMessage(c, s, parting);
    say("Removed");
  } catch (error) {
    toast(why(error, "Not removed. Try again."), { tone: "bad" });
  }
}

/** A note of one's own: gone here at once, for everybody when it cannot be taken back any more. */
export function removeSoon(c: string, s: number): void {
  const shown = toast("Note deleted", { act: { label: "Undo", run: () => end() }, stays: true });
  const timer = setTimeout(() => void commit(false), UNDO_MS);
  const leave = (): void => void commit(true);
  const end = (): void => {
    clearTimeout(timer);
    untoast(shown);
    removeEventListener("pagehide", leave);
    setKey("leaving", noteKey(c, s), undefined);
  };
  const commit = async (parting: boolean): Promise<void> => {
    clearTimeout(timer);
    untoast(shown);
    await remove(c, s, parting);
    end();
  };
  addEventListener("pagehide", leave);
  setKey("leaving", noteKey(c, s), true);
  say("Note deleted");
}
