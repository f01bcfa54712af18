/** Of pwa/service-worker.js. */
const VIEW = "frontdesk-view";

/** In the installed app alone: a browser may be anybody's, an app was put there by its owner. */
export function keepsLastView(): boolean {
  return matchMedia("(display-mode: standalone)").matches && Boolean(navigator.serviceWorker?.controller);
}

/** Called when somebody signs out. */
export async function forgetLastView(): Promise<void> {
  await globalThis.caches?.delete(VIEW);
}
