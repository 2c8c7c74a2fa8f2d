// The service worker of the inbox: the shell without a network, and never an old shell with one.
// Pages are asked for on the network first; files named by their content are kept for good.
const SHELL = "/inbox/";
const KEEP = "deskbell-inbox-1";
const PAGES = /^\/(inbox|contacts|analytics|knowledge|settings)(\/|$)/;
const FILES = /^\/inbox\/(assets|fonts|icons)\//;
const PATIENCE_MS = 4_000;

/** The shell names its scripts and styles, the styles name the font: together they are what has to be kept. */
async function keepShell(cache) {
  const page = await fetch(SHELL, { cache: "no-cache", credentials: "same-origin" });
  if (!page.ok) throw new Error(`the shell answered ${page.status}`);
  const text = await page.clone().text();
  const files = [...text.matchAll(/(?:src|href)="(\/inbox\/[^"]+)"/g)].map((match) => match[1]);
  await cache.put(SHELL, page);
  await cache.addAll([...new Set(files)]);
  return new Set(files);
}

/** What no kept page names any more goes. */
async function tidy(cache, named) {
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/inbox/assets/") && !named.has(pathname)) await cache.delete(request);
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEEP).then(keepShell).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const work = async () => {
    for (const name of await caches.keys()) if (name.startsWith("deskbell-inbox-") && name !== KEEP) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(work());
});

async function page(event) {
  const cache = await caches.open(KEEP);
  try {
    const answer = await fetch(event.request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok && answer.type === "basic") event.waitUntil(keepShell(cache).then((named) => tidy(cache, named)).catch(() => undefined));
    return answer.status >= 500 ? ((await cache.match(SHELL)) ?? answer) : answer;
  } catch {
    return (await cache.match(SHELL)) ?? Response.error();
  }
}

async function file(request) {
  const cache = await caches.open(KEEP);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && PAGES.test(url.pathname)) event.respondWith(page(event));
  else if (FILES.test(url.pathname)) event.respondWith(file(request));
});

// --- pushes ---------------------------------------------------------------------------------------------------------
// A push says (see features/notifications/model.py): k kind, t title, b body, g tag, u address, c conversation, e epoch,
// n how many wait, s silent, r what is sent back once it is shown.
const TAKEN_STAYS_MS = 4_000;

const post = (address, body) =>
  fetch(address, { method: "POST", credentials: "same-origin", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

function shown(data) {
  return {
    body: data.b,
    tag: data.g,
    silent: data.s === true,
    renotify: data.s !== true,
    requireInteraction: data.k === "ring" || data.k === "offer",
    icon: "/inbox/icons/app-192.png",
    badge: "/inbox/icons/badge-96.png",
    timestamp: Date.now(),
    data,
    actions: data.k === "offer" ? [{ action: "take", title: "Take" }] : data.k === "ring" ? [{ action: "take", title: "Take" }, { action: "soon", title: "2 minutes" }] : [],
  };
}

async function pushed(data) {
  await self.registration.showNotification(data.t, shown(data));
  if (typeof data.n === "number" && self.navigator.setAppBadge) await self.navigator.setAppBadge(data.n).catch(() => undefined);
  // Nothing here may keep the receipt from being sent: without it the next person is rung.
  await post("/desk/v1/devices/receipts", { receipt: data.r }).catch(() => undefined);
  if (data.k !== "taken") return;
  await new Promise((done) => setTimeout(done, TAKEN_STAYS_MS));
  for (const one of await self.registration.getNotifications({ tag: data.g })) if (one.data?.k === "taken") one.close();
}

self.addEventListener("push", (event) => {
  let data;
  try {
    data = event.data.json();
  } catch {
    data = { k: "other", t: "Deskbell", b: "", g: "other", u: SHELL };
  }
  event.waitUntil(pushed(data));
});

/** A window that is open comes to the front and is asked to go there: what is half written in it stays. */
async function open(address) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const one of windows) {
    if (!PAGES.test(new URL(one.url).pathname)) continue;
    const there = await one.focus().catch(() => one);
    there.postMessage({ go: address });
    return;
  }
  await self.clients.openWindow(address).catch(() => undefined); // refused where nobody has tapped
}

async function tells(t, data) {
  const answer = await post("/desk/v1/frames", { t, c: data.c, e: data.e, d: {} }).catch(() => null);
  if (answer?.ok || answer?.status === 401 || !answer) return;
  const told = await answer.json().catch(() => ({}));
  await self.registration.showNotification(told.d?.message ?? "Somebody was faster.", { ...shown({ ...data, k: "taken", s: true }), actions: [] });
}

self.addEventListener("notificationclick", (event) => {
  const data = event.notification.data ?? {};
  event.notification.close();
  const work = async () => {
    if (event.action === "soon") return tells("soon", data); // they are on their way, and not here yet
    if (event.action === "take") await tells("take", data);
    await open(data.u ?? SHELL);
  };
  event.waitUntil(work());
});

/** The browser has renewed its subscription by itself. */
self.addEventListener("pushsubscriptionchange", (event) => {
  const work = async () => {
    const answer = await fetch("/desk/v1/devices", { credentials: "same-origin" });
    if (!answer.ok) return;
    const { key, devices } = await answer.json();
    const old = event.oldSubscription ? devices.find((one) => one.endpoint === event.oldSubscription.endpoint) : undefined;
    const made = event.newSubscription ?? (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
    const { p256dh, auth } = made.toJSON().keys;
    await post("/desk/v1/devices", { name: old?.name ?? "This device", platform: old?.platform ?? "", endpoint: made.endpoint, p256dh, auth });
    if (old) await fetch(`/desk/v1/devices/${encodeURIComponent(old.id)}`, { method: "DELETE", credentials: "same-origin" });
  };
  event.waitUntil(work());
});
