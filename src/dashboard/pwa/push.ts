import type { Input } from "../api/client.ts";

/** `denied`: the user said no, and only they can take that back. */
export type PushState = "impossible" | "denied" | "possible";

export function pushState(): PushState {
  const isPossible = "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
  if (!isPossible) return "impossible";
  return Notification.permission === "denied" ? "denied" : "possible";
}

/** Asks the user, then the browser's maker for an address. Null: the user said no. */
export async function subscribeHere(publicKey: string): Promise<Input<"POST /api/v1/me/push">["body"] | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  const registration = await navigator.serviceWorker.ready;
  const known = await registration.pushManager.getSubscription();
  // One that was made with another key takes nothing from us.
  await known?.unsubscribe();
  const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const { endpoint = "", keys = {} } = made.toJSON();
  return { endpoint, keys: { p256dh: keys["p256dh"] ?? "", auth: keys["auth"] ?? "" }, device: deviceName() };
}

/** Coarse on purpose: it is for telling one's own devices apart. */
function deviceName(): string {
  const agent = navigator.userAgent;
  const browser = ["Firefox", "Edg", "Chrome", "Safari"].find((name) => agent.includes(name)) ?? "Browser";
  const system = ["iPhone", "iPad", "Android", "Windows", "Mac OS", "Linux"].find((name) => agent.includes(name)) ?? "";
  return `${browser === "Edg" ? "Edge" : browser} ${system}`.trim();
}
