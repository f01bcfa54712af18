import { err, ok } from "../../result.ts";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "../../time.ts";
import { dateOf } from "./calendar.ts";
import { type Answer, atWallClock, type Moment } from "./resolve.ts";

const SHAPE =
  /^(\d{4})-(\d{2})-(\d{2})[tT ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(?:([zZ])|([+-])(\d{2}):?(\d{2}))?(?:\[[\w/+-]{1,64}\])?$/;

/**
 * RFC 3339, or the same without an offset as models like to write it: then it is the branch's wall clock. Null when the
 * text is not of that shape at all.
 */
export function parseMachineTime(text: string, moment: Moment): Answer | null {
  const found = SHAPE.exec(text);
  if (!found) return null;
  const [, year, month, day, hour, minute, second = "0", zulu, sign, offsetHour, offsetMinute] = found;
  const date = dateOf(Number(year), Number(month), Number(day));
  if (!date || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return err({ reason: "not_understood" });
  const minuteOfDay = Number(hour) * 60 + Number(minute);
  if (!zulu && !sign) return atWallClock(date, minuteOfDay, moment);

  const utc = Date.parse(date) + minuteOfDay * MINUTE_MS + Number(second) * 1_000;
  const offsetMs = Number(offsetHour ?? 0) * HOUR_MS + Number(offsetMinute ?? 0) * MINUTE_MS;
  return instantAnswer(sign === "-" ? utc + offsetMs : utc - offsetMs, moment.now);
}

function instantAnswer(startsAt: EpochMs, now: EpochMs): Answer {
  return startsAt < now ? err({ reason: "in_the_past" }) : ok({ kind: "instant", startsAt });
}
