/** Keeps what is begun on the server, a second after the last key, and fetches what other devices have begun. */
import { changed, merged, partsOf, type Unsent } from "../model/unsent.ts";
import { draftOf, type Mode } from "../model/drafts.ts";
import { call } from "./api.ts";
import { patch, screen } from "./screen.ts";
import { load, save } from "./storage.ts";

const PAUSE_MS = 1_000;
const KEPT = "unsaved";

const unsaved = new Set(load<string[]>(KEPT, []));
let known = screen.get().drafts;
let timer: ReturnType<typeof setTimeout> | undefined;

export async function fetchUnsent(): Promise<void> {
  try {
    const { unsent } = await call<{ unsent: Unsent[] }>("GET", "/desk/v1/unsent");
    const drafts = merged(screen.get().drafts, unsaved, unsent);
    known = drafts;
    if (drafts !== screen.get().drafts) patch({ drafts });
    if (unsaved.size > 0) saveSoon();
  } catch {
    // What is here stays here.
  }
}

/** Another device of mine has just kept a draft; or it is the echo of this one. */
export function keptElsewhere(conversation: string, mode: Mode, text: string): void {
  const drafts = merged(screen.get().drafts, unsaved, [{ conversation, mode, text }]);
  known = drafts;
  if (drafts !== screen.get().drafts) patch({ drafts });
}

function saveSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void saveAll(), PAUSE_MS);
}

async function saveAll(): Promise<void> {
  for (const key of [...unsaved]) {
    const { c, mode } = partsOf(key);
    const text = draftOf(screen.get().drafts, c, mode);
    try {
      await call("PUT", `/desk/v1/conversations/${encodeURIComponent(c)}/unsent`, { mode, text });
      if (draftOf(screen.get().drafts, c, mode) === text) unsaved.delete(key);
    } catch (error) {
      if (error instanceof Error && "status" in error && error.status === 404) unsaved.delete(key);
      else break;
    }
  }
  save(KEPT, [...unsaved]);
}

/** Signed out: nothing of it is this device's any longer. */
export function forgetUnsent(): void {
  clearTimeout(timer);
  unsaved.clear();
  known = {};
  save(KEPT, []);
}

export function watchUnsent(): void {
  screen.listen(() => {
    const { drafts, phase } = screen.get();
    if (drafts === known || phase !== "in") return;
    for (const key of changed(known, drafts)) unsaved.add(key);
    known = drafts;
    save(KEPT, [...unsaved]);
    saveSoon();
  });
  document.addEventListener("visibilitychange", () => {
    if (screen.get().phase !== "in") return;
    if (document.visibilityState === "visible") void fetchUnsent();
    else if (unsaved.size > 0) void saveAll();
  });
}
