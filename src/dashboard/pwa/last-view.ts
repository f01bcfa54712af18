/** Of pwa/service-worker.js. */
const VIEW = "frontdesk-view";
const WORKER_MS = 1_000;
let isLeaving = false;

/** In the installed app alone: a browser may be anybody's, an app was put there by its owner. */
export function keepsLastView(): boolean {
  if (isLeaving) return false;
  return matchMedia("(display-mode: standalone)").matches && Boolean(navigator.serviceWorker?.controller);
}

/** Called when somebody signs out: what was shown goes, and nobody is told of bookings here any more. */
export async function forgetLastView(): Promise<void> {
  isLeaving = true;
  await Promise.allSettled([forgetInWorker(), endPush()]);
  await globalThis.caches?.delete(VIEW).catch(() => false);
}

/** The worker keeps answers behind the page's back: only it knows which ones are still on their way. */
function forgetInWorker(): Promise<void> {
  return new Promise((resolve) => {
    const worker = navigator.serviceWorker?.controller;
    if (!worker) return resolve();
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => resolve(), { once: true });
    port1.start();
    worker.postMessage({ forget: true }, [port2]);
    setTimeout(resolve, WORKER_MS); // one of an older version does not answer
  });
}

/** The browser's maker then refuses what is sent, by which the server learns of it. */
async function endPush(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration("/app");
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}
