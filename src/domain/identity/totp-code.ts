import type { EpochMs } from "../time.ts";

/** RFC 6238 as every authenticator app assumes it: SHA-1, six digits, thirty seconds. */
export const TOTP = { digits: 6, periodMs: 30_000, secretBytes: 20 } as const;
/** Clocks of phones are seconds off, and people take a while: the step before and the one after are good too. */
const DRIFT_STEPS = 1;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The steps whose code is good now, the likeliest first. */
export function stepsAround(now: EpochMs): number[] {
  const step = Math.floor(now / TOTP.periodMs);
  const offsets = Array.from({ length: DRIFT_STEPS }, (_, i) => [step - i - 1, step + i + 1]).flat();
  return [step, ...offsets].filter((each) => each >= 0);
}

/** RFC 4226: four bytes from where the last one points, without the sign. */
export function truncate(mac: Uint8Array, digits: number): string {
  const offset = (mac.at(-1) ?? 0) & 15;
  const [a = 0, b = 0, c = 0, d = 0] = mac.subarray(offset, offset + 4);
  const number = (((a & 127) << 24) | (b << 16) | (c << 8) | d) >>> 0;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/** The code as it was meant: apps show it in groups, and people copy it with the gap. Null when it is none. */
export function readCode(text: string): string | null {
  const digits = text.replaceAll(/[\s-]/g, "");
  return /^\d{6}$/.test(digits) ? digits : null;
}

/** Base32 without padding, as authenticator apps take secrets by hand. */
export function toBase32(bytes: Uint8Array): string {
  let text = "";
  let rest = 0;
  let bits = 0;
  for (const byte of bytes) {
    rest = (rest << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(rest >>> (bits - 5)) & 31];
    rest &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(rest << (5 - bits)) & 31] : text;
}

export function fromBase32(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let rest = 0;
  let bits = 0;
  for (const digit of text) {
    rest = (rest << 5) | ALPHABET.indexOf(digit);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((rest >>> bits) & 255);
    rest &= (1 << bits) - 1;
  }
  return new Uint8Array(bytes);
}

/** What the QR code says. */
export function otpauthUri({ secret, account, issuer }: { secret: string; account: string; issuer: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}
