/** What one SMS costs by: its alphabet and how many pieces it is sent in. */
export type SmsSize = { encoding: "gsm7" | "ucs2"; units: number; segments: number };

const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Behind an escape, so each takes two places. */
const EXTENDED = new Set("\f^{}\\[~]|€");

const limits = { gsm7: { alone: 160, joined: 153 }, ucs2: { alone: 70, joined: 67 } };

/** GSM 03.38: one letter outside its alphabet makes the whole message UCS-2, at less than half the room. */
export function smsSize(text: string): SmsSize {
  const letters = Array.from(text); // by code points, as carriers count
  const isGsm = letters.every((letter) => BASIC.has(letter) || EXTENDED.has(letter));
  const encoding = isGsm ? "gsm7" : "ucs2";
  const widths = letters.map((letter) => (isGsm ? (EXTENDED.has(letter) ? 2 : 1) : letter.length));
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { alone, joined } = limits[encoding];
  return { encoding, units, segments: units <= alone ? 1 : piecesOf(widths, joined) };
}

/** A letter is never cut in two, so pieces can end a place early. */
function piecesOf(widths: number[], room: number): number {
  let pieces = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > room) {
      pieces += 1;
      used = 0;
    }
    used += width;
  }
  return pieces;
}
