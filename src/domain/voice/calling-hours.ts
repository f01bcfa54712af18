import { addDays, type EpochMs, instantsAt, toLocal, weekdayOf } from "../time.ts";

/** On the branch's wall clock: nobody is called earlier, later, or on a Sunday. */
const FROM_MINUTE = 9 * 60;
const TO_MINUTE = 20 * 60;
const SUNDAY = 7;
const MAX_DAYS = 8;

/** Null: one may call now. Else when the next time is. */
export function quietUntil(timeZone: string, now: EpochMs): EpochMs | null {
  const { date, minute } = toLocal(timeZone, now);
  if (weekdayOf(date) !== SUNDAY && minute >= FROM_MINUTE && minute < TO_MINUTE) return null;
  for (let ahead = 0; ahead < MAX_DAYS; ahead++) {
    const day = addDays(date, ahead);
    const [opens] = weekdayOf(day) === SUNDAY ? [] : instantsAt(timeZone, day, FROM_MINUTE);
    if (opens !== undefined && opens > now) return opens;
  }
  throw new RangeError("a week without a day to call on");
}
