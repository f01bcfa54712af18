import type { HoursView } from "../../contracts/catalogue.ts";
import type { OnCallPersonView } from "../../contracts/on-call.ts";

type Shifts = NonNullable<OnCallPersonView["hours"]>;
type Weekly = HoursView["weekly"];
const DAY_MINUTES = 1_440;

export function toWeekly(shifts: Shifts): Weekly {
  return shifts.map((shift) => ({ ...shift, validFrom: null, validUntil: null }));
}

/** A shift over midnight is two: each lies on its own day. */
export function toShifts(weekly: Weekly): Shifts {
  return weekly.flatMap(({ weekday, fromMinute, toMinute }) => {
    if (toMinute <= DAY_MINUTES) return [{ weekday, fromMinute, toMinute }];
    const rest = { weekday: (weekday % 7) + 1, fromMinute: 0, toMinute: toMinute - DAY_MINUTES };
    return [{ weekday, fromMinute, toMinute: DAY_MINUTES }, rest];
  });
}
