import type { WaitlistEntryView } from "../../contracts/waitlist.ts";
import type { Formats } from "../i18n/formats.ts";

/** "Wed 17 Feb, 9:00–12:00", or the days. `to` is where the window ends: at midnight the day before is its last. */
export function windowText(formats: Formats, { from, to }: Pick<WaitlistEntryView, "from" | "to">): string {
  const [first, last] = [formats.dayShort(from), formats.dayShort(Date.parse(to) - 1)];
  if (first !== last) return `${first} – ${last}`;
  const isWholeDay = [from, to].every((edge) => formats.clock24(edge) === "00:00");
  return isWholeDay ? first : `${first}, ${formats.timeRange(from, to)}`;
}
