import { Hono } from "hono";
import * as z from "zod";
import {
  cancelV1Booking,
  changeV1Booking,
  listV1Bookings,
  makeV1Booking,
  readV1Booking,
  v1BookingChange,
  v1NewBooking,
} from "../../../use-cases/calendars/calcom-v1/bookings.ts";
import type { AppEnv } from "../../app-env.ts";
import { permitV1 } from "../../middleware/authenticate-v1.ts";
import { answerV1, readV1 } from "./answer.ts";

const reading = permitV1("appointments:read");
const writing = permitV1("appointments:write");
const MAX_PAGE = 100;

const listQuery = z.object({
  dateFrom: z.string().max(40).optional(),
  dateTo: z.string().max(40).optional(),
  attendeeEmail: z.string().max(254).optional(),
  status: z.enum(["upcoming", "recurring", "past", "cancelled", "unconfirmed"]).optional(),
  take: z.coerce.number().int().min(1).max(MAX_PAGE).catch(MAX_PAGE),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});

export const v1BookingRoutes = new Hono<AppEnv>()
  .get("/bookings", reading, (c) => answerV1(c, (desk) => listV1Bookings(desk, toV2Query(c.req.query()))))
  .get("/bookings/:id", reading, (c) => answerV1(c, (desk) => readV1Booking(desk, c.req.param("id"))))
  .post("/bookings", writing, (c) =>
    answerV1(c, async (desk) => {
      const wish = await readV1(c, v1NewBooking);
      return wish.ok ? makeV1Booking(desk, wish.value) : wish;
    }),
  )
  .patch("/bookings/:id", writing, (c) =>
    answerV1(c, async (desk) => {
      const change = await readV1(c, v1BookingChange);
      return change.ok ? changeV1Booking(desk, c.req.param("id"), change.value) : change;
    }),
  )
  .on("DELETE", ["/bookings/:id", "/bookings/:id/cancel"], writing, (c) =>
    answerV1(c, (desk) => {
      const { cancellationReason: reason, allRemainingBookings } = c.req.query();
      const allRemaining = allRemainingBookings === "true";
      return cancelV1Booking(desk, c.req.param("id"), { reason: reason?.slice(0, 500), allRemaining });
    }),
  );

/** v1 counted pages, v2 counts what to skip. */
function toV2Query(given: Record<string, string>): Record<string, string> {
  const parsed = listQuery.safeParse(given);
  const { dateFrom, dateTo, take, page, ...same } = parsed.success ? parsed.data : { take: MAX_PAGE, page: 1 };
  const query = {
    ...same,
    afterStart: dateFrom,
    beforeEnd: dateTo,
    take: String(take),
    skip: String((page - 1) * take),
  };
  return Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
