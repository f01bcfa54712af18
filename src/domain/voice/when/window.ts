import { type EpochMs, edgeAt, type LocalDate, toLocal } from "../../time.ts";
import type { MinuteSpan } from "./day-parts.ts";

/** A span of time somebody would like. `to` is exclusive. */
export type Window = {
  from: EpochMs;
  to: EpochMs;
  /** Over several days: only this part of each ("nächste Woche nachmittags"). */
  eachDay?: MinuteSpan;
};

const WHOLE_DAY: MinuteSpan = { from: 0, to: 1_440 };

/** The window over these days, both included. With `minutes`, only that part of each day. */
export function windowOver(timeZone: string, first: LocalDate, last: LocalDate, minutes: MinuteSpan | null): Window {
  const { from, to } = minutes ?? WHOLE_DAY;
  const window = { from: edgeAt(timeZone, first, from, "first"), to: edgeAt(timeZone, last, to, "last") };
  return minutes && first !== last ? { ...window, eachDay: minutes } : window;
}

/** Nothing before `now` can be booked. Null when the window is over. */
export function ahead(window: Window, now: EpochMs): Window | null {
  return window.to > now ? { ...window, from: Math.max(window.from, now) } : null;
}

/** Is this start time one the caller asked for? Slots between the wanted parts of two days are not. */
export function fitsWindow(window: Window, startsAt: EpochMs, timeZone: string): boolean {
  if (startsAt < window.from || startsAt >= window.to) return false;
  if (!window.eachDay) return true;
  const { minute } = toLocal(timeZone, startsAt);
  const { from, to } = window.eachDay;
  return (minute >= from && minute < to) || minute + 1_440 < to;
}
