// Opens the dashboard without a network: its files as they were, and in the installed app the last answers too, which
// are of one business and go when somebody signs out. See docs/guides/install.md.

const FILES = "frontdesk-files";
const VIEW = "frontdesk-view"; // pwa/last-view.ts names it too
const SHELL = "/app";
const MOST_FILES = 150;
const MOST_ANSWERS = 60;
const KEPT_AT = "x-kept-at";
const KEPT_MS = 24 * 60 * 60 * 1000;
/** How often the last view was forgotten: what was asked for before must not be kept after. */
let forgotten = 0;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// A page that was open before this worker was tells which files it has loaded.
self.addEventListener("message", (event) => {
  const { data } = event;
  if (data?.forget) event.waitUntil(forget().then(() => event.ports[0]?.postMessage("forgotten")));
  if (!Array.isArray(data?.files)) return;
  const files = data.files.slice(0, MOST_FILES).map((url) => keepFile(new Request(url), event));
  event.waitUntil(Promise.allSettled(files));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(openPage(event));
  else if (pathname.startsWith("/assets/")) event.respondWith(keepFile(request, event));
  else if (request.headers.has("x-keep-view")) event.respondWith(askOrRemember(event));
});

// What the server tells is a title, a text and a page: shown as it is, and opened by a click.
self.addEventListener("push", (event) => {
  const { title, body, url, tag } = event.data?.json() ?? {};
  if (typeof title !== "string" || typeof url !== "string") return;
  const icon = "/assets/app/icon-192.png";
  event.waitUntil(self.registration.showNotification(title, { body, tag, icon, badge: icon, data: { url } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openInApp(event.notification.data?.url));
});

/** In the window that is open, else in a new one; never anywhere but in the app. */
async function openInApp(path) {
  const target = new URL(String(path), self.location.origin);
  const url = target.origin === self.location.origin && target.pathname.startsWith("/app") ? target.href : SHELL;
  const [open] = await self.clients.matchAll({ type: "window" });
  if (!open) return self.clients.openWindow(url);
  // Not every system lets a page come to the front; it goes to the appointment all the same.
  const client = await open.focus().catch(() => open);
  return client.navigate(url);
}

/** Every page of the app is the same shell. The newest one is kept, whose files are those of the present version. */
async function openPage(event) {
  const { request } = event;
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) event.waitUntil(keep(FILES, SHELL, response, MOST_FILES));
    return response;
  } catch (error) {
    const shell = await caches.match(SHELL, { cacheName: FILES });
    if (shell) return shell;
    throw error;
  }
}

/** Files are named after their content, so one that is kept is right. */
async function keepFile(request, event) {
  const known = await caches.match(request, { cacheName: FILES, ignoreVary: true });
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) event.waitUntil(keep(FILES, request, response, MOST_FILES));
  return response;
}

async function askOrRemember(event) {
  const { request } = event;
  const asked = forgotten;
  try {
    const response = await fetch(request);
    // The cache is opened at once, so one that is deleted later takes along what is put into it.
    if (response.ok && asked === forgotten) event.waitUntil(keep(VIEW, request.url, stamped(response), MOST_ANSWERS));
    if (response.status === 401) await forget();
    return response;
  } catch (error) {
    const known = await caches.match(request.url, { cacheName: VIEW, ignoreVary: true });
    if (known && Date.now() - Number(known.headers.get(KEPT_AT)) < KEPT_MS) return known;
    throw error;
  }
}

function forget() {
  forgotten += 1;
  return caches.delete(VIEW);
}

function stamped(response) {
  const headers = new Headers(response.headers);
  headers.set(KEPT_AT, String(Date.now()));
  return new Response(response.clone().body, { status: response.status, headers });
}

/** Behind the answer, which never waits for it: a copy, last in its cache; the first ones go when there are too many. */
async function keep(cacheName, key, response, most) {
  const copy = response.clone();
  const cache = await caches.open(cacheName);
  await cache.delete(key, { ignoreVary: true });
  await cache.put(key, copy);
  const keys = await cache.keys();
  for (const oldest of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(oldest);
}
