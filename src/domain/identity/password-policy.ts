import { utf8 } from "../utf8.ts";

export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_BYTES = 1_024;

/** What is wrong with a password, one reason for each rule. `breached` is told by a public service, not here. */
export type PasswordFlaw = "too_short" | "too_long" | "no_lower" | "no_upper" | "no_digit" | "no_symbol" | "breached";

const needed: [flaw: PasswordFlaw, pattern: RegExp][] = [
  ["no_lower", /\p{Ll}/u],
  ["no_upper", /\p{Lu}/u],
  ["no_digit", /\p{Nd}/u],
  // A space is one too: several words are a good password.
  ["no_symbol", /[^\p{L}\p{M}\p{N}\p{C}]/u],
];

/** All that is wrong at once. The password itself is never trimmed, folded or cut: it is compared as it was given. */
export function passwordFlaws(password: string): PasswordFlaw[] {
  const bytes = utf8(password).byteLength;
  if (bytes > MAX_PASSWORD_BYTES) return ["too_long"];
  const isShort = Array.from(password).length < MIN_PASSWORD_LENGTH;
  const missing = needed.filter(([, pattern]) => !pattern.test(password)).map(([flaw]) => flaw);
  return isShort ? ["too_short", ...missing] : missing;
}
