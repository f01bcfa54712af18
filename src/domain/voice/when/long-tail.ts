// Only these two locales: the package's main entry would bundle all of them.
import { type Chrono, casual as germanChrono, type ParsedResult } from "chrono-node/de";
import { casual as englishChrono } from "chrono-node/en";
import type { Language } from "../../language.ts";
import { type LocalDate, MINUTE_MS, offsetMsAt } from "../../time.ts";
import { dateOf } from "./calendar.ts";
import { settle } from "./day-parts.ts";
import { type Answer, atWallClock, type Moment, windowAnswer } from "./resolve.ts";
import { windowOver } from "./window.ts";

const CHRONO: Record<Language, Chrono> = { de: germanChrono, en: englishChrono };

/**
 * What our own grammar does not know, read by chrono. Only its calendar fields are taken: instants are made from them by
 * our own rules, because chrono works with one fixed offset and knows no clock changes. Null when it names no single
 * day for certain: a bare time found among unknown words is not enough to book on.
 */
export function parseLongTail(text: string, language: Language, moment: Moment): Answer | null {
  const timezone = offsetMsAt(moment.timeZone, moment.now) / MINUTE_MS;
  const reference = { instant: new Date(moment.now), timezone };
  const [found, ...more] = CHRONO[language].parse(text, reference, { forwardDate: true });
  if (!found || more.length > 0 || !namesDay(found.start) || cutsWord(text, found)) return null;
  return toAnswer(found, moment);
}

function namesDay(start: ParsedResult["start"]): boolean {
  return (start.isCertain("day") || start.isCertain("weekday")) && !start.isCertain("timezoneOffset");
}

/** chrono takes the "Fr" of "Frühling" for Friday. */
function cutsWord(text: string, { index, text: { length } }: ParsedResult): boolean {
  return /\p{L}/u.test(text.charAt(index - 1)) || /\p{L}/u.test(text.charAt(index + length));
}

function toAnswer({ start, end }: ParsedResult, moment: Moment): Answer | null {
  const date = dateFrom(start);
  const last = end ? dateFrom(end) : date;
  if (!date || !last) return null;
  const minute = minuteFrom(start);
  if (minute !== null && last === date) return atWallClock(date, minute, moment);
  return last < date ? null : windowAnswer(windowOver(moment.timeZone, date, last, null), moment.now);
}

function dateFrom(parts: ParsedResult["start"]): LocalDate | null {
  return dateOf(parts.get("year") ?? 0, parts.get("month") ?? 0, parts.get("day") ?? 0);
}

function minuteFrom(parts: ParsedResult["start"]): number | null {
  if (!parts.isCertain("hour")) return null;
  const minute = (parts.get("hour") ?? 0) * 60 + (parts.get("minute") ?? 0);
  return settle({ minute, certain: parts.isCertain("meridiem") }, null);
}
