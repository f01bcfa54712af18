// `/max` although `/min` is 20 KB smaller: the Worker needs it anyway to tell mobiles from landlines for SMS, and two
// bundles would be worse than one. It also knows which national numbers can exist at all.
import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { err, ok, type Result } from "../result.ts";

type PhoneRefusal = { reason: "invalid_phone" };

const MAX_LENGTH = 64;
const NOT_A_NUMBER = /[^\d\s().\-‐–/]/;
const DIGIT_WORDS: Record<string, string> = {
  plus: "+",
  null: "0",
  eins: "1",
  zwei: "2",
  zwo: "2",
  drei: "3",
  vier: "4",
  fünf: "5",
  sechs: "6",
  sieben: "7",
  acht: "8",
  neun: "9",
  zero: "0",
  oh: "0",
  one: "1",
  two: "2",
  three: "3",
  four: "4",
  five: "5",
  six: "6",
  seven: "7",
  eight: "8",
  nine: "9",
};

/**
 * A number as callers and speech engines give it ("0151 234 567 89", "0049…", "null eins fünf eins…") as E.164. National
 * numbers must exist in the plan of `defaultCountry`. Complete international ones only need a possible length, because
 * they come from the network too, and numbering plans grow faster than we update. With no country, only those are taken.
 */
export function toE164(spoken: string, defaultCountry: string | null): Result<string, PhoneRefusal> {
  const digits = toDigits(spoken);
  const parsed = digits === null ? undefined : parse(digits, defaultCountry);
  return parsed ? ok(parsed.number) : err({ reason: "invalid_phone" });
}

/** The country that an E.164 number is of, as ISO 3166-1 alpha-2. Null for numbers of none, such as satellite phones. */
export function countryOfNumber(e164: string): string | null {
  return parsePhoneNumberFromString(e164)?.country ?? null;
}

/** For branches without a number of their own. */
const DEFAULT_COUNTRY = "DE";

/** Of which country national numbers are: the one that the branch has its own number in. */
export function countryOfBranch({ phone }: { phone: string | null }): string {
  return (phone && countryOfNumber(phone)) || DEFAULT_COUNTRY;
}

/** What can be reached at a number that exists. `either`: plans as the American tell mobiles and landlines not apart. */
export type NumberType = "mobile" | "landline" | "either";

/** Null: no such number, or one of a service, which nobody calls unasked and which may cost as it likes. */
export function typeOfNumber(e164: string): NumberType | null {
  const parsed = parsePhoneNumberFromString(e164);
  const type = parsed?.isValid() ? parsed.getType() : undefined;
  return TYPES.get(type ?? "") ?? null;
}

const TYPES = new Map<string, NumberType>([
  ["MOBILE", "mobile"],
  ["FIXED_LINE", "landline"],
  ["FIXED_LINE_OR_MOBILE", "either"],
  ["VOIP", "landline"],
  ["PERSONAL_NUMBER", "either"],
]);

function parse(digits: string, country: string | null) {
  if (digits.startsWith("+")) {
    const parsed = parsePhoneNumberFromString(digits, { extract: false });
    return parsed?.isPossible() ? parsed : undefined;
  }
  if (country === null || !isSupportedCountry(country)) return undefined;
  const parsed = parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false });
  return parsed?.isValid() ? parsed : undefined;
}

/** Keys come one by one, with the hash that ends an entry: "0,1,5,1,...#". */
function fromKeypad(text: string): string {
  const keys = text.replace(/(?<!#)#+$/, "").trimEnd();
  return /^[+\d](\s*[,;]\s*\d)+$/.test(keys) ? keys.replaceAll(/[\s,;]/g, "") : keys;
}

/** Null for anything with a letter left, such as an extension: an SMS cannot reach it. */
function toDigits(spoken: string): string | null {
  if (spoken.length > MAX_LENGTH * 2) return null;
  const plain = fromKeypad(spoken.normalize("NFKC").toLowerCase().trim());
  const digits = plain.replace(/\p{L}+/gu, (word) => DIGIT_WORDS[word] ?? word).replace(/^00/, "+");
  if (digits.length > MAX_LENGTH || NOT_A_NUMBER.test(digits.replace(/^\+/, ""))) return null;
  const international = digits.startsWith("+");
  const dialled = (international ? digits.replace("(0)", "") : digits).replaceAll(/\D/g, "");
  return international ? `+${dialled}` : dialled;
}
