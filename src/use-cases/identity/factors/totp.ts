import { stepsAround, TOTP, toBase32, truncate } from "../../../domain/identity/totp-code.ts";
import type { EpochMs } from "../../../domain/time.ts";

/** Base32 of 160 random bits. */
export function newTotpSecret(): string {
  return toBase32(crypto.getRandomValues(new Uint8Array(TOTP.secretBytes)));
}

/** The code of one time step, RFC 6238 with SHA-1. */
export async function codeOfStep(secret: Uint8Array<ArrayBuffer>, step: number, digits: number): Promise<string> {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(step));
  return truncate(new Uint8Array(await crypto.subtle.sign("HMAC", key, counter.buffer)), digits);
}

/** The step whose code this is, of those that are good now. Null: a wrong code. All are computed, whichever matches. */
export async function matchStep(secret: Uint8Array<ArrayBuffer>, code: string, now: EpochMs): Promise<number | null> {
  const steps = stepsAround(now);
  const codes = await Promise.all(steps.map((step) => codeOfStep(secret, step, TOTP.digits)));
  return steps.find((_, index) => codes[index] === code) ?? null;
}
