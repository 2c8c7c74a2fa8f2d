/** Devices that ring: what the server knows of them, and what a browser can do. Pure. */

export interface Quiet {
  from: number;
  until: number;
  zone: string;
}

export interface DeviceSettings {
  name: string;
  always: boolean;
  quiet: Quiet | null;
}

export interface Device extends DeviceSettings {
  id: string;
  platform: string;
  endpoint: string;
  healthy: boolean;
  failure: string | null;
  failed_at: number | null;
  delivered_at: number | null;
  shown_at: number | null;
  created_at: number;
}

/** `key`: what a browser subscribes with. */
export interface Devices {
  key: string;
  devices: Device[];
}

export interface Subscribed {
  name: string;
  platform: string;
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** What this browser can do about pushes, before anything is asked. */
export type Able = "ready" | "denied" | "unsupported" | "home-screen";

/** iPhones and iPads push only to apps on the Home Screen. */
export function able(has: { push: boolean; permission: NotificationPermission | null; apple: boolean; installed: boolean }): Able {
  if (has.apple && !has.installed) return "home-screen";
  if (!has.push || has.permission === null) return "unsupported";
  return has.permission === "denied" ? "denied" : "ready";
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Macintosh/, "Mac"],
  [/Windows/, "Windows"],
  [/CrOS/, "Chromebook"],
  [/Linux/, "Linux"],
];
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser/, "Samsung Internet"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];

/** "Chrome on Android", from what the browser says of itself. */
export function nameOf(told: string): { name: string; platform: string } {
  const platform = KINDS.find(([pattern]) => pattern.test(told))?.[1] ?? "";
  const browser = BROWSERS.find(([pattern]) => pattern.test(told))?.[1] ?? "A browser";
  return { name: platform ? `${browser} on ${platform}` : browser, platform };
}

/** "22:00" to minutes after midnight, and back. */
export const minutes = (clock: string): number => {
  const [hours = 0, rest = 0] = clock.split(":").map(Number);
  return hours * 60 + rest;
};
export const clock = (at: number): string => `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
