import type { DayItem } from "./day-columns.ts";

const SHOWN = 40;

/**
 * As many as a column of the week is read for; the day itself shows all. What is over makes way for what comes, and busy
 * time for what is booked.
 */
export function firstOf(items: readonly DayItem[], now: number): DayItem[] {
  const isBusy = ({ kind }: DayItem) => kind === "busy";
  const isBooked = (item: DayItem) => !isBusy(item);
  const booked = upTo(SHOWN, items.filter(isBooked), now);
  const busy = upTo(SHOWN - booked.length, items.filter(isBusy), now);
  const shown = new Set([...booked, ...busy]);
  return items.filter((item) => shown.has(item));
}

function upTo(most: number, items: DayItem[], now: number): DayItem[] {
  const next = items.findIndex(({ end }) => end > now);
  const from = Math.min(Math.max(0, next), Math.max(0, items.length - most));
  return items.slice(from, from + most);
}
