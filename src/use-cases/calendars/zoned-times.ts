import type { IcsDateObject, IcsTimezone } from "ts-ics";
import { isFirstOfItsTime, observancesOf } from "../../domain/calendars/observances.ts";
import { type EpochMs, MINUTE_MS, offsetMsAt } from "../../domain/time.ts";

/** When something is, and on whose clock. */
export type ZonedSpan = { timeZone: string; startsAt: EpochMs; endsAt: EpochMs };

/**
 * On the branch's clock (`DTSTART;TZID=`), which calendar programs show as it is and move when a zone changes its rules.
 * In UTC where the clock shows the time twice and it is the second: `TZID` cannot say that.
 */
export function zonedTime(timeZone: string, instant: EpochMs): IcsDateObject {
  const date = new Date(instant);
  if (!isFirstOfItsTime(timeZone, instant)) return { date };
  const offsetMs = offsetMsAt(timeZone, instant);
  return { date, local: { date: new Date(instant + offsetMs), timezone: timeZone, tzoffset: offsetText(offsetMs) } };
}

/** A `VTIMEZONE` for each zone that the spans name, as far as they reach. */
export function timezonesOf(spans: readonly ZonedSpan[]): IcsTimezone[] {
  return [...new Set(spans.map(({ timeZone }) => timeZone))].map((timeZone) => {
    const own = spans.filter((span) => span.timeZone === timeZone);
    const from = Math.min(...own.map(({ startsAt }) => startsAt));
    const to = Math.max(...own.map(({ endsAt }) => endsAt));
    return { id: timeZone, props: observancesOf(timeZone, from, to).map(toProp) };
  });
}

/** The file tells a change on the clock that it ends (RFC 5545, 3.6.5); the library adds the offset that begins. */
function toProp({
  startsAt,
  fromMs,
  toMs,
  isDaylight,
}: ReturnType<typeof observancesOf>[number]): IcsTimezone["props"][number] {
  return {
    type: isDaylight ? "DAYLIGHT" : "STANDARD",
    start: new Date(startsAt + fromMs - toMs),
    offsetFrom: offsetText(fromMs),
    offsetTo: offsetText(toMs),
  };
}

function offsetText(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / MINUTE_MS);
  const digits = (value: number) => String(value).padStart(2, "0");
  return `${offsetMs < 0 ? "-" : "+"}${digits(Math.floor(minutes / 60))}${digits(minutes % 60)}`;
}
