import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import {
  appointmentView,
  instant,
  keptInstant,
  noShowRateView,
  slotExplanationView,
} from "../../../contracts/booking.ts";
import { countNoShows } from "../../../db/queries/no-shows.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { branchId, staffId } from "../../../domain/ids.ts";
import { DAY_MS } from "../../../domain/time.ts";
import { askCalendar } from "../../../use-cases/booking/branch-access.ts";
import { listAppointmentViews } from "../../../use-cases/booking/list-appointments.ts";
import { commonRefusals, createApi, cursorQuery, json, notFound, paged, seerOf } from "../../api.ts";
import { toExplanationView } from "../../booking-problem.ts";
import { openBranch } from "../../open-branch.ts";
import { findSeen, meantStaff } from "../../own-calendar.ts";
import { viewOf } from "./change-appointment.ts";
import { oneAppointment, ownMinutes, reading } from "./definitions.ts";
import { appointmentQuery, toAppointmentFilter } from "./list-filter.ts";

const MAX_RATE_DAYS = 366;

const list = createRoute({
  method: "get",
  path: "/appointments",
  summary: "List, earliest start first",
  description:
    "`attention=no_show` lists what was confirmed, has ended, and nobody was checked in for: of the last 30 days unless `from` says otherwise.",
  ...reading,
  request: { query: appointmentQuery(cursorQuery) },
  responses: { 200: json(paged(appointmentView), "A page."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/appointments/{appointmentId}",
  summary: "One appointment",
  ...reading,
  request: { params: oneAppointment },
  responses: { 200: json(appointmentView, "The appointment."), ...commonRefusals },
});

const explainMove = createRoute({
  method: "get",
  path: "/appointments/{appointmentId}/reschedule/explain",
  summary: "Why it can be moved to a time or not",
  description:
    "As `/branches/{branchId}/availability/explain`, for a move: its own time is free to it, and it brings along its length, seats and customer.",
  ...reading,
  request: {
    params: oneAppointment,
    query: z.strictObject({
      startsAt: keptInstant,
      staffId: staffId.optional(),
      durationMinutes: z.coerce.number().pipe(ownMinutes).optional(),
    }),
  },
  responses: { 200: json(slotExplanationView, "The rules and what they know."), ...commonRefusals },
});

const noShowRate = createRoute({
  method: "get",
  path: "/branches/{branchId}/no-show-rate",
  summary: "How many customers did not come",
  description: "Of the appointments that began in the window and are over. At most 20 customers, most often first.",
  ...reading,
  request: {
    params: z.object({ branchId }),
    query: z
      .strictObject({ from: instant, to: instant })
      .refine(({ from, to }) => isWindow(Date.parse(from), Date.parse(to)), {
        path: ["to"],
        message: `must be after \`from\` and at most ${MAX_RATE_DAYS} days later`,
      }),
  },
  responses: { 200: json(noShowRateView, "Counts, from the read model."), ...commonRefusals },
});

export const readRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit, ...asked } = c.req.valid("query");
    const { tenantId, sight } = seerOf(c);
    const filter = { ...toAppointmentFilter(asked, Date.now()), sight };
    return c.json(await listAppointmentViews(c.env, c.executionCtx, tenantId, filter, { cursor, limit }), 200);
  })
  .openapi(show, async (c) => {
    const { appointmentId } = c.req.valid("param");
    const found = await findSeen(c, appointmentId);
    return found ? c.json(await viewOf(found), 200) : notFound(c, "appointment");
  })
  .openapi(explainMove, async (c) => {
    const { appointmentId } = c.req.valid("param");
    const { startsAt, staffId, durationMinutes: ownMinutes } = c.req.valid("query");
    const wanted = { appointmentId, startsAt: Date.parse(startsAt), staffId: meantStaff(c, staffId), ownMinutes };
    const found = await findSeen(c, appointmentId);
    const explanation =
      found && (await askCalendar(found.access, (calendar, ref) => calendar.explainReschedule(ref, wanted)));
    if (!explanation) return notFound(c, "appointment");
    return c.json(toExplanationView(explanation, found.access.rules.timeZone), 200);
  })
  .openapi(noShowRate, async (c) => {
    const { tenantId, sight } = seerOf(c);
    const { branchId } = c.req.valid("param");
    await openBranch(c, branchId); // another tenant's is none
    const { from, to } = c.req.valid("query");
    const window = { branchId, from: Date.parse(from), to: Date.parse(to), now: Date.now(), sight };
    const { total, noShows, customers } = await countNoShows(tenantDb(c.env.DB, tenantId), window);
    return c.json({ total, noShows, rate: total === 0 ? 0 : noShows / total, customers }, 200);
  });

function isWindow(from: number, to: number): boolean {
  return from < to && to - from <= MAX_RATE_DAYS * DAY_MS;
}
