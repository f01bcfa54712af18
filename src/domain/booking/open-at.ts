import { addDays, type EpochMs, toLocal } from "../time.ts";
import { openOver } from "./hours.ts";
import type { OpeningHours } from "./rulebook.ts";

/** Whether the branch is open. Hours that began the day before may run past midnight. */
export function isOpenAt(timeZone: string, hours: OpeningHours, now: EpochMs): boolean {
  const { date } = toLocal(timeZone, now);
  return openOver(timeZone, hours, [addDays(date, -1), date]).some(({ start, end }) => start <= now && now < end);
}
