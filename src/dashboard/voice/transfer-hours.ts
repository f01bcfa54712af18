import type { TransferView } from "../../contracts/voice-desk.ts";

export const WORKDAYS = [1, 2, 3, 4, 5] as const;

/** "09:30" as minutes of the day. */
export function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** Weekdays as ISO numbers would say nothing: the spans that differ, each once. */
export function hoursText(hours: NonNullable<TransferView["hours"]>): string {
  const spans = hours.map(({ fromMinute, toMinute }) => `${timeOf(fromMinute)}–${timeOf(toMinute)}`);
  return [...new Set(spans)].join(", ");
}

export function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
