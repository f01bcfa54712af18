import type { LocalDate } from "../time.ts";
import type { OpeningHours, WeeklySpan } from "./rulebook.ts";

/** What is wrong with an input, in the words of a problem answer. */
export type FieldError = { field: string; rule: string };
type Span = { fromMinute: number; toMinute: number };
type Hours = Pick<OpeningHours, "weekly" | "exceptions">;

const BACKWARDS = "must be after `fromMinute`";

/** Spans that run forwards and never overlap, and one exception a date. */
export function checkHours({ weekly, exceptions }: Hours, path = ""): FieldError[] {
  return [...checkWeekly(weekly, `${path}weekly`), ...checkExceptions(exceptions, `${path}exceptions`)];
}

function checkWeekly(weekly: WeeklySpan[], path: string): FieldError[] {
  return weekly.flatMap((span, index) => {
    const at = `${path}.${index}`;
    const rival = weekly.findIndex((other, i) => i < index && sharesADay(other, span) && meets(other, span));
    return [
      ...(isForward(span) ? [] : [{ field: `${at}.toMinute`, rule: BACKWARDS }]),
      ...(isInOrder(span) ? [] : [{ field: `${at}.validUntil`, rule: "must not be before `validFrom`" }]),
      ...(rival < 0 ? [] : [{ field: at, rule: `must not overlap ${path}.${rival}` }]),
    ];
  });
}

function checkExceptions(exceptions: Hours["exceptions"], path: string): FieldError[] {
  const dates = exceptions.map(({ date }) => date);
  return exceptions.flatMap(({ date, spans }, index) => {
    const at = `${path}.${index}`;
    const isRepeated = dates.indexOf(date) < index;
    return [
      ...(isRepeated ? [{ field: `${at}.date`, rule: "must be named once" }] : []),
      ...checkSpans(spans, `${at}.spans`),
    ];
  });
}

function checkSpans(spans: Span[], path: string): FieldError[] {
  return spans.flatMap((span, index) => {
    if (!isForward(span)) return [{ field: `${path}.${index}.toMinute`, rule: BACKWARDS }];
    const rival = spans.findIndex((other, i) => i < index && meets(other, span));
    return rival < 0 ? [] : [{ field: `${path}.${index}`, rule: `must not overlap ${path}.${rival}` }];
  });
}

function isForward({ fromMinute, toMinute }: Span): boolean {
  return fromMinute < toMinute;
}

function isInOrder({ validFrom, validUntil }: WeeklySpan): boolean {
  return validFrom === null || validUntil === null || validFrom <= validUntil;
}

function meets(a: Span, b: Span): boolean {
  return a.fromMinute < b.toMinute && b.fromMinute < a.toMinute;
}

/** Whether both count on some date: two patterns that follow each other may differ. */
function sharesADay(a: WeeklySpan, b: WeeklySpan): boolean {
  return a.weekday === b.weekday && !endsBefore(a.validUntil, b.validFrom) && !endsBefore(b.validUntil, a.validFrom);
}

function endsBefore(until: LocalDate | null, from: LocalDate | null): boolean {
  return until !== null && from !== null && until < from;
}
