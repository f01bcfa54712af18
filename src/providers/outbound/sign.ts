import { Buffer } from "node:buffer";
import type { EpochMs } from "../../domain/time.ts";
import { utf8 } from "../../domain/utf8.ts";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A new secret in the form of Standard Webhooks. */
export function newWebhookSecret(): string {
  const bytes = new Uint8Array(SECRET_BYTES);
  crypto.getRandomValues(bytes);
  return PREFIX + Buffer.from(bytes).toString("base64");
}

/**
 * The headers of one attempt, as Standard Webhooks 1.0 has them: HMAC-SHA256 over `id.timestamp.body`, one signature
 * for each secret. The id stays the same over attempts; the time is the attempt's own, in seconds.
 */
export async function webhookHeaders(
  message: { id: string; body: string; at: EpochMs },
  secrets: readonly string[],
): Promise<Record<string, string>> {
  const timestamp = Math.floor(message.at / 1_000);
  const signed = utf8(`${message.id}.${timestamp}.${message.body}`);
  const signatures = await Promise.all(secrets.map((secret) => sign(secret, signed)));
  return {
    "webhook-id": message.id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures.join(" "),
  };
}

async function sign(secret: string, signed: Uint8Array): Promise<string> {
  const bytes = new Uint8Array(Buffer.from(secret.slice(PREFIX.length), "base64"));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, new Uint8Array(signed));
  return `v1,${Buffer.from(signature).toString("base64")}`;
}
