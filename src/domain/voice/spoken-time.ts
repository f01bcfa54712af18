import { type EpochMs, instantsAt, type LocalDate, toLocal } from "../time.ts";
import { clockName, dayName, joinOr, type SpeechContext } from "./speech-words.ts";

export type { SpeechContext } from "./speech-words.ts";
export { speakDuration, speakPrice } from "./spoken-amount.ts";
export { speakHours } from "./spoken-hours.ts";
export { speakWindow } from "./spoken-window.ts";

/** More than three options are forgotten on the phone. */
const MAX_SPOKEN_OPTIONS = 3;

/** "morgen um 10 Uhr 30", "Tuesday, November 24th at 2 PM". */
export function speakTime(instant: EpochMs, context: SpeechContext): string {
  return `${speakDay(instant, context)} ${at(context)} ${clockOf(instant, context)}`;
}

/** "heute", "Dienstag, den 24. November". */
export function speakDay(instant: EpochMs, context: SpeechContext): string {
  return dayName(toLocal(context.timeZone, instant).date, context);
}

/** At most three times; each day is named once: "morgen um 10 Uhr, 10 Uhr 30 oder 11 Uhr". */
export function speakTimes(instants: readonly EpochMs[], context: SpeechContext): string {
  const offered = [...new Set(instants)].slice(0, MAX_SPOKEN_OPTIONS);
  const byDay = Map.groupBy(offered, (instant) => toLocal(context.timeZone, instant).date);
  const groups = [...byDay].map(([date, times]) => speakTimesOf(date, times, context));
  // A day with two times has its own "or" already; the comma keeps the days apart.
  if (groups.length === 2 && offered.length > 2) return groups.join(context.language === "de" ? ", oder " : ", or ");
  return joinOr(groups, context.language);
}

function speakTimesOf(date: LocalDate, instants: readonly EpochMs[], context: SpeechContext): string {
  const clocks = instants.map((instant) => clockOf(instant, context));
  return `${dayName(date, context)} ${at(context)} ${joinOr(clocks, context.language)}`;
}

/** On the night the clocks go back an hour comes twice, and only the caller can say which one is meant. */
function clockOf(instant: EpochMs, { language, timeZone }: SpeechContext): string {
  const { date, minute } = toLocal(timeZone, instant);
  const [first, second] = instantsAt(timeZone, date, minute);
  const clock = clockName(minute, language);
  if (first === undefined || second === undefined) return clock;
  const isFirst = instant < second;
  if (language === "de") return `${clock} ${isFirst ? "vor" : "nach"} der Zeitumstellung`;
  return `${clock} ${isFirst ? "before" : "after"} the clocks change`;
}

function at({ language }: SpeechContext): string {
  return language === "de" ? "um" : "at";
}
