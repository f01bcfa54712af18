import { type EpochMs, type LocalMinute, toLocal } from "../time.ts";

/** A span of time somebody would like. `to` is exclusive. */
export type SlotWindow = {
  from: EpochMs;
  to: EpochMs;
  /** Over several days: only this part of each ("next week in the afternoon"). Its end may lie after midnight. */
  eachDay?: { from: LocalMinute; to: LocalMinute };
};

/** Is this start time one that was asked for? Slots between the wanted parts of two days are not. */
export function fitsWindow(window: SlotWindow, startsAt: EpochMs, timeZone: string): boolean {
  if (startsAt < window.from || startsAt >= window.to) return false;
  if (!window.eachDay) return true;
  const { minute } = toLocal(timeZone, startsAt);
  const { from, to } = window.eachDay;
  return (minute >= from && minute < to) || minute + 1_440 < to;
}
