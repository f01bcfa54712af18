import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Language } from "../language.ts";

const DIGITS: Record<Language, readonly string[]> = {
  de: ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"],
  en: ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
};
const SIGNS: Record<Language, Record<string, string>> = {
  de: { "@": "at", ".": "Punkt", "-": "Bindestrich", _: "Unterstrich", "+": "plus", "'": "Apostroph", ß: "Eszett" },
  en: { "@": "at", ".": "dot", "-": "hyphen", _: "underscore", "+": "plus", "'": "apostrophe", ß: "sharp S" },
};
/** Breath after so many digits: people note numbers down in groups. */
const GROUP = 3;

/** "null eins fünf eins, eins zwei drei, ...": as it is dialled within `country`, with the country code elsewhere. */
export function spellPhone(e164: string, country: string | null, language: Language): string {
  const parsed = parsePhoneNumberFromString(e164);
  const isHome = parsed?.country !== undefined && parsed.country === country;
  const written = (isHome ? parsed?.formatNational() : parsed?.formatInternational()) ?? e164;
  const groups = written.split(/[^\d+]+/).flatMap(inGroups);
  return groups.map((group) => Array.from(group, (sign) => spellSign(sign, language)).join(" ")).join(", ");
}

/** "M, E, I, E, R". Words are kept apart. */
export function spellName(name: string, language: Language): string {
  const words = name.trim().split(/\s+/).slice(0, 6);
  return words.map((word) => spellWord(word, language)).join("; ");
}

/** "E, R, I, K, A, at, G, M, X, Punkt, D, E": nothing is left to be guessed. */
export function spellEmail(email: string, language: Language): string {
  return spellWord(email.toLowerCase(), language);
}

function spellWord(word: string, language: Language): string {
  return Array.from(word.normalize("NFC"), (sign) => spellSign(sign, language)).join(", ");
}

function spellSign(sign: string, language: Language): string {
  return DIGITS[language][/^\d$/.test(sign) ? Number(sign) : -1] ?? SIGNS[language][sign] ?? sign.toUpperCase();
}

/** Groups of the numbering plan, cut where they are longer than an ear holds; a dialling code stays whole. */
function inGroups(group: string, index: number): string[] {
  const isCode = index === 0 || group.length <= GROUP + 1;
  return isCode ? [group].filter(Boolean) : (group.match(/\d{1,3}/g) ?? []);
}
