import { buildPushPayload, type VapidKeys } from "@block65/webcrypto-web-push";
import type { PushNote, PushTarget } from "../../contracts/push.ts";
import { configOf } from "../../env.ts";

/** `gone`: the device takes no more. */
export type PushOutcome = "sent" | "gone" | "failed";

const TIMEOUT_MS = 5_000;
const KEPT_SECONDS = 4 * 3_600;

/** For `applicationServerKey` of browsers. Null: not configured. */
export function pushPublicKey(env: Env): string | null {
  return vapidOf(env)?.publicKey ?? null;
}

/** One message to one device, signed (VAPID) and encrypted for it alone (RFC 8291). Never throws. */
export async function sendPushNote(env: Env, target: PushTarget, note: PushNote): Promise<PushOutcome> {
  const vapid = vapidOf(env);
  if (!vapid) return "failed";
  try {
    const message = { data: note, options: { ttl: KEPT_SECONDS, urgency: "high" as const } };
    const { headers, body } = await buildPushPayload(message, { ...target, expirationTime: null }, vapid);
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(target.endpoint, { method: "POST", headers, body, redirect: "manual", signal });
    if (response.ok) return "sent";
    return response.status === 404 || response.status === 410 ? "gone" : "failed";
  } catch {
    return "failed";
  }
}

function vapidOf(env: Env): VapidKeys | null {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, VAPID_SUBJECT: subject } = configOf(env);
  return publicKey && privateKey && subject ? { publicKey, privateKey, subject } : null;
}
