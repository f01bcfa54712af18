import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import {
  availabilityView,
  calendarDaysView,
  calendarDayView,
  instant,
  keptInstant,
  localDate,
  partySize,
  slotExplanationView,
} from "../../contracts/booking.ts";
import { branchId, serviceId, staffId } from "../../domain/ids.ts";
import { addDays, datesBetween } from "../../domain/time.ts";
import { askCalendar } from "../../use-cases/booking/branch-access.ts";
import { loadCalendarDay } from "../../use-cases/booking/load-calendar-day.ts";
import { loadCalendarDays } from "../../use-cases/booking/load-calendar-days.ts";
import { commonRefusals, createApi, json, jsonText, security, seerOf } from "../api.ts";
import { toExplanationView } from "../booking-problem.ts";
import { badWindow, readWindow } from "../booking-window.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { openBranch } from "../open-branch.ts";
import { meantStaff } from "../own-calendar.ts";

const inBranch = z.object({ branchId });
const reading = { tags: ["Booking"], security, middleware: requirePermission("calendar:read") };
const seats = z.coerce.number().pipe(partySize).default(1).describe("Seats of a group session.");

const availability = createRoute({
  method: "get",
  path: "/branches/{branchId}/availability",
  summary: "Free slots",
  description: "Sorted by time. When nothing is free in the window, `nearest` offers up to three slots around it.",
  ...reading,
  request: {
    params: inBranch,
    query: z.strictObject({
      serviceId,
      staffId: staffId.optional(),
      partySize: seats,
      from: instant.optional(),
      to: instant.optional(),
      limit: z.coerce.number().int().min(1).max(1_000).default(100),
    }),
  },
  responses: {
    200: json(availabilityView, "Slots, each with the staff who are free."),
    ...commonRefusals,
  },
});

const explain = createRoute({
  method: "get",
  path: "/branches/{branchId}/availability/explain",
  summary: "Why a time can be had or not",
  description: "Every rule that refuses it for everybody, and what each member would answer.",
  ...reading,
  request: {
    params: inBranch,
    query: z.strictObject({ serviceId, startsAt: keptInstant, staffId: staffId.optional(), partySize: seats }),
  },
  responses: { 200: json(slotExplanationView, "The rules and what they know."), ...commonRefusals },
});

const calendarDay = createRoute({
  method: "get",
  path: "/branches/{branchId}/calendar",
  summary: "One day of a branch, as it stands",
  description: "What a live view starts from: connect `/live/branches/{branchId}?since={seq}` with its `seq`.",
  ...reading,
  request: { params: inBranch, query: z.strictObject({ date: localDate }) },
  responses: { 200: json(calendarDayView, "The day."), ...commonRefusals },
});

const MAX_LISTED_DAYS = 62;

const calendarDays = createRoute({
  method: "get",
  path: "/branches/{branchId}/calendar/days",
  summary: "How full days are",
  description:
    "Of each day from `from` to `to`, both included: how many appointments, and the first three. What gave its time back counts with `cancelled=true` alone.",
  ...reading,
  request: {
    params: inBranch,
    query: z
      .strictObject({
        from: localDate,
        to: localDate,
        staffId: staffId.optional(),
        cancelled: z.enum(["true", "false"]).optional(),
      })
      .refine(({ from, to }) => from <= to && to < addDays(from, MAX_LISTED_DAYS), {
        path: ["to"],
        message: `must not be before \`from\`, nor ${MAX_LISTED_DAYS} days later`,
      }),
  },
  responses: { 200: json(calendarDaysView, "The days, from the read model."), ...commonRefusals },
});

export const bookingRoutes = createApi()
  .openapi(availability, async (c) => {
    const access = await openBranch(c, c.req.valid("param").branchId);
    const { serviceId, staffId, partySize, limit, ...asked } = c.req.valid("query");
    const window = readWindow(asked);
    if (!window) return badWindow(c);
    const query = { serviceId, staffId: meantStaff(c, staffId), partySize, ...window, limit };
    return jsonText(c, await askCalendar(access, (calendar, ref) => calendar.availability(ref, query)));
  })
  .openapi(explain, async (c) => {
    const access = await openBranch(c, c.req.valid("param").branchId);
    const { startsAt, staffId, ...query } = c.req.valid("query");
    const wish = { ...query, staffId: meantStaff(c, staffId), startsAt: Date.parse(startsAt) };
    const explanation = await askCalendar(access, (calendar, ref) => calendar.explain(ref, wish));
    return c.json(toExplanationView(explanation, access.rules.timeZone), 200);
  })
  .openapi(calendarDay, async (c) => {
    const access = await openBranch(c, c.req.valid("param").branchId);
    return c.json(await loadCalendarDay(access, c.req.valid("query").date, seerOf(c).sight), 200);
  })
  .openapi(calendarDays, async (c) => {
    const access = await openBranch(c, c.req.valid("param").branchId);
    const { from, to, staffId, cancelled } = c.req.valid("query");
    const { sight } = seerOf(c);
    const wanted = { dates: datesBetween(from, to), staffId, withCancelled: cancelled === "true", sight };
    return c.json(await loadCalendarDays(access, wanted), 200);
  });
