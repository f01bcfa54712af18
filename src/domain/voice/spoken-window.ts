import type { Language } from "../language.ts";
import { addDays, DAY_MS, type LocalDate, toLocal, weekdayOf } from "../time.ts";
import {
  clockName,
  clockRange,
  dateName,
  dative,
  dayName,
  joinAnd,
  nearDayName,
  type SpeechContext,
  weekdayName,
} from "./speech-words.ts";
import { DAY_PARTS, type DayPart, type MinuteSpan } from "./when/day-parts.ts";
import type { Window } from "./when/window.ts";

const DAY = 1_440;

/** "heute Nachmittag", "Tuesday afternoon, November 24th", "von heute bis Samstag, den 5. Dezember". */
export function speakWindow(window: Window, context: SpeechContext): string {
  const first = toLocal(context.timeZone, window.from);
  const last = toLocal(context.timeZone, window.to - 1).date;
  const span = { from: first.minute, to: endMinute(window, first.date, context) };
  const isNight = last === addDays(first.date, 1) && span.to === DAY_PARTS.night.to;
  if (last !== first.date && !isNight) return speakDays(first.date, last, window.eachDay ?? null, context);
  // A window that began in the past begins now; its start is not what anybody asked for.
  return speakWithinDay(first.date, span, window.from === context.now, context);
}

/** Minutes on the wall clock since the midnight before the window. */
function endMinute(window: Window, date: LocalDate, { timeZone }: SpeechContext): number {
  const end = toLocal(timeZone, window.to);
  const daysLater = Math.round((Date.parse(end.date) - Date.parse(date)) / DAY_MS);
  return end.minute + daysLater * DAY;
}

function speakDays(first: LocalDate, last: LocalDate, eachDay: MinuteSpan | null, context: SpeechContext): string {
  const [from, to] = [dayName(first, context), dayName(last, context)];
  if (last === addDays(first, 1) && !eachDay) return joinAnd([from, to], context.language);
  const days = context.language === "de" ? `von ${dative(from)} bis ${to}` : `from ${from} to ${to}`;
  return eachDay ? `${days}, ${speakEachDay(eachDay, context.language)}` : days;
}

function speakEachDay(span: MinuteSpan, language: Language): string {
  const part = partOf(span, false);
  const each = language === "de" ? "jeweils" : "each day";
  if (part) return `${each} ${PART_NAMES[part][language].inGeneral}`;
  return `${each} ${speakSpan(span, false, language)}`;
}

function speakWithinDay(date: LocalDate, span: MinuteSpan, isClipped: boolean, context: SpeechContext): string {
  const isWhole = (isClipped || span.from === 0) && span.to === DAY;
  if (isWhole) return dayName(date, context);
  const part = partOf(span, isClipped);
  if (part) return speakPart(date, part, context);
  return `${dayName(date, context)} ${speakSpan(span, isClipped, context.language)}`;
}

function speakSpan(span: MinuteSpan, isClipped: boolean, language: Language): string {
  const isDe = language === "de";
  if (span.to <= span.from + 1) return `${isDe ? "um" : "at"} ${clockName(span.from, language)}`;
  const to = span.to % 5 === 1 ? span.to - 1 : span.to; // "at ten or eleven" ends a minute after eleven
  if (span.to === DAY) return `${isDe ? "ab" : "from"} ${clockName(span.from, language)}`;
  if (isClipped || span.from === 0) return `${isDe ? "bis" : "before"} ${clockName(to, language)}`;
  return `${isDe ? "zwischen" : "between"} ${clockRange(span.from, to, language, isDe ? "und" : "and")}`;
}

/** The named time of day with these limits. A clipped one is known by its end. */
function partOf(span: MinuteSpan, isClipped: boolean): DayPart | null {
  const names = Object.keys(PART_NAMES) as DayPart[]; // the record is complete by its type
  const begins = (from: number) => (isClipped ? from <= span.from : from === span.from);
  return names.find((name) => begins(DAY_PARTS[name].from) && DAY_PARTS[name].to === span.to) ?? null;
}

function speakPart(date: LocalDate, part: DayPart, context: SpeechContext): string {
  const { language } = context;
  const { suffix, inGeneral } = PART_NAMES[part][language];
  const near = nearDayName(date, context);
  if (!suffix) return `${dayName(date, context)} ${inGeneral}`;
  if (near === "today") return part === "night" ? "tonight" : `this ${suffix}`;
  if (near) return `${near} ${suffix}`;
  const weekday = weekdayName(weekdayOf(date), language);
  if (language === "en") return `${weekday} ${suffix}, ${dateName(date, context)}`;
  return `${weekday}${suffix.toLowerCase()}, den ${dateName(date, context)}`;
}

/** `suffix` joins a day ("Dienstagnachmittag", "Tuesday afternoon"); where none does, `inGeneral` follows the day. */
type PartName = { suffix: string | null; inGeneral: string };
const name = (suffix: string | null, inGeneral: string): PartName => ({ suffix, inGeneral });

// Wide parts first: a clipped window is named after the widest that fits.
const PART_NAMES: Record<DayPart, Record<Language, PartName>> = {
  morning: { de: name("Vormittag", "vormittags"), en: name("morning", "in the morning") },
  afternoon: { de: name("Nachmittag", "nachmittags"), en: name("afternoon", "in the afternoon") },
  evening: { de: name("Abend", "abends"), en: name("evening", "in the evening") },
  midday: { de: name("Mittag", "mittags"), en: name(null, "around midday") },
  night: { de: name("Nacht", "nachts"), en: name("night", "at night") },
  earlyMorning: { de: name("früh", "früh am Morgen"), en: name(null, "early in the morning") },
  lateMorning: { de: name(null, "am späten Vormittag"), en: name(null, "late in the morning") },
  earlyAfternoon: { de: name(null, "am frühen Nachmittag"), en: name(null, "early in the afternoon") },
  lateAfternoon: { de: name(null, "am späten Nachmittag"), en: name(null, "late in the afternoon") },
  earlyEvening: { de: name(null, "am frühen Abend"), en: name(null, "early in the evening") },
  lateEvening: { de: name(null, "am späten Abend"), en: name(null, "late in the evening") },
};
