// Crockford's base32: no letter that is easily taken for a digit.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHARACTERS = 10;
export const RECOVERY_CODES = 10;
/** Each byte gives one of 32 characters: 50 bits a code. */
export const RECOVERY_CODE_BYTES = CHARACTERS;

/** `XXXXX-XXXXX` from `RECOVERY_CODE_BYTES` random bytes. */
export function formatRecoveryCode(random: Uint8Array): string {
  const text = Array.from(random.subarray(0, CHARACTERS), (byte) => ALPHABET.charAt(byte & 31)).join("");
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}

/** The code as it was printed, however it was typed. Null when it is none. */
export function readRecoveryCode(text: string): string | null {
  const plain = text.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(plain) ? `${plain.slice(0, 5)}-${plain.slice(5)}` : null;
}
