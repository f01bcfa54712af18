import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { keptInstant } from "../../contracts/booking.ts";
import { busyView, calendarId, conflictView } from "../../contracts/busy.ts";
import { toConflictView } from "../../db/booking-views.ts";
import { toBusyView } from "../../db/waitlist-views.ts";
import { actorId } from "../../domain/identity/actor.ts";
import { sees } from "../../domain/identity/sight.ts";
import { branchId, busyId, conflictId } from "../../domain/ids.ts";
import { blockTime } from "../../use-cases/booking/block-time.ts";
import { askCalendar, viewContextOf } from "../../use-cases/booking/branch-access.ts";
import { body, commonRefusals, createApi, json, notFound, refusal, security, seerOf, tenantActor } from "../api.ts";
import { badWindow, readWindow } from "../booking-window.ts";
import { commandBy, idempotencyHeader } from "../idempotency-key.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { openBranch } from "../open-branch.ts";
import { onlyStaff, requireSeen } from "../own-calendar.ts";
import { problemResponse } from "../problem.ts";
import { busyProblem } from "../waitlist-problem.ts";

const MAX_BUSY = 2_000;
export const MAX_CONFLICTS = 200;
const common = { tags: ["Busy time"], security };
const writing = { ...common, middleware: requirePermission("appointments:write") };
export const busyReading = { ...common, middleware: requirePermission("calendar:read") };
const inBranch = z.object({ branchId });
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

const block = createRoute({
  method: "post",
  path: "/branches/{branchId}/busy",
  summary: "Block time of a staff member or a resource",
  description: "Nothing is refused: where it clashes with an appointment, a conflict is raised. At most 62 days.",
  ...writing,
  request: {
    params: inBranch,
    headers: idempotencyHeader,
    body: body(
      z.strictObject({
        calendarId,
        startsAt: keptInstant,
        endsAt: keptInstant,
        note: z.string().trim().max(300).optional(),
      }),
    ),
  },
  responses: {
    201: json(busyView, "The blocked time."),
    422: refusal("The Idempotency-Key was used with another request."),
    ...commonRefusals,
  },
});

const list = createRoute({
  method: "get",
  path: "/branches/{branchId}/busy",
  summary: "Time that is taken otherwise than by appointments",
  description: `Earliest first, at most ${MAX_BUSY}. A week from now unless told otherwise.`,
  ...busyReading,
  request: {
    params: inBranch,
    query: z.strictObject({ from: keptInstant.optional(), to: keptInstant.optional() }),
  },
  responses: { 200: json(items(busyView), "Whatever reaches into the window."), ...commonRefusals },
});

const free = createRoute({
  method: "delete",
  path: "/branches/{branchId}/busy/{busyId}",
  summary: "Give blocked time back",
  ...writing,
  request: { params: z.object({ branchId, busyId }) },
  responses: {
    204: { description: "It is gone, now or already before." },
    409: refusal("It comes from an outside calendar."),
    ...commonRefusals,
  },
});

const listConflicts = createRoute({
  method: "get",
  path: "/branches/{branchId}/conflicts",
  summary: "Appointments that busy time clashes with",
  description: `Those that nobody has resolved, earliest first, at most ${MAX_CONFLICTS}.`,
  ...busyReading,
  request: { params: inBranch },
  responses: { 200: json(items(conflictView), "Open conflicts."), ...commonRefusals },
});

const dismiss = createRoute({
  method: "post",
  path: "/branches/{branchId}/conflicts/{conflictId}/dismiss",
  summary: "Leave a conflict as it is",
  ...writing,
  request: { params: z.object({ branchId, conflictId }), body: body(z.strictObject({})) },
  responses: { 200: json(conflictView, "The conflict, resolved."), ...commonRefusals },
});

export const busyRoutes = createApi()
  .openapi(block, async (c) => {
    const { branchId } = c.req.valid("param");
    const access = await openBranch(c, branchId);
    const input = c.req.valid("json");
    const window = readWindow({ from: input.startsAt, to: input.endsAt });
    if (!window) return badWindow(c);
    const { calendarId, note } = input;
    requireSeen(c, calendarId);
    const time = { calendarId, start: window.from, end: window.to };
    const by = await commandBy(c, `block ${branchId}`, input);
    const blocked = await blockTime(access, { ...time, note: note || null, ...by });
    if (!blocked) return notFound(c, "staff member or resource");
    if (!blocked.ok) return problemResponse(c, busyProblem(blocked.error));
    return c.json(await toBusyView(blocked.value, viewContextOf(access)), 201);
  })
  .openapi(list, async (c) => {
    const access = await openBranch(c, c.req.valid("param").branchId);
    const asked = readWindow(c.req.valid("query"));
    if (!asked) return badWindow(c);
    const query = { window: { start: asked.from, end: asked.to }, limit: MAX_BUSY };
    const all = await askCalendar(access, (calendar, ref) => calendar.busy(ref, "list", query));
    const busy = all.filter(({ calendarId }) => sees(seerOf(c).sight, calendarId));
    return c.json({ items: await Promise.all(busy.map((each) => toBusyView(each, viewContextOf(access)))) }, 200);
  })
  .openapi(free, async (c) => {
    const actor = tenantActor(c);
    const { branchId, busyId } = c.req.valid("param");
    const access = await openBranch(c, branchId);
    const command = { busyId, only: onlyStaff(c), actor: actorId(actor), requestId: c.get("requestId") };
    const freed = await askCalendar(access, (calendar, ref) => calendar.busy(ref, "free", command));
    return freed.ok ? c.body(null, 204) : problemResponse(c, busyProblem(freed.error));
  })
  .openapi(listConflicts, async (c) => {
    const access = await openBranch(c, c.req.valid("param").branchId);
    const query = { limit: MAX_CONFLICTS };
    const all = await askCalendar(access, (calendar, ref) => calendar.busy(ref, "conflicts", query));
    const open = all.filter(({ calendarId }) => sees(seerOf(c).sight, calendarId));
    return c.json({ items: open.map((conflict) => toConflictView(conflict, access.rules)) }, 200);
  })
  .openapi(dismiss, async (c) => {
    const actor = tenantActor(c);
    const { branchId, conflictId } = c.req.valid("param");
    const access = await openBranch(c, branchId);
    const command = { conflictId, only: onlyStaff(c), actor: actorId(actor), requestId: c.get("requestId") };
    const dismissed = await askCalendar(access, (calendar, ref) => calendar.busy(ref, "dismiss", command));
    return dismissed ? c.json(toConflictView(dismissed, access.rules), 200) : notFound(c, "conflict");
  });
