import type { Idempotency } from "../../domain/booking/commands.ts";
import { utf8 } from "../../domain/utf8.ts";
import { currentRequestId } from "../../log.ts";

/** A key bound to who uses it and for what, with a hash of the input it was first used with. */
export async function idempotencyOf(
  scope: Idempotency["scope"],
  parts: { by: string; action: string; key: string; input: unknown },
): Promise<Idempotency> {
  const key = `${parts.by}|${parts.action}|${parts.key}`;
  return { scope, key, fingerprint: await fingerprintOf(parts.input), requestId: currentRequestId() };
}

export async function fingerprintOf(input: unknown): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", utf8(JSON.stringify(input)));
  return new Uint8Array(digest).toHex();
}
