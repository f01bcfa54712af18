import type { Language } from "../language.ts";

/** "30 Minuten", "eineinhalb Stunden", "1 hour and 15 minutes". */
export function speakDuration(minutes: number, language: Language): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (language === "de" && minutes === 90) return "eineinhalb Stunden";
  if (hours === 0) return minutesName(rest, language);
  const whole = hoursName(hours, language);
  if (rest === 0) return whole;
  return `${whole} ${language === "de" ? "und" : "and"} ${minutesName(rest, language)}`;
}

function minutesName(count: number, language: Language): string {
  if (language === "de") return count === 1 ? "eine Minute" : `${count} Minuten`;
  return count === 1 ? "1 minute" : `${count} minutes`;
}

function hoursName(count: number, language: Language): string {
  if (language === "de") return count === 1 ? "eine Stunde" : `${count} Stunden`;
  return count === 1 ? "1 hour" : `${count} hours`;
}

/** How a currency is said: one, many, and its hundredth, if it has one. */
type Coins = { one: string; many: string; cent: string | null; cents: string | null };
const coins = (one: string, many: string, cent: string | null = null, cents = cent): Coins => ({
  one,
  many,
  cent,
  cents,
});

const CURRENCIES: Record<string, Record<Language, Coins>> = {
  EUR: { de: coins("Euro", "Euro", "Cent"), en: coins("euro", "euros", "cent", "cents") },
  USD: { de: coins("Dollar", "Dollar", "Cent"), en: coins("dollar", "dollars", "cent", "cents") },
  GBP: { de: coins("Pfund", "Pfund", "Pence"), en: coins("pound", "pounds", "penny", "pence") },
  CHF: { de: coins("Franken", "Franken", "Rappen"), en: coins("franc", "francs", "centime", "centimes") },
  JPY: { de: coins("Yen", "Yen"), en: coins("yen", "yen") },
};
/** ISO 4217 currencies without minor units that a business here might use. */
const WHOLE_ONLY = new Set(["JPY", "KRW", "ISK", "CLP", "VND"]);

/** "35 Euro 50", "35 euros and 50 cents". `minor` counts the smallest unit. */
export function speakPrice(minor: number, currency: string, language: Language): string {
  if (minor === 0) return language === "de" ? "kostenlos" : "free";
  const isWhole = WHOLE_ONLY.has(currency);
  const units = isWhole ? minor : Math.floor(minor / 100);
  const cents = isWhole ? 0 : minor % 100;
  const names = CURRENCIES[currency]?.[language] ?? coins(currency, currency);
  if (units === 0 && names.cent) return `${cents} ${cents === 1 ? names.cent : names.cents}`;
  const whole = `${units} ${units === 1 ? names.one : names.many}`;
  if (cents === 0) return whole;
  if (!names.cent) return `${units}${language === "de" ? "," : "."}${String(cents).padStart(2, "0")} ${currency}`;
  return language === "de" ? `${whole} ${cents}` : `${whole} and ${cents} ${cents === 1 ? names.cent : names.cents}`;
}
