import { err, ok, type Result } from "../../result.ts";
import { addDays, DAY_MS, type EpochMs, edgeAt, instantsAt, type LocalDate, MINUTE_MS, toLocal } from "../../time.ts";
import { type Clock, DAY_PARTS, type MinuteSpan, settle } from "./day-parts.ts";
import { type DaySpan, resolveDays } from "./days.ts";
import type { Facts } from "./facts.ts";
import { ahead, type Window, windowOver } from "./window.ts";

export type When =
  | { kind: "instant"; startsAt: EpochMs }
  /** The wall clock shows that time twice that day, because it is set back. */
  | { kind: "repeated"; instants: [EpochMs, EpochMs] }
  | ({ kind: "window" } & Window);

export type WhenRefusal = { reason: "not_understood" } | { reason: "in_the_past" } | { reason: "nonexistent_time" };
export type Answer = Result<When, WhenRefusal>;
export type Moment = { now: EpochMs; timeZone: string };

/** How far "as soon as possible" and "from Tuesday on" look. */
const OPEN_DAYS = 14;
/** "In two hours" and "around three" are rarely meant to the minute. */
const LATER_SPAN_MS = 60 * MINUTE_MS;
const AROUND: MinuteSpan = { from: -30, to: 60 };
const HALF_DAY = 720;
const DAY = 1_440;

const NOT_UNDERSTOOD: Answer = err({ reason: "not_understood" });
const IN_THE_PAST: Answer = err({ reason: "in_the_past" });

/** The moment or window that the facts mean, seen from now. */
export function resolve(facts: Facts, moment: Moment): Answer {
  const { now } = moment;
  if (facts.laterMinutes !== null) {
    const from = Math.ceil((now + facts.laterMinutes * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
    return windowAnswer({ from, to: from + LATER_SPAN_MS }, now);
  }
  const today = toLocal(moment.timeZone, now).date;
  const days = resolveDays(facts, today);
  if (days === "impossible") return NOT_UNDERSTOOD;

  const minutes = spanOf(facts);
  if (facts.dayBound && days) return openEnded(facts, days, minutes, moment);
  if (facts.exact && !minutes) return atTime(settle(facts.exact, facts.part), days, today, moment);
  if (days) return onDays(days, minutes, moment);
  if (facts.withinMinutes !== null) return within(facts.withinMinutes, minutes, today, moment);
  if (minutes) return nextSpan(minutes, today, moment);
  return facts.anytime ? windowAnswer({ from: now, to: now + OPEN_DAYS * DAY_MS }, now) : NOT_UNDERSTOOD;
}

/** A moment of local time, however it was written. */
export function atWallClock(date: LocalDate, minute: number, { now, timeZone }: Moment): Answer {
  const instants = instantsAt(timeZone, date, minute);
  if (instants.length === 0) return err({ reason: "nonexistent_time" });
  const [first, second] = instants.filter((instant) => instant >= now);
  if (first === undefined) return IN_THE_PAST;
  return ok(
    second === undefined ? { kind: "instant", startsAt: first } : { kind: "repeated", instants: [first, second] },
  );
}

export function windowAnswer(window: Window, now: EpochMs): Answer {
  if (window.to <= now) return IN_THE_PAST;
  if (window.from >= window.to) return err({ reason: "nonexistent_time" }); // swallowed by the gap of a clock change
  const left = ahead(window, now);
  return left ? ok({ kind: "window", ...left }) : IN_THE_PAST;
}

/** A time, on the day said or on the next day that still has it. */
function atTime(minute: number, days: DaySpan | null, today: LocalDate, moment: Moment): Answer {
  if (days && days.first !== days.last) return onDays(days, { from: minute, to: minute + 1 }, moment);
  const answer = atWallClock(days?.first ?? today, minute, moment);
  const isOver = !answer.ok && answer.error.reason === "in_the_past";
  if (!isOver || (days && !days.rolls)) return answer;
  return days ? atWallClock(addDays(days.first, 7), minute, moment) : atWallClock(addDays(today, 1), minute, moment);
}

function onDays(days: DaySpan, minutes: MinuteSpan | null, { now, timeZone }: Moment): Answer {
  const window = windowOver(timeZone, days.first, days.last, minutes);
  if (!days.rolls || window.from >= now) return windowAnswer(window, now);
  return windowAnswer(windowOver(timeZone, addDays(days.first, 7), addDays(days.last, 7), minutes), now);
}

/** A time of day without a day: what is left of it today, else tomorrow's. */
function nextSpan(minutes: MinuteSpan, today: LocalDate, { now, timeZone }: Moment): Answer {
  const answer = windowAnswer(windowOver(timeZone, today, today, minutes), now);
  if (answer.ok || answer.error.reason !== "in_the_past") return answer;
  const tomorrow = addDays(today, 1);
  return windowAnswer(windowOver(timeZone, tomorrow, tomorrow, minutes), now);
}

/** "ab Mittwoch", "before Friday". */
function openEnded(facts: Facts, days: DaySpan, minutes: MinuteSpan | null, moment: Moment): Answer {
  const { now, timeZone } = moment;
  const today = toLocal(timeZone, now).date;
  const isStart = facts.dayBound === "from" || facts.dayBound === "after";
  if (facts.exact && days.first === days.last) {
    const minute = settle(facts.exact, facts.part);
    if (isStart) return onDays(days, { from: minute, to: DAY }, moment);
    return windowAnswer({ from: now, to: edgeAt(timeZone, days.first, minute, "first") }, now);
  }
  if (isStart) {
    const first = facts.dayBound === "after" ? addDays(days.last, 1) : days.first;
    return windowAnswer(windowOver(timeZone, first, addDays(first, OPEN_DAYS - 1), minutes), now);
  }
  const isBefore = facts.dayBound === "before";
  const bound = days.rolls && isBefore && days.first === today ? addDays(days.first, 7) : days.first;
  const last = isBefore ? addDays(bound, -1) : days.last;
  return last < today ? IN_THE_PAST : windowAnswer(windowOver(timeZone, today, last, minutes), now);
}

/** "in den nächsten drei Tagen". */
function within(count: number, minutes: MinuteSpan | null, today: LocalDate, { now, timeZone }: Moment): Answer {
  if (count < DAY) return windowAnswer({ from: now, to: now + count * MINUTE_MS }, now);
  return windowAnswer(windowOver(timeZone, today, addDays(today, Math.ceil(count / DAY)), minutes), now);
}

/** The part of the day that was said, if it is more than one moment. */
function spanOf({ exact, around, from, to, part, orPart }: Facts): MinuteSpan | null {
  if (from || to) return between(from, to, part ? DAY_PARTS[part] : null, part);
  if (around) {
    const minute = settle(around, part);
    return { from: Math.max(0, minute + AROUND.from), to: minute + AROUND.to };
  }
  if (exact || !part) return null;
  const [one, other] = [DAY_PARTS[part], DAY_PARTS[orPart ?? part]];
  return { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) };
}

function between(
  from: Clock | null,
  to: Clock | null,
  whole: MinuteSpan | null,
  part: Facts["part"],
): MinuteSpan | null {
  const limits = whole ?? { from: 0, to: DAY };
  const start = from ? settle(from, part) : limits.from;
  const end = to ? settle(to, part) : limits.to;
  if (end > start) return { from: start, to: end };
  if (from && to) return { from: start, to: readOn(start, end, to.certain) };
  return from ? { from: start, to: Math.max(start + 1, DAY) } : { from: 0, to: Math.max(end, 1) };
}

/** The end of "between 5 and 7" is read on from its start: in the evening, or else the next day. */
function readOn(start: number, end: number, certain: boolean): number {
  return !certain && end + HALF_DAY > start ? end + HALF_DAY : end + DAY;
}
