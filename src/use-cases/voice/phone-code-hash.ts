import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import type { VerificationId } from "../../domain/ids.ts";
import { configOf } from "../../env.ts";

/** Keyed, for a million codes are tried in no time by whoever has the table alone. */
export function hashPhoneCode(env: Env, id: VerificationId, code: string): string {
  const pepper = Buffer.from(configOf(env).PASSWORD_PEPPER, "base64");
  return createHmac("sha256", pepper).update(`phone-code|${id}|${code}`).digest("base64url");
}

export function isPhoneCode(
  env: Env,
  { id, codeHash }: { id: VerificationId; codeHash: string },
  given: string,
): boolean {
  const [one, other] = [Buffer.from(hashPhoneCode(env, id, given)), Buffer.from(codeHash)];
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}
