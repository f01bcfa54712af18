import { err, ok, type Result } from "../result.ts";
import { toE164, typeOfNumber } from "../voice/phone.ts";
import type { PhoneType } from "./lead.ts";

export type LeadPhone = { e164: string; type: PhoneType };

/**
 * A number in any format as E.164 with its type, read as one of `country` when it has no code. Stricter than what callers
 * say: it must exist, and it must be a person's, for we are the ones who call and pay.
 */
export function readLeadPhone(text: string, country: string | null): Result<LeadPhone, "invalid_phone"> {
  const number = toE164(text, country);
  const type = number.ok ? typeOfNumber(number.value) : null;
  return number.ok && type ? ok({ e164: number.value, type }) : err("invalid_phone");
}

/** Where a text message can arrive. */
export function takesTexts(type: PhoneType | null): boolean {
  return type === "mobile" || type === "either";
}
