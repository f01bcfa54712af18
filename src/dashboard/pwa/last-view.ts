/** Of pwa/service-worker.js. */
const VIEW = "frontdesk-view";

/** In the installed app alone: a browser may be anybody's, an app was put there by its owner. */
export function keepsLastView(): boolean {
  return matchMedia("(display-mode: standalone)").matches && Boolean(navigator.serviceWorker?.controller);
}

/** Called when somebody signs out: what was shown goes, and nobody is told of bookings here any more. */
export async function forgetLastView(): Promise<void> {
  await Promise.allSettled([globalThis.caches?.delete(VIEW), endPush()]);
}

/** The browser's maker then refuses what is sent, by which the server learns of it. */
async function endPush(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration("/app");
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}
