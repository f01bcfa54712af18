import { randomUUID } from "node:crypto";
import type { Hono } from "hono";
import * as z from "zod";
import { refuse, succeed, TAKEN } from "./answers.ts";
import type { Desk } from "./booking-routes.ts";
import { isFree } from "./bookings.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MAX_DAYS = 62;
const reservation = z.object({
  eventTypeId: z.number(),
  slotStart: z.iso.datetime({ offset: true }),
  slotDuration: z.number().optional(),
  reservationDuration: z.number().default(5),
});

/** A host is free from 8 to 16 o'clock UTC on weekdays, in the rhythm of the event type. */
export function addSlots(app: Hono, { bench, accountOf }: Desk): void {
  app.get("/v2/slots", (c) => {
    const { start = "", end = "", format, eventTypeId, eventTypeSlug, duration } = c.req.query();
    const account = accountOf(c);
    const type = account.eventTypes.find(({ id, slug }) => String(id) === eventTypeId || slug === eventTypeSlug);
    if (!type) return refuse(404, "Event type not found");
    const [from, to] = [Date.parse(start), Date.parse(end) + (end.length === 10 ? DAY_MS : 0)];
    if (Number.isNaN(from) || Number.isNaN(to)) return refuse(400, "start and end must be dates");
    const lengthMs = Number(duration ?? type.lengthInMinutes) * MINUTE_MS;
    const days: Record<string, object[]> = {};
    const last = Math.min(to, from + MAX_DAYS * DAY_MS);
    for (let at = Math.ceil(from / lengthMs) * lengthMs; at + lengthMs <= last; at += lengthMs) {
      if (at < bench.now() || !isOpen(at, lengthMs) || !isFree(account, at, at + lengthMs)) continue;
      const slot = { start: new Date(at).toISOString() };
      const day = slot.start.slice(0, 10);
      (days[day] ??= []).push(format === "range" ? { ...slot, end: new Date(at + lengthMs).toISOString() } : slot);
    }
    return succeed(c, days);
  });
  app.post("/v2/slots/reservations", async (c) => {
    const parsed = reservation.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
    const account = accountOf(c);
    const type = account.eventTypes.find(({ id }) => id === parsed.data.eventTypeId);
    if (!type) return refuse(404, "Event type not found");
    const start = Date.parse(parsed.data.slotStart);
    const end = start + (parsed.data.slotDuration ?? type.lengthInMinutes) * MINUTE_MS;
    account.reservations = account.reservations.filter(({ until }) => until > bench.now());
    if (!isFree(account, start, end)) return refuse(400, TAKEN);
    const until = bench.now() + parsed.data.reservationDuration * MINUTE_MS;
    const made = { uid: randomUUID(), eventTypeId: type.id, start, end, until };
    account.reservations.push(made);
    const reservationUntil = new Date(until).toISOString();
    return succeed(c, { ...parsed.data, reservationUid: made.uid, reservationUntil }, 201);
  });
  app.delete("/v2/slots/reservations/:uid", (c) => {
    const account = accountOf(c);
    account.reservations = account.reservations.filter(({ uid }) => uid !== c.req.param("uid"));
    return succeed(c, {});
  });
}

function isOpen(at: number, lengthMs: number): boolean {
  const day = new Date(at).getUTCDay();
  const minute = (at % DAY_MS) / MINUTE_MS;
  return day >= 1 && day <= 5 && minute >= 480 && minute + lengthMs / MINUTE_MS <= 960;
}
