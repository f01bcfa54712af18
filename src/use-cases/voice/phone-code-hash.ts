import { Buffer } from "node:buffer";
import type { VerificationId } from "../../domain/ids.ts";
import { isSameHash, keyedHash } from "../keyed-hash.ts";

/** Keyed, for a million codes are tried in no time by whoever has the table alone. */
export function hashPhoneCode(env: Env, id: VerificationId, code: string): string {
  return keyedHash(env, `phone-code|${id}|${code}`).toString("base64url");
}

export function isPhoneCode(
  env: Env,
  { id, codeHash }: { id: VerificationId; codeHash: string },
  given: string,
): boolean {
  const [one, other] = [Buffer.from(hashPhoneCode(env, id, given)), Buffer.from(codeHash)];
  return isSameHash(one, other);
}
