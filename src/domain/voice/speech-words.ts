import type { Language } from "../language.ts";
import { addDays, type EpochMs, type LocalDate, type LocalMinute, localDateOf, toLocal, weekdayOf } from "../time.ts";

/** Whom we speak to: their language, the branch's zone, and the moment that "today" is seen from. */
export type SpeechContext = { language: Language; timeZone: string; now: EpochMs };

// Own tables: an Intl formatter costs more than the rest of an answer, and these words never change.

const WEEKDAYS: Record<Language, readonly string[]> = {
  de: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
};
const MONTHS: Record<Language, readonly string[]> = {
  de: [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
  ],
  en: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
};

/** `weekday` is ISO: Monday is 1. */
export function weekdayName(weekday: number, language: Language): string {
  return WEEKDAYS[language][weekday - 1] ?? "";
}

/** "24. November", "November 24th"; with the year when it is not the current one. */
export function dateName(date: LocalDate, { language, timeZone, now }: SpeechContext): string {
  const [year = "", month = "", day = ""] = date.split("-");
  const monthName = MONTHS[language][Number(month) - 1] ?? "";
  const isThisYear = localDateOf(timeZone, now).startsWith(year);
  if (language === "de") return `${Number(day)}. ${monthName}${isThisYear ? "" : ` ${year}`}`;
  return `${monthName} ${ordinal(Number(day))}${isThisYear ? "" : `, ${year}`}`;
}

/** Until then "tomorrow" is to many what the calendar calls today. */
const NIGHT_ENDS = 300;

function isNight({ timeZone, now }: SpeechContext): boolean {
  return toLocal(timeZone, now).minute < NIGHT_ENDS;
}

/** "today", "tomorrow", or null: later days are named by their date, and in the small hours all are. */
export function nearDayName(date: LocalDate, context: SpeechContext): string | null {
  if (isNight(context)) return null;
  const { language, timeZone, now } = context;
  const today = localDateOf(timeZone, now);
  if (date === today) return language === "de" ? "heute" : "today";
  if (date === addDays(today, 1)) return language === "de" ? "morgen" : "tomorrow";
  return null;
}

/** By language, today, whether it is night, and date. An answer names the same day for each of its times. */
const dayNames = new Map<string, string>();
const MAX_DAY_NAMES = 2_000;

/** "heute", "Dienstag, den 24. November", "Tuesday, November 24th". */
export function dayName(date: LocalDate, context: SpeechContext): string {
  const key = `${context.language}${localDateOf(context.timeZone, context.now)}${isNight(context)}${date}`;
  const known = dayNames.get(key);
  if (known !== undefined) return known;
  if (dayNames.size >= MAX_DAY_NAMES) dayNames.clear();
  const name = makeDayName(date, context);
  dayNames.set(key, name);
  return name;
}

function makeDayName(date: LocalDate, context: SpeechContext): string {
  const weekday = weekdayName(weekdayOf(date), context.language);
  const article = context.language === "de" ? "den " : "";
  return nearDayName(date, context) ?? `${weekday}, ${article}${dateName(date, context)}`;
}

/** German "ab Dienstag, dem 24. November": the date follows the preposition's case. */
export function dative(day: string): string {
  return day.replaceAll(", den ", ", dem ");
}

/** "14 Uhr 30", "2:30 PM": no "halb drei", which neither callers nor speech engines take the same way everywhere. */
export function clockName(minute: LocalMinute, language: Language): string {
  const hour = Math.floor(minute / 60) % 24;
  const rest = minute % 60;
  if (language === "de") return rest === 0 ? `${hour} Uhr` : `${hour} Uhr ${rest}`;
  const face = hour % 12 || 12;
  const half = hour < 12 ? "AM" : "PM";
  return rest === 0 ? `${face} ${half}` : `${face}:${String(rest).padStart(2, "0")} ${half}`;
}

/** "9 bis 18 Uhr", "9 AM to 6 PM". The end of a day is 24 Uhr, or midnight. */
export function clockRange(from: LocalMinute, to: LocalMinute, language: Language, joint?: string): string {
  const end = to % 1_440 === 0 ? midnight(language) : clockName(to, language);
  if (language === "en") return `${clockName(from, language)} ${joint ?? "to"} ${end}`;
  const start = from % 60 === 0 && to % 60 === 0 ? String(Math.floor(from / 60) % 24) : clockName(from, language);
  return `${start} ${joint ?? "bis"} ${end}`;
}

/** "A", "A oder B", "A, B oder C". */
export function joinOr(parts: readonly string[], language: Language): string {
  return join(parts, language === "de" ? "oder" : "or");
}

export function joinAnd(parts: readonly string[], language: Language): string {
  return join(parts, language === "de" ? "und" : "and");
}

function join(parts: readonly string[], word: string): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} ${word} ${parts.at(-1)}`;
}

function midnight(language: Language): string {
  return language === "de" ? "24 Uhr" : "midnight";
}

function ordinal(day: number): string {
  const teen = day >= 11 && day <= 13;
  const ending = teen ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th");
  return `${day}${ending}`;
}
