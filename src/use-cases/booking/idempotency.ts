import type { Idempotency } from "../../domain/booking/commands.ts";
import { currentRequestId } from "../../log.ts";
import { sha256Hex } from "../../sha256.ts";

/** A key bound to who uses it and for what, with a hash of the input it was first used with. */
export async function idempotencyOf(
  scope: Idempotency["scope"],
  parts: { by: string; action: string; key: string; input: unknown },
): Promise<Idempotency> {
  const key = `${parts.by}|${parts.action}|${parts.key}`;
  return { scope, key, fingerprint: await fingerprintOf(parts.input), requestId: currentRequestId() };
}

export function fingerprintOf(input: unknown): Promise<string> {
  return sha256Hex(JSON.stringify(input));
}
