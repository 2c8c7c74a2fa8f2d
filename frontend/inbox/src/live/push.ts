/** This browser as a device that rings: asking for permission, subscribing, going where a notification was tapped. */
import { able, nameOf, type Able, type Device } from "../model/devices.ts";
import { parse } from "../model/routes.ts";
import { api } from "./api.ts";
import { isNews, watchHands } from "./idle.ts";
import { link } from "./link.ts";
import { go, openId, screen } from "./screen.ts";

const LOOK_MS = 5_000;

const registration = async (): Promise<ServiceWorkerRegistration | null> => ("serviceWorker" in navigator ? ((await navigator.serviceWorker.getRegistration("/")) ?? null) : null);

export function here(): Able {
  const apple = /iPhone|iPad/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1);
  const installed = matchMedia("(display-mode: standalone)").matches || (navigator as { standalone?: boolean }).standalone === true;
  const permission = "Notification" in globalThis ? Notification.permission : null;
  return able({ push: "PushManager" in globalThis && "serviceWorker" in navigator, permission, apple, installed });
}

/** The address by which the server knows this browser, if it is on. */
export async function mine(): Promise<string | null> {
  const found = await (await registration())?.pushManager?.getSubscription();
  return found?.endpoint ?? null;
}

/** Must be called from a click. Returns null when the browser was not allowed to. */
export async function turnOn(key: string): Promise<Device | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  const worker = (await registration()) ?? (await navigator.serviceWorker.ready);
  const old = await worker.pushManager.getSubscription();
  const made = old ?? (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  const { p256dh = "", auth = "" } = made.toJSON().keys ?? {};
  return api.turnOn({ ...nameOf(navigator.userAgent), endpoint: made.endpoint, p256dh, auth });
}

export async function turnOff(id: string, isMine: boolean): Promise<void> {
  await api.turnOff(id);
  if (isMine) await (await (await registration())?.pushManager.getSubscription())?.unsubscribe();
}

/** Whoever looks at the inbox hears it there; the server is told so, and lets the telephone be. Colleagues see who looks at what is open. Whoever touches it is there. */
export function look(): void {
  if (document.visibilityState !== "visible" || !document.hasFocus()) return;
  const c = openId(screen.get().route);
  link.current?.tell({ t: "looking", ...(c && { c }), d: isNews() ? { input: true } : {} });
}

export function watchEyes(): void {
  setInterval(look, LOOK_MS);
  watchHands(look);
  navigator.serviceWorker?.addEventListener("message", (event: MessageEvent<{ go?: unknown }>) => {
    const to = event.data?.go;
    if (typeof to !== "string" || !to.startsWith("/")) return;
    const address = new URL(to, location.origin);
    go(parse(address.pathname, address.search));
  });
}
