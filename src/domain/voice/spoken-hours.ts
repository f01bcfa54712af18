import type { OpeningHours } from "../booking/rulebook.ts";
import type { Language } from "../language.ts";
import { addDays, localDateOf } from "../time.ts";
import { clockRange, dayName, joinAnd, type SpeechContext, weekdayName } from "./speech-words.ts";

type Span = { fromMinute: number; toMinute: number };
/** Weekdays in a row that are open at the same times. */
type Run = { first: number; last: number; spans: string };

/** Exceptions further away are asked for by date. */
const EXCEPTION_DAYS = 14;
const MAX_EXCEPTIONS = 3;

/** One line per run of weekdays, then the exceptions of the next two weeks: "Montag bis Freitag von 9 bis 18 Uhr". */
export function speakHours(hours: OpeningHours, context: SpeechContext): string[] {
  return [...weeklyLines(hours, context.language), ...exceptionLines(hours, context)];
}

function weeklyLines(hours: OpeningHours, language: Language): string[] {
  if (hours.weekly.length === 0) return [];
  return runsOf(hours, language).map(({ first, last, spans }) => `${daysName(first, last, language)} ${spans}`);
}

function runsOf(hours: OpeningHours, language: Language): Run[] {
  const runs: Run[] = [];
  for (let weekday = 1; weekday <= 7; weekday++) {
    const ofDay = hours.weekly.filter((span) => span.weekday === weekday);
    const spans = speakSpans(ofDay, language);
    const run = runs.at(-1);
    if (run?.spans === spans) run.last = weekday;
    else runs.push({ first: weekday, last: weekday, spans });
  }
  return runs;
}

function exceptionLines(hours: OpeningHours, context: SpeechContext): string[] {
  const today = localDateOf(context.timeZone, context.now);
  const soon = hours.exceptions
    .filter(({ date }) => date >= today && date < addDays(today, EXCEPTION_DAYS))
    .sort((a, b) => a.date.localeCompare(b.date))
    .slice(0, MAX_EXCEPTIONS);
  return soon.map(({ date, spans }) => `${dayName(date, context)} ${speakSpans(spans, context.language)}`);
}

function speakSpans(spans: readonly Span[], language: Language): string {
  if (spans.length === 0) return language === "de" ? "geschlossen" : "closed";
  const sorted = [...spans].sort((a, b) => a.fromMinute - b.fromMinute);
  return joinAnd(
    sorted.map((span) => speakSpan(span, language)),
    language,
  );
}

function speakSpan({ fromMinute, toMinute }: Span, language: Language): string {
  if (toMinute - fromMinute >= 1_440) return language === "de" ? "rund um die Uhr" : "around the clock";
  return `${language === "de" ? "von" : "from"} ${clockRange(fromMinute, toMinute, language)}`;
}

function daysName(first: number, last: number, language: Language): string {
  const [from, to] = [weekdayName(first, language), weekdayName(last, language)];
  if (first === last) return from;
  if (last === first + 1) return joinAnd([from, to], language);
  return `${from} ${language === "de" ? "bis" : "to"} ${to}`;
}
