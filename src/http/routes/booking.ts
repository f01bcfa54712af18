import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { calendarDayView, holdView, instant, localDate, slotView } from "../../contracts/booking.ts";
import { toHoldView } from "../../db/booking-views.ts";
import { actorId } from "../../domain/identity/actor.ts";
import { branchId, holdId, serviceId, staffId } from "../../domain/ids.ts";
import { accessBranch, askCalendar } from "../../use-cases/booking/branch-access.ts";
import { idempotencyOf } from "../../use-cases/booking/idempotency.ts";
import { loadCalendarDay } from "../../use-cases/booking/load-calendar-day.ts";
import { newId } from "../../use-cases/new-id.ts";
import { commonRefusals, createApi, json, notFound, refusal, security, tenantActor } from "../api.ts";
import type { AppEnv } from "../app-env.ts";
import { bookingProblem, toSlotView } from "../booking-problem.ts";
import { idempotencyHeader, readIdempotencyKey } from "../idempotency-key.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { problemResponse } from "../problem.ts";

const MAX_RANGE_MS = 62 * 86_400_000;
const DEFAULT_RANGE_MS = 7 * 86_400_000;
const inBranch = z.object({ branchId });

const availability = createRoute({
  method: "get",
  path: "/branches/{branchId}/availability",
  tags: ["Booking"],
  summary: "Free slots",
  description: "Sorted by time. When nothing is free in the window, `nearest` offers up to three slots around it.",
  security,
  middleware: requirePermission("calendar:read"),
  request: {
    params: inBranch,
    query: z.strictObject({
      serviceId,
      staffId: staffId.optional(),
      from: instant.optional(),
      to: instant.optional(),
      limit: z.coerce.number().int().min(1).max(1_000).default(100),
    }),
  },
  responses: {
    200: json(
      z.object({ timeZone: z.string(), slots: z.array(slotView), nearest: z.array(slotView) }),
      "Slots, each with the staff who are free.",
    ),
    ...commonRefusals,
  },
});

const placeHold = createRoute({
  method: "post",
  path: "/branches/{branchId}/holds",
  tags: ["Booking"],
  summary: "Hold a slot for five minutes",
  security,
  middleware: requirePermission("appointments:write"),
  request: {
    params: inBranch,
    headers: idempotencyHeader,
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z.strictObject({ serviceId, startsAt: instant, staffId: staffId.optional() }),
        },
      },
    },
  },
  responses: {
    201: json(holdView, "The hold."),
    409: refusal("The time cannot be had; `code` tells why, `alternatives` what lies nearest."),
    422: refusal("The Idempotency-Key was used with another request."),
    ...commonRefusals,
  },
});

const releaseHold = createRoute({
  method: "delete",
  path: "/branches/{branchId}/holds/{holdId}",
  tags: ["Booking"],
  summary: "Give a hold back",
  security,
  middleware: requirePermission("appointments:write"),
  request: { params: z.object({ branchId, holdId }) },
  responses: { 204: { description: "It is gone, now or already before." }, ...commonRefusals },
});

const calendarDay = createRoute({
  method: "get",
  path: "/branches/{branchId}/calendar",
  tags: ["Booking"],
  summary: "One day of a branch, as it stands",
  description: "What a live view starts from: connect `/live/branches/{branchId}?since={seq}` with its `seq`.",
  security,
  middleware: requirePermission("calendar:read"),
  request: { params: inBranch, query: z.strictObject({ date: localDate }) },
  responses: { 200: json(calendarDayView, "The day."), ...commonRefusals },
});

export const bookingRoutes = createApi()
  .openapi(availability, async (c) => {
    const access = await accessBranch(c.env, c.executionCtx, { ...tenantActor(c), ...c.req.valid("param") });
    if (!access) return notFound(c, "branch");
    const { serviceId, staffId, limit, ...window } = c.req.valid("query");
    const from = window.from ? Date.parse(window.from) : Date.now();
    const to = window.to ? Date.parse(window.to) : from + DEFAULT_RANGE_MS;
    if (to <= from || to - from > MAX_RANGE_MS) return badRange(c);
    const query = { serviceId, staffId: staffId ?? null, from, to, limit };
    const { slots, nearest } = await askCalendar(access, (calendar, ref) => calendar.findSlots(ref, query));
    const { timeZone } = access.rules;
    const view = (list: typeof slots) => list.map((slot) => toSlotView(slot, timeZone));
    return c.json({ timeZone, slots: view(slots), nearest: view(nearest) }, 200);
  })
  .openapi(placeHold, async (c) => {
    const actor = tenantActor(c);
    const access = await accessBranch(c.env, c.executionCtx, { ...actor, ...c.req.valid("param") });
    if (!access) return notFound(c, "branch");
    const input = c.req.valid("json");
    const by = actorId(actor);
    const key = readIdempotencyKey(c);
    const idempotency = await idempotencyOf("api", { by, action: "hold", key, input });
    const wish = { serviceId: input.serviceId, staffId: input.staffId ?? null, startsAt: Date.parse(input.startsAt) };
    const command = { id: newId("hld"), holder: by, actor: by, wish, idempotency };
    const held = await askCalendar(access, (calendar, ref) => calendar.hold(ref, command));
    if (!held.ok) return problemResponse(c, bookingProblem(held.error, access.rules.timeZone));
    return c.json(toHoldView(held.value, access.rules), 201);
  })
  .openapi(releaseHold, async (c) => {
    const actor = tenantActor(c);
    const { branchId, holdId } = c.req.valid("param");
    const access = await accessBranch(c.env, c.executionCtx, { tenantId: actor.tenantId, branchId });
    if (!access) return notFound(c, "branch");
    const by = actorId(actor);
    await askCalendar(access, (calendar, ref) => calendar.releaseHold(ref, { holdId, holder: by, actor: by }));
    return c.body(null, 204);
  })
  .openapi(calendarDay, async (c) => {
    const access = await accessBranch(c.env, c.executionCtx, { ...tenantActor(c), ...c.req.valid("param") });
    if (!access) return notFound(c, "branch");
    return c.json(await loadCalendarDay(access, c.req.valid("query").date), 200);
  });

function badRange(c: Context<AppEnv>) {
  const errors = [{ field: "to", rule: "must be after `from` and at most 62 days later" }];
  return problemResponse(c, { status: 400, code: "invalid_input", title: "The window is not valid.", errors });
}
