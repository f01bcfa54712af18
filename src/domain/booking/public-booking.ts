import { addDays, DAY_MS, type EpochMs, edgeAt, type LocalDate, localDateOf, MINUTE_MS } from "../time.ts";
import type { Interval } from "./interval.ts";
import type { Rulebook, ServiceRules } from "./rulebook.ts";

/** People need longer than this to fill in a form; programs do not. */
export const MIN_FORM_MS = 2_000;
/** Afterwards the form is asked for again, with what was typed. */
export const MAX_FORM_MS = 4 * 60 * MINUTE_MS;
/** How long after the appointment its link still shows it. */
export const LINK_AFTER_MS = 90 * DAY_MS;

/** How many days the strip of a page shows. */
export const STRIP_DAYS = 7;

/** What the public page offers, in the order of the catalogue. */
export function onlineServices(rules: Rulebook): ServiceRules[] {
  return rules.services.filter(({ isBookableOnline, staffIds }) => isBookableOnline && staffIds.length > 0);
}

/** The first and last local date that the service may be booked on. */
export function bookableDates(timeZone: string, { minimumNoticeMinutes, horizonDays }: ServiceRules, now: EpochMs) {
  return {
    first: localDateOf(timeZone, now + minimumNoticeMinutes * MINUTE_MS),
    last: localDateOf(timeZone, now + horizonDays * DAY_MS),
  };
}

/** The instants of some local days: 23 or 25 hours long when clocks change. */
export function daysOf(timeZone: string, first: LocalDate, count = 1): Interval {
  return { start: edgeAt(timeZone, first, 0, "first"), end: edgeAt(timeZone, addDays(first, count), 0, "first") };
}
