import type { CalendarDayView } from "../../contracts/booking.ts";
import { dayBounds, localParts, type Span } from "./zoned-time.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SHORTEST_WINDOW = 8 * HOUR;

export type Tick = { at: number; kind: "hour" | "half"; repeated: boolean };
export type Lane<T> = { item: T; lane: number; lanes: number };

/** The stretch of the day that is drawn: all that is open, worked or booked, rounded out to full local hours. */
export function dayWindow(day: CalendarDayView, wholeDay: boolean): Span {
  const bounds = dayBounds(day.date, day.timeZone);
  if (wholeDay) return bounds;
  const spans = [...day.open, ...day.staff.flatMap((person) => person.working), ...day.appointments, ...day.holds];
  const first = Math.min(...spans.map((span) => Date.parse(span.startsAt)));
  const last = Math.max(...spans.map((span) => Date.parse(span.endsAt)));
  if (spans.length === 0) return { start: bounds.start + 8 * HOUR, end: bounds.start + 18 * HOUR };
  const start = Math.max(bounds.start, floorHour(first, day.timeZone));
  const end = Math.min(bounds.end, ceilHour(Math.max(last, start + SHORTEST_WINDOW), day.timeZone));
  return { start, end };
}

/** Half-hour lines at real instants, so a day of 23 or 25 hours gets as many. A repeated local hour is marked. */
export function dayTicks(window: Span, timeZone: string): Tick[] {
  const ticks: Tick[] = [];
  const labels = new Map<string, Tick>();
  for (let at = window.start; at <= window.end; at += 30 * MINUTE) {
    const { day, hour, minute } = localParts(at, timeZone);
    const tick: Tick = { at, kind: minute === 0 ? "hour" : "half", repeated: false };
    const twin = labels.get(`${day} ${hour}:${minute}`);
    if (twin) {
      twin.repeated = true;
      tick.repeated = true;
    }
    labels.set(`${day} ${hour}:${minute}`, tick);
    ticks.push(tick);
  }
  return ticks;
}

/** Where a span lies in the window, in per cent. */
export function place(span: Span, window: Span): { top: number; height: number } {
  const length = window.end - window.start;
  const start = Math.max(span.start, window.start);
  const end = Math.min(span.end, window.end);
  return { top: ((start - window.start) / length) * 100, height: (Math.max(0, end - start) / length) * 100 };
}

/** Side by side what overlaps. `shortest` is how long the smallest block looks, so that none hides another. */
export function layLanes<T extends Span>(items: T[], shortest: number): Lane<T>[] {
  const sorted = [...items].sort((a, b) => a.start - b.start || b.end - a.end);
  const looksUntil = (item: T) => Math.max(item.end, item.start + shortest);
  const result: Lane<T>[] = [];
  let cluster: Lane<T>[] = [];
  let clusterEnd = Number.NEGATIVE_INFINITY;
  let laneEnds: number[] = [];

  for (const item of sorted) {
    if (item.start >= clusterEnd) {
      closeCluster();
    }
    const free = laneEnds.findIndex((end) => end <= item.start);
    const lane = free === -1 ? laneEnds.length : free;
    laneEnds[lane] = looksUntil(item);
    clusterEnd = Math.max(clusterEnd, looksUntil(item));
    cluster.push({ item, lane, lanes: 1 });
  }
  closeCluster();
  return result;

  function closeCluster() {
    for (const placed of cluster) result.push({ ...placed, lanes: laneEnds.length });
    cluster = [];
    laneEnds = [];
    clusterEnd = Number.NEGATIVE_INFINITY;
  }
}

function floorHour(at: number, timeZone: string): number {
  const { minute, second } = localParts(at, timeZone);
  return at - minute * MINUTE - second * 1000 - (at % 1000);
}

function ceilHour(at: number, timeZone: string): number {
  const floor = floorHour(at, timeZone);
  return floor === at ? at : floor + HOUR;
}
