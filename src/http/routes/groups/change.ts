import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { appointmentView, keptInstant } from "../../../contracts/booking.ts";
import { groupView } from "../../../contracts/groups.ts";
import { isGroupInSight } from "../../../db/queries/appointments.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { appointmentId, type SeriesId, seriesId, staffId } from "../../../domain/ids.ts";
import { askCalendar, type BranchAccess } from "../../../use-cases/booking/branch-access.ts";
import { findGroup } from "../../../use-cases/booking/find-group.ts";
import { listAppointmentViews } from "../../../use-cases/booking/list-appointments.ts";
import { sealReason } from "../../../use-cases/booking/seal-reason.ts";
import { body, commonRefusals, createApi, cursorQuery, json, notFound, paged, seerOf } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { groupProblem } from "../../group-problem.ts";
import { commandBy, idempotencyHeader } from "../../idempotency-key.ts";
import { meantStaff } from "../../own-calendar.ts";
import { problemResponse } from "../../problem.ts";
import { groupRefusals, reading, toGroupView, writing } from "./shapes.ts";

const oneGroup = z.object({ seriesId });
const targetFields = {
  scope: z.enum(["one", "following", "all"]).describe("Only what lies ahead and still stands is changed."),
  fromAppointmentId: appointmentId.optional().describe("The one that is meant, or the first of those that follow."),
};
const namesOne = { path: ["fromAppointmentId"], message: "is needed unless `scope` is `all`" };
const isNamed = (target: { scope: string; fromAppointmentId?: unknown }) =>
  target.scope === "all" || target.fromAppointmentId !== undefined;

const show = createRoute({
  method: "get",
  path: "/series/{seriesId}",
  summary: "The appointments of a series or package, earliest start first",
  ...reading,
  request: { params: oneGroup, query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(appointmentView), "A page."), ...commonRefusals },
});

const cancel = createRoute({
  method: "post",
  path: "/series/{seriesId}/cancel",
  summary: "Cancel one, the following or all",
  ...writing,
  request: {
    params: oneGroup,
    headers: idempotencyHeader,
    body: body(
      z.strictObject({ ...targetFields, reason: z.string().trim().max(300).optional() }).refine(isNamed, namesOne),
    ),
  },
  responses: { 200: json(groupView, "What was cancelled."), ...groupRefusals },
});

const reschedule = createRoute({
  method: "post",
  path: "/series/{seriesId}/reschedule",
  summary: "Move one, the following or all",
  description:
    "`startsAt` is the new time of the appointment that `fromAppointmentId` names, of `all` else the first that is " +
    "moved. A series gets that local time on every date, as many days later or earlier; a package keeps its distances.",
  ...writing,
  request: {
    params: oneGroup,
    headers: idempotencyHeader,
    body: body(
      z.strictObject({ ...targetFields, startsAt: keptInstant, staffId: staffId.optional() }).refine(isNamed, namesOne),
    ),
  },
  responses: { 200: json(groupView, "What was moved."), ...groupRefusals },
});

export const groupRoutes = createApi()
  .openapi(show, async (c) => {
    const { tenantId, sight } = seerOf(c);
    const { seriesId: groupId } = c.req.valid("param");
    const { cursor = null, limit } = c.req.valid("query");
    const list = () => listAppointmentViews(c.env, c.executionCtx, tenantId, { groupId }, { cursor, limit });
    if (sight !== "all" && !(await findSeenGroup(c, groupId))) return notFound(c, "series");
    const page = await list();
    if (page.items.length > 0) return c.json(page, 200);
    const access = await findSeenGroup(c, groupId);
    if (!access) return notFound(c, "series");
    await askCalendar(access, (calendar, ref) => calendar.drain(ref)); // the read model does not know of it yet
    return c.json(await list(), 200);
  })
  .openapi(cancel, async (c) => {
    const { seriesId: groupId } = c.req.valid("param");
    const access = await findSeenGroup(c, groupId);
    if (!access) return notFound(c, "series");
    const input = c.req.valid("json");
    const { scope, fromAppointmentId = null, reason } = input;
    const by = await commandBy(c, `cancel ${groupId}`, input);
    const sealed = await sealReason(access.vault, groupId, reason);
    const command = { ...by, groupId, scope, fromAppointmentId, reason: sealed };
    const cancelled = await askCalendar(access, (calendar, ref) => calendar.cancelGroup(ref, command));
    if (!cancelled.ok) return problemResponse(c, groupProblem(cancelled.error, access.rules.timeZone));
    return c.json(await toGroupView(cancelled.value, access), 200);
  })
  .openapi(reschedule, async (c) => {
    const { seriesId: groupId } = c.req.valid("param");
    const access = await findSeenGroup(c, groupId);
    if (!access) return notFound(c, "series");
    const input = c.req.valid("json");
    const { scope, fromAppointmentId = null } = input;
    const staffId = meantStaff(c, input.staffId);
    const by = await commandBy(c, `reschedule ${groupId}`, input);
    const command = { ...by, groupId, scope, fromAppointmentId, startsAt: Date.parse(input.startsAt), staffId };
    const moved = await askCalendar(access, (calendar, ref) => calendar.moveGroup(ref, command));
    if (!moved.ok) return problemResponse(c, groupProblem(moved.error, access.rules.timeZone));
    return c.json(await toGroupView(moved.value, access), 200);
  });

/** A series or package of which the actor sees every part. To know that, the read model must have it. */
async function findSeenGroup(c: Context<AppEnv>, groupId: SeriesId): Promise<BranchAccess | null> {
  const { tenantId, sight } = seerOf(c);
  const access = await findGroup(c.env, c.executionCtx, tenantId, groupId);
  if (!access || sight === "all") return access;
  await askCalendar(access, (calendar, ref) => calendar.drain(ref));
  return (await isGroupInSight(tenantDb(c.env.DB, tenantId), groupId, sight)) ? access : null;
}
