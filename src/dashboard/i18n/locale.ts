import type en from "./messages/en.json";

const LOCALES = ["de", "en"] as const;
export type Locale = (typeof LOCALES)[number];
export type Messages = typeof en;

export const isLocale = (text: unknown): text is Locale => LOCALES.some((locale) => locale === text);

/** The language to speak before anyone has said which. */
export function preferredLocale(languages: readonly string[]): Locale {
  return languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLocale) ?? "en";
}

/** The visitor's own variant of the language (en-US, de-AT), for dates and numbers. */
export function regionalTag(locale: Locale, languages: readonly string[]): string {
  const own = languages.find((tag) => tag.toLowerCase().startsWith(`${locale}-`));
  return own ?? (locale === "de" ? "de-DE" : "en-GB");
}

export async function loadMessages(locale: Locale): Promise<Messages> {
  const file = locale === "de" ? await import("./messages/de.json") : await import("./messages/en.json");
  return file.default;
}
