// The service worker of the inbox: the shell without a network, and never an old shell with one.
// Pages are asked for on the network first; files named by their content are kept for good.
const SHELL = "/inbox/";
const KEEP = "deskbell-inbox-1";
const PAGES = /^\/(inbox|knowledge|settings)(\/|$)/;
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
