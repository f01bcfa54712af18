import type { HoursView } from "../../contracts/catalogue.ts";

export type Span = { fromMinute: number; toMinute: number };

/** 570 → "09:30". What ends at midnight ends at "00:00" of the next day. */
export function toClock(minute: number): string {
  const inDay = minute % 1_440;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
}

/** "09:30" → 570, and null for what is no time. */
export function toMinute(clock: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(clock) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** An end that is not after the start lies on the next day: a bar that closes at two. */
export function withEnd(span: Span, end: number): Span {
  return { ...span, toMinute: end <= span.fromMinute ? end + 1_440 : end };
}

export function withStart(span: Span, start: number): Span {
  return withEnd({ ...span, fromMinute: start }, span.toMinute % 1_440);
}

/** What is proposed next on a day: after what it has, or the usual hours. */
export function nextSpan(spans: Span[]): Span {
  const last = spans.at(-1);
  if (!last || last.toMinute > 1_320) return { fromMinute: 540, toMinute: 1_080 };
  return { fromMinute: last.toMinute + 60, toMinute: Math.min(1_440, last.toMinute + 240) };
}

type Weekly = HoursView["weekly"];

/** Entries that hold all year are edited; seasonal ones are kept as they are. */
export const isSeasonal = ({ validFrom, validUntil }: Weekly[number]) => validFrom !== null || validUntil !== null;

export function spansOf(weekly: Weekly, weekday: number): Span[] {
  return weekly
    .filter((entry) => entry.weekday === weekday && !isSeasonal(entry))
    .map(({ fromMinute, toMinute: end }) => ({ fromMinute, toMinute: end }))
    .sort((a, b) => a.fromMinute - b.fromMinute);
}

export function withSpans(weekly: Weekly, weekday: number, spans: Span[]): Weekly {
  const others = weekly.filter((entry) => entry.weekday !== weekday || isSeasonal(entry));
  return [...others, ...spans.map((span) => ({ ...span, weekday, validFrom: null, validUntil: null }))];
}
