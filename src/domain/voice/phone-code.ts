import type { Language } from "../language.ts";

/** So long a code can be read out, and so long its proof holds. */
export const PHONE_CODE_MS = 10 * 60_000;
export const PROVEN_MS = 30 * 60_000;
export const MAX_CODE_GUESSES = 5;

/** Six digits out of 32 random bits. */
export function newPhoneCode([random = 0]: Uint32Array): string {
  return String(random % 1_000_000).padStart(6, "0");
}

/** Of the code that opens the customer's own pages. */
export function portalCodeWords(language: Language, business: string, code: string): string {
  return language === "de"
    ? `${business}: Ihr Code ist ${code}. Er öffnet Ihre Termine und gilt zehn Minuten. Geben Sie ihn niemandem.`
    : `${business}: your code is ${code}. It opens your appointments and works for ten minutes. Give it to nobody.`;
}

export function codeWords(language: Language, business: string, code: string): string {
  return language === "de"
    ? `${business}: Ihr Code ist ${code}. Nennen Sie ihn nur am Telefon dieses Betriebs. Er gilt zehn Minuten.`
    : `${business}: your code is ${code}. Tell it to this business alone, on the phone. It works for ten minutes.`;
}
