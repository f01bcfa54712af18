import { type EpochMs, edgeAt, MINUTE_MS, toLocal } from "../time.ts";

/** How long before an appointment its customer can be reminded. */
export const REMINDER_MINUTES = [60, 120, 240, 1_440, 2_880, 4_320] as const;
/** Unless the business says otherwise: a day and an hour before. */
export const USUAL_REMINDERS: readonly number[] = [1_440, 60];

/** No messages from `fromMinute` to `toMinute` of the branch's local time, over midnight. Equal: none are quiet. */
export type QuietHours = { fromMinute: number; toMinute: number };
export const USUAL_QUIET_HOURS: QuietHours = { fromMinute: 21 * 60, toMinute: 8 * 60 };

/** A reminder that comes later than this before the start helps nobody. */
const LAST_USE_MS = 20 * MINUTE_MS;
const LONGEST_LATENESS_MS = 120 * MINUTE_MS;

/** How late a reminder may still go out: the sweep may have been down. */
export function latenessMs(minutesBefore: number): number {
  return Math.min((minutesBefore * MINUTE_MS) / 2, LONGEST_LATENESS_MS);
}

export type ReminderPlan = { sendAt: EpochMs } | { skip: "too_late" | "booked_late" | "quiet_hours" };
type Planned = { startsAt: EpochMs; updatedAt: EpochMs };

/** Null: it is not due yet. `updatedAt` is when the appointment got its present time, or something else changed. */
export function planReminder(
  { startsAt, updatedAt }: Planned,
  minutesBefore: number,
  { quiet, timeZone }: { quiet: QuietHours; timeZone: string },
  now: EpochMs,
): ReminderPlan | null {
  const due = startsAt - minutesBefore * MINUTE_MS;
  if (now < due) return null;
  if (now > due + latenessMs(minutesBefore)) return { skip: "too_late" };
  if (updatedAt > due) return { skip: "booked_late" }; // its confirmation has just said the same
  const sendAt = afterQuiet(quiet, timeZone, now);
  return sendAt > startsAt - LAST_USE_MS ? { skip: "quiet_hours" } : { sendAt };
}

/** `now`, or the end of the quiet hours that it lies in. */
export function afterQuiet({ fromMinute, toMinute }: QuietHours, timeZone: string, now: EpochMs): EpochMs {
  const { date, minute } = toLocal(timeZone, now);
  if (fromMinute === toMinute) return now;
  const isOver = fromMinute < toMinute;
  const isQuiet = isOver ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
  if (!isQuiet) return now;
  const endsTomorrow = !isOver && minute >= fromMinute;
  return edgeAt(timeZone, date, toMinute + (endsTomorrow ? 1_440 : 0), "first");
}
