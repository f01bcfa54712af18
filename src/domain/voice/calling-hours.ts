import { addDays, type EpochMs, instantsAt, toLocal, weekdayOf } from "../time.ts";

/** On the branch's wall clock: nobody is called earlier, later, or on a Sunday. */
const FROM_MINUTE = 9 * 60;
const TO_MINUTE = 20 * 60;
const SUNDAY = 7;
const MAX_DAYS = 8;

export type CallingHours = { fromMinute: number; toMinute: number };
const WIDEST: CallingHours = { fromMinute: FROM_MINUTE, toMinute: TO_MINUTE };

/** Null: one may call now. Else when the next time is. A business's own hours can only be narrower. */
export function quietUntil(timeZone: string, now: EpochMs, own: CallingHours = WIDEST): EpochMs | null {
  const from = Math.max(own.fromMinute, FROM_MINUTE);
  const to = Math.min(own.toMinute, TO_MINUTE);
  const { date, minute } = toLocal(timeZone, now);
  if (weekdayOf(date) !== SUNDAY && minute >= from && minute < to) return null;
  for (let ahead = 0; ahead < MAX_DAYS; ahead++) {
    const day = addDays(date, ahead);
    const [opens] = weekdayOf(day) === SUNDAY ? [] : instantsAt(timeZone, day, from);
    if (opens !== undefined && opens > now) return opens;
  }
  throw new RangeError("a week without a day to call on");
}
