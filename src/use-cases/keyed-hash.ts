import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import { configOf } from "../env.ts";

/** HMAC-SHA-256 under the deployment's pepper. `text` begins with what it is for, so that no hash serves twice. */
export function keyedHash(env: Env, text: string): Buffer {
  const pepper = Buffer.from(configOf(env).PASSWORD_PEPPER, "base64");
  return createHmac("sha256", pepper).update(text).digest();
}

/** Compares in the time that the right one takes, whatever was given. */
export function isSameHash(given: Buffer, right: Buffer): boolean {
  // timingSafeEqual throws on unequal lengths.
  return given.length === right.length && timingSafeEqual(given, right);
}
