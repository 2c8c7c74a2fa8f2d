/** The installed app: its service worker, and the word that a newer version is there. */
import { screen, toast } from "./screen.ts";

const BASE = import.meta.env.BASE_URL;
const LOOK_MS = 15 * 60_000;
let told = false;

async function register(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  const script = `${BASE}sw.js`;
  // The whole origin needs the server's consent (Service-Worker-Allowed); without it, the inbox alone.
  await navigator.serviceWorker.register(script, { scope: "/" }).catch(() => navigator.serviceWorker.register(script).catch(() => undefined));
}

/** The page of the server names its scripts by content: another name is another version. */
async function newerThere(): Promise<boolean> {
  const mine = document.querySelector<HTMLScriptElement>("script[type=module][src]")?.getAttribute("src");
  const page = await fetch(BASE, { cache: "no-cache", headers: { accept: "text/html" } }).catch(() => null);
  if (!mine || !page?.ok) return false;
  const text = await page.text();
  return text.includes("<script") && !text.includes(mine);
}

async function look(): Promise<void> {
  if (told || import.meta.env.DEV || document.visibilityState === "hidden" || !(await newerThere()) || told) return;
  told = true;
  toast("A new version of Deskbell is ready.", { stays: true, act: { label: "Reload", run: () => location.reload() } });
}

export function watchVersion(): void {
  void register();
  setInterval(() => void look(), LOOK_MS);
  let live = screen.get().link.is === "live";
  screen.listen(() => {
    const now = screen.get().link.is === "live";
    if (now && !live) setTimeout(() => void look(), 1_000);
    live = now;
  });
}
