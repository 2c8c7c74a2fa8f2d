/** What this device keeps of the inbox, so that it can be read without a network: the last rows and threads that were here. */
import { fromKept, toKeep, type Desk, type Kept } from "../model/desk.ts";
import { screen } from "./screen.ts";

const SHELF = "deskbell-kept";
const NAME = "/inbox/kept.json";
const PAUSE_MS = 2_000;
/** Another version may have other fields: what it kept is not read. */
const BUILD = import.meta.url;

/** There is none on plain http, and none in some private windows: then nothing is kept. */
const shelf = async (): Promise<Cache | null> => ("caches" in globalThis ? caches.open(SHELF).catch(() => null) : null);

export async function keptDesk(): Promise<Desk | null> {
  const found = await (await shelf())?.match(NAME);
  const kept = (await found?.json().catch(() => null)) as { build: string; desk: Kept } | null | undefined;
  return kept?.build === BUILD ? fromKept(kept.desk) : null;
}

export async function forgetKept(): Promise<void> {
  if ("caches" in globalThis) await caches.delete(SHELF).catch(() => undefined);
}

async function keep(): Promise<void> {
  const { phase, link, desk } = screen.get();
  if (phase !== "in" || link.is !== "live") return;
  const text = JSON.stringify({ build: BUILD, desk: toKeep(desk) });
  await (await shelf())?.put(NAME, new Response(text)).catch(() => undefined);
}

/** A moment after something came, and when the page is put away. */
export function watchKept(): void {
  let known = screen.get().desk;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = (): void => {
    clearTimeout(timer);
    timer = undefined;
    void keep();
  };
  screen.listen(() => {
    const { desk } = screen.get();
    if (desk.feed === known.feed && desk.threads === known.threads) return;
    known = desk;
    timer ??= setTimeout(now, PAUSE_MS);
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && timer !== undefined && now());
}
