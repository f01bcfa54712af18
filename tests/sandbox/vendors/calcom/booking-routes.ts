import type { Context, Hono } from "hono";
import * as z from "zod";
import type { Bench } from "../../vendor.ts";
import type { Account, Booking, EventType } from "./account.ts";
import { refuse, succeed, TAKEN } from "./answers.ts";
import { toApi, toOldApi } from "./booking-shapes.ts";
import { cancelBooking, findBookings, makeBooking, moveBooking } from "./bookings.ts";
import { announce } from "./deliver.ts";

const VERSION = "2024-08-13";
const start = z.iso.datetime({ offset: true });
const wish = z.object({
  start,
  eventTypeId: z.number().optional(),
  eventTypeSlug: z.string().optional(),
  lengthInMinutes: z.number().optional(),
  attendee: z.object({
    name: z.string().min(1),
    email: z.email().optional(),
    timeZone: z.string().min(1),
    language: z.string().default("en"),
    phoneNumber: z.string().optional(),
  }),
  metadata: z.record(z.string().max(40), z.string().max(500)).default({}),
});
/** What the version before wanted. */
const oldWish = z.object({
  start,
  eventTypeId: z.number(),
  timeZone: z.string(),
  language: z.string(),
  responses: z.object({ name: z.string(), email: z.email() }),
  metadata: z.record(z.string(), z.unknown()),
});

export type Desk = { bench: Bench; accountOf(c: Context): Account };

export function addBookings(app: Hono, { bench, accountOf }: Desk): void {
  const shaped = (c: Context, booking: Booking) =>
    isCurrent(c) ? toApi(accountOf(c), booking) : toOldApi(accountOf(c), booking);
  const found = (c: Context) => accountOf(c).bookings.find(({ uid }) => uid === c.req.param("uid"));

  app.get("/v2/bookings", (c) => {
    const query = c.req.query();
    const [take, skip] = [Math.min(Number(query["take"] ?? 100), 250), Number(query["skip"] ?? 0)];
    const all = findBookings(accountOf(c), query, bench.now());
    const page = all.slice(skip, skip + take);
    const remainingItems = Math.max(0, all.length - skip - page.length);
    const counts = { totalItems: all.length, returnedItems: page.length, itemsPerPage: take, remainingItems };
    const currentPage = Math.floor(skip / take) + 1;
    const pages = { currentPage, totalPages: Math.ceil(all.length / take) };
    const pagination = { ...counts, ...pages, hasNextPage: remainingItems > 0, hasPreviousPage: skip > 0 };
    return succeed(
      c,
      page.map((booking) => shaped(c, booking)),
      200,
      { pagination },
    );
  });
  app.post("/v2/bookings", async (c) => {
    const body = await c.req.json().catch(() => null);
    const read = readWish(accountOf(c), body, isCurrent(c));
    if (typeof read === "string") return refuse(400, read);
    const booking = makeBooking(accountOf(c), read, bench.now());
    if (!booking) return refuse(400, TAKEN);
    announce(bench, accountOf(c), booking.status === "pending" ? "BOOKING_REQUESTED" : "BOOKING_CREATED", booking);
    return succeed(c, shaped(c, booking), 201);
  });
  app.get("/v2/bookings/:uid", (c) => {
    const booking = found(c);
    return booking ? succeed(c, shaped(c, booking)) : refuse(404, "Booking not found");
  });
  app.post("/v2/bookings/:uid/reschedule", async (c) => {
    const body = z.object({ start, reschedulingReason: z.string().optional() });
    const parsed = body.safeParse(await c.req.json().catch(() => null));
    const booking = found(c);
    if (!booking) return refuse(404, "Booking not found");
    if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
    if (booking.status === "cancelled") return refuse(400, "Can't reschedule a cancelled booking.");
    const at = Date.parse(parsed.data.start);
    const moved = moveBooking(accountOf(c), booking, at, bench.now(), parsed.data.reschedulingReason);
    if (!moved) return refuse(400, TAKEN);
    announce(bench, accountOf(c), "BOOKING_RESCHEDULED", moved, booking);
    return succeed(c, shaped(c, moved), 201);
  });
  app.post("/v2/bookings/:uid/cancel", async (c) => {
    const parsed = z
      .object({ cancellationReason: z.string().optional() })
      .safeParse(await c.req.json().catch(() => ({})));
    const booking = found(c);
    if (!booking) return refuse(404, "Booking not found");
    if (booking.status === "cancelled") return refuse(400, `Booking with uid=${booking.uid} is already cancelled.`);
    cancelBooking(booking, bench.now(), parsed.data?.cancellationReason);
    announce(bench, accountOf(c), "BOOKING_CANCELLED", booking);
    return succeed(c, shaped(c, booking));
  });
  app.post("/v2/bookings/:uid/confirm", (c) => {
    const booking = found(c);
    if (!booking) return refuse(404, "Booking not found");
    if (booking.status !== "pending") return refuse(400, "Booking is not pending.");
    Object.assign(booking, { status: "accepted", updatedAt: bench.now() });
    announce(bench, accountOf(c), "BOOKING_CREATED", booking);
    return succeed(c, shaped(c, booking));
  });
}

function isCurrent(c: Context): boolean {
  return c.req.header("cal-api-version") === VERSION;
}

function readWish(account: Account, body: unknown, isCurrent: boolean) {
  if (!isCurrent) return readOldWish(account, body);
  const parsed = wish.safeParse(body);
  if (!parsed.success) return z.prettifyError(parsed.error);
  const { eventTypeId, eventTypeSlug, lengthInMinutes, attendee, metadata } = parsed.data;
  const eventType = account.eventTypes.find(({ id, slug }) =>
    eventTypeId === undefined ? slug === eventTypeSlug : id === eventTypeId,
  );
  if (!eventType) return "Event type not found";
  const wrong = lengthRule(eventType, lengthInMinutes);
  if (wrong) return wrong;
  const { email = "no-email@cal.sandbox.example", phoneNumber, ...who } = attendee;
  return {
    eventType,
    start: Date.parse(parsed.data.start),
    minutes: lengthInMinutes ?? eventType.lengthInMinutes,
    attendee: { ...who, email, ...(phoneNumber ? { phoneNumber } : {}) },
    metadata,
  };
}

function lengthRule({ lengthInMinutesOptions }: EventType, minutes: number | undefined): string | null {
  if (minutes === undefined || lengthInMinutesOptions?.includes(minutes)) return null;
  return lengthInMinutesOptions
    ? `Provided 'lengthInMinutes' is not one of the possible lengths: ${lengthInMinutesOptions.join(", ")}`
    : "Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths. Please, remove the 'lengthInMinutes' field from the request.";
}

function readOldWish(account: Account, body: unknown) {
  const parsed = oldWish.safeParse(body);
  if (!parsed.success) return z.prettifyError(parsed.error);
  const { start, eventTypeId, timeZone, language, responses, metadata } = parsed.data;
  const eventType = account.eventTypes.find(({ id }) => id === eventTypeId);
  if (!eventType) return "Event type not found";
  const attendee = { ...responses, timeZone, language };
  return { eventType, start: Date.parse(start), minutes: eventType.lengthInMinutes, attendee, metadata };
}
