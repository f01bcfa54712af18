import type { SlotWindow } from "../../booking/slot-window.ts";
import { type EpochMs, edgeAt, type LocalDate } from "../../time.ts";
import type { MinuteSpan } from "./day-parts.ts";

export type Window = SlotWindow;

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
