/** What this device keeps of the inbox, so that it can be read without a network: the last rows and threads that were here. */
import { toKeep, type Desk } from "../model/desk.ts";
import { screen } from "./screen.ts";

const SHELF = "deskbell-kept";
const NAME = "/inbox/kept.json";
const PAUSE_MS = 5_000;

/** There is none on plain http, and none in some private windows: then nothing is kept. */
const shelf = async (): Promise<Cache | null> => ("caches" in globalThis ? caches.open(SHELF).catch(() => null) : null);

export async function keptDesk(): Promise<Desk | null> {
  const found = await (await shelf())?.match(NAME);
  return (await found?.json().catch(() => null)) ?? null;
}

export async function forgetKept(): Promise<void> {
  if ("caches" in globalThis) await caches.delete(SHELF).catch(() => undefined);
}

async function keep(): Promise<void> {
  const { phase, link, desk } = screen.get();
  if (phase !== "in" || link.is !== "live") return;
  const text = JSON.stringify(toKeep(desk));
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
