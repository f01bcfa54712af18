import type { Interval } from "../../../domain/booking/interval.ts";
import { err, ok } from "../../../domain/result.ts";
import { DAY_MS } from "../../../domain/time.ts";
import { readAnswer } from "../../read-answer.ts";
import type { CalendarAnswer, SyncWindow } from "../port.ts";
import type { AskGoogle } from "./ask.ts";
import { googleFreeBusy } from "./shapes.ts";

/** Google refuses spans that are too long without saying where that begins. */
const SPAN_MS = 60 * DAY_MS;

/** Only when a calendar is taken, not by what. Our own entries are among it. */
export async function freeBusy(ask: AskGoogle, target: string, window: SyncWindow): CalendarAnswer<Interval[]> {
  const parts = await Promise.all(spansOf(window).map((span) => busyIn(ask, target, span)));
  const busy: Interval[] = [];
  for (const part of parts) {
    if (!part.ok) return part;
    busy.push(...part.value);
  }
  return ok(busy);
}

/** A calendar that cannot be read is not free: Google tells that inside an answer that worked. */
async function busyIn(ask: AskGoogle, target: string, { from, to }: SyncWindow): CalendarAnswer<Interval[]> {
  const json = { timeMin: new Date(from).toISOString(), timeMax: new Date(to).toISOString(), items: [{ id: target }] };
  const read = await readAnswer(googleFreeBusy, ask({ method: "POST", path: "/freeBusy", json }));
  if (!read.ok) return read;
  const found = read.value.calendars[target];
  if (!found || found.errors.length > 0)
    return err({ reason: "refused", status: 404, message: found?.errors[0]?.reason ?? "notFound" });
  return ok(found.busy.map(({ start, end }) => ({ start: Date.parse(start), end: Date.parse(end) })));
}

function spansOf({ from, to }: SyncWindow): SyncWindow[] {
  const spans: SyncWindow[] = [];
  for (let at = from; at < to; at += SPAN_MS) spans.push({ from: at, to: Math.min(at + SPAN_MS, to) });
  return spans;
}
