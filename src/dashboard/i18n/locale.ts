import { isConsole } from "../app/console-path.ts";
import type consoleEn from "./messages/console-en.json";
import type en from "./messages/en.json";
import type { PageMessages } from "./page-texts-parts.ts";

const LOCALES = ["de", "en"] as const;
export type Locale = (typeof LOCALES)[number];
export type Messages = typeof en & typeof consoleEn & PageMessages;

export const isLocale = (text: unknown): text is Locale => LOCALES.some((locale) => locale === text);

/** The language to speak before anyone has said which. */
export function preferredLocale(languages: readonly string[]): Locale {
  return languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLocale) ?? "en";
}

/** Some browsers tell the name of a POSIX locale ("en-US@posix"), which no format takes. */
function isTag(tag: string): boolean {
  return /^[a-z]{2}(?:-[a-z0-9]{2,8})+$/i.test(tag);
}

/** The visitor's own variant of the language (en-US, de-AT), for dates and numbers. */
export function regionalTag(locale: Locale, languages: readonly string[]): string {
  const own = languages.find((tag) => tag.toLowerCase().startsWith(`${locale}-`) && isTag(tag));
  return own ?? (locale === "de" ? "de-DE" : "en-GB");
}

export async function loadMessages(locale: Locale): Promise<Messages> {
  const shared = locale === "de" ? import("./messages/de.json") : import("./messages/en.json");
  const [file, own] = await Promise.all([shared, isConsole() ? loadConsoleMessages(locale) : null]);
  return { ...file.default, ...own } as Messages; // the console's texts are asked for by its pages alone
}

async function loadConsoleMessages(locale: Locale): Promise<typeof consoleEn> {
  const file =
    locale === "de" ? await import("./messages/console-de.json") : await import("./messages/console-en.json");
  return file.default;
}
