import { closingHoliday } from "../booking/hours.ts";
import type { OpeningHours } from "../booking/rulebook.ts";
import type { Language } from "../language.ts";
import { addDays, type LocalDate, localDateOf } from "../time.ts";
import { clockRange, dayName, joinAnd, type SpeechContext, weekdayName } from "./speech-words.ts";

type Span = { fromMinute: number; toMinute: number };
/** Weekdays in a row that are open at the same times. */
type Run = { first: number; last: number; spans: string };

/** Exceptions further away are asked for by date. */
const EXCEPTION_DAYS = 14;
const MAX_EXCEPTIONS = 3;

/** One line per run of weekdays, then the exceptions of the next two weeks: "Montag bis Freitag von 9 bis 18 Uhr". */
export function speakHours(hours: OpeningHours, context: SpeechContext): string[] {
  return [...weeklyLines(hours, context), ...exceptionLines(hours, context)];
}

/** The pattern of the week that counts today. */
function weeklyLines({ weekly }: OpeningHours, { language, timeZone, now }: SpeechContext): string[] {
  const today = localDateOf(timeZone, now);
  const current = weekly.filter(
    ({ validFrom, validUntil }) =>
      (validFrom === null || validFrom <= today) && (validUntil === null || today <= validUntil),
  );
  if (current.length === 0) return [];
  return runsOf(current, language).map(({ first, last, spans }) => `${daysName(first, last, language)} ${spans}`);
}

function runsOf(weekly: OpeningHours["weekly"], language: Language): Run[] {
  const runs: Run[] = [];
  for (let weekday = 1; weekday <= 7; weekday++) {
    const ofDay = weekly.filter((span) => span.weekday === weekday);
    const spans = speakSpans(ofDay, language);
    const run = runs.at(-1);
    if (run?.spans === spans) run.last = weekday;
    else runs.push({ first: weekday, last: weekday, spans });
  }
  return runs;
}

function exceptionLines(hours: OpeningHours, context: SpeechContext): string[] {
  const today = localDateOf(context.timeZone, context.now);
  const dates = Array.from({ length: EXCEPTION_DAYS }, (_, days) => addDays(today, days));
  return dates.flatMap((date) => exceptionLine(hours, date, context)).slice(0, MAX_EXCEPTIONS);
}

/** Special hours, or a holiday by its name. */
function exceptionLine(hours: OpeningHours, date: LocalDate, context: SpeechContext): string[] {
  const { language } = context;
  const exception = hours.exceptions.find((candidate) => candidate.date === date);
  if (exception) return [`${dayName(date, context)} ${speakSpans(exception.spans, language)}`];
  const holiday = closingHoliday(hours, date);
  return holiday ? [`${dayName(date, context)} ${speakSpans([], language)} (${holiday.name[language]})`] : [];
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
