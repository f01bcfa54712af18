import type { Language } from "../../domain/language.ts";
import { type EpochMs, instantsAt, type LocalDate, toLocal, toRfc3339 } from "../../domain/time.ts";

const LOCALES: Record<Language, string> = { de: "de-DE", en: "en-GB" };

export function showPrice(language: Language, minor: number, currency: string): string {
  const format = new Intl.NumberFormat(LOCALES[language], { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

/** "Dienstag, 1. Dezember". */
export function showDate(language: Language, date: LocalDate): string {
  return dateIn(language, date, { weekday: "long", day: "numeric", month: "long" });
}

export function showWeekday(language: Language, date: LocalDate): string {
  return dateIn(language, date, { weekday: "short" });
}

export function showMonth(language: Language, date: LocalDate): string {
  return dateIn(language, date, { month: "short" });
}

/** "14:30", and which of two when the clock shows it twice that night. */
export function showClock(language: Language, timeZone: string, at: EpochMs): string {
  const { date, minute } = toLocal(timeZone, at);
  const zone = instantsAt(timeZone, date, minute).length > 1 ? ({ timeZoneName: "short" } as const) : {};
  return instantIn(language, timeZone, at, { hour: "2-digit", minute: "2-digit", ...zone });
}

/** "Dienstag, 1. Dezember 2026 um 14:30 MEZ". */
export function showMoment(language: Language, timeZone: string, at: EpochMs): string {
  const day = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
  return instantIn(language, timeZone, at, { ...day, hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
}

/** What a link carries of an instant. */
export function toParameter(timeZone: string, at: EpochMs): string {
  return toRfc3339(timeZone, at);
}

function dateIn(language: Language, date: LocalDate, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone: "UTC" }).format(Date.parse(date));
}

function instantIn(language: Language, timeZone: string, at: EpochMs, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone }).format(at);
}
