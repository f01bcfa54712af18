import type { ServiceId, StaffId } from "../../ids.ts";
import { err, ok, type Result } from "../../result.ts";
import { type EpochMs, edgeAt, type LocalMinute, toLocal } from "../../time.ts";
import type { CalendarFacts, Wish } from "../placement.ts";
import { checkSeries, type Occurrence, occurrencesOf, type RecurrenceRule, type SeriesProblem } from "../recurrence.ts";
import {
  bookParts,
  type GroupBooking,
  type GroupConflict,
  type GroupPlan,
  isInRange,
  type Part,
  type PartReport,
  placePart,
  reportOf,
  withPlacement,
} from "./group.ts";

export type SeriesMode = "all_or_nothing" | "skip_conflicts";

export type SeriesWish = {
  serviceId: ServiceId;
  /** Null: chosen for each occurrence; with `sameStaff`, for the first that can be had. */
  staffId: StaffId | null;
  sameStaff: boolean;
  partySize: number;
  /** As in `Wish`: staff insist. */
  isOverride?: boolean;
  /** Blind index of the customer, for caps. */
  customer: string | null;
  /** Local time of every occurrence. */
  minute: LocalMinute;
  occurrences: Occurrence[];
};

export type SeriesRequest = GroupBooking & { wish: SeriesWish; mode: SeriesMode };

type NoDateLeft = { field: "exceptDates"; rule: "leaves_none" };

/** The dates of a series whose first starts then. The first keeps its instant where the clocks repeat its time. */
export function listOccurrences(
  rule: RecurrenceRule,
  startsAt: EpochMs,
  timeZone: string,
): Result<Pick<SeriesWish, "minute" | "occurrences">, SeriesProblem | NoDateLeft> {
  const first = toLocal(timeZone, startsAt);
  const check = checkSeries(rule, first.date);
  if (!check.ok) return check;
  const occurrences = occurrencesOf(rule, first, timeZone).map((each) =>
    each.date === first.date ? { ...each, startsAt } : each,
  );
  if (occurrences.length === 0) return err({ field: "exceptDates", rule: "leaves_none" });
  return ok({ minute: first.minute, occurrences });
}

/** What each occurrence would get. Books nothing. */
export function previewSeries(facts: CalendarFacts, wish: SeriesWish): PartReport[] {
  const { parts, draft } = planSeries(facts, wish);
  return reportOf(draft, parts, "free");
}

/** Every occurrence is placed beside those before it. Notice and horizon hold for the first alone. */
export function decideSeries(facts: CalendarFacts, request: SeriesRequest): Result<GroupPlan, GroupConflict> {
  const { parts, draft } = planSeries(facts, request.wish);
  const isComplete = parts.every(({ refusal }) => refusal === null);
  const isEmpty = parts.every(({ placement }) => placement === null);
  if (isEmpty || (!isComplete && request.mode === "all_or_nothing")) {
    return err({ reason: "series_conflict", occurrences: reportOf(draft, parts, "free"), alternatives: [] });
  }
  const appointments = bookParts(parts, "series", request, facts.now);
  return ok({ appointments, report: reportOf(draft, parts, "booked") });
}

/** `draft` is the calendar with all that was placed. */
function planSeries(facts: CalendarFacts, wish: SeriesWish): { parts: Part[]; draft: CalendarFacts } {
  const parts: Part[] = [];
  let draft = facts;
  let { staffId } = wish;
  for (const occurrence of wish.occurrences) {
    const part = planOccurrence(draft, { ...wish, staffId }, occurrence, parts);
    parts.push(part);
    if (!part.placement) continue;
    draft = withPlacement(draft, part.placement, wish.customer);
    if (wish.sameStaff) staffId = part.placement.staffId;
  }
  return { parts, draft };
}

function planOccurrence(
  facts: CalendarFacts,
  series: SeriesWish,
  { date, startsAt }: Occurrence,
  earlier: readonly Part[],
): Part {
  const position = earlier.length + 1;
  const wish = wishFor(series, startsAt ?? edgeAt(facts.rules.timeZone, date, series.minute, "first"), earlier);
  if (startsAt !== null) return placePart(facts, wish, position);
  return { position, date, wish, refusal: { reason: "nonexistent_time" }, staffId: null, placement: null };
}

function wishFor(series: SeriesWish, startsAt: EpochMs, earlier: readonly Part[]): Wish {
  const { serviceId, staffId, partySize, customer, isOverride = false } = series;
  const wish = { serviceId, staffId, partySize, customer, isOverride, startsAt };
  return earlier.some(isInRange) ? { ...wish, follows: "series" } : wish;
}
