import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { appointmentStatus, appointmentView, instant } from "../../contracts/booking.ts";
import { toAppointmentView } from "../../db/booking-views.ts";
import { actorId } from "../../domain/identity/actor.ts";
import { appointmentId, branchId, customerId, holdId, serviceId, staffId } from "../../domain/ids.ts";
import { language } from "../../domain/language.ts";
import { bookAppointment } from "../../use-cases/booking/book-appointment.ts";
import { accessBranch, askCalendar, viewContextOf } from "../../use-cases/booking/branch-access.ts";
import { findBranchOf } from "../../use-cases/booking/find-branch-of.ts";
import { idempotencyOf } from "../../use-cases/booking/idempotency.ts";
import { listAppointmentViews } from "../../use-cases/booking/list-appointments.ts";
import {
  commonRefusals,
  createApi,
  cursorQuery,
  json,
  notFound,
  paged,
  refusal,
  security,
  tenantActor,
} from "../api.ts";
import { bookingProblem } from "../booking-problem.ts";
import { emailInput, phoneInput } from "../contact-input.ts";
import { idempotencyHeader, readIdempotencyKey } from "../idempotency-key.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { problemResponse } from "../problem.ts";

const writing = { security, middleware: requirePermission("appointments:write") };
const reading = { security, middleware: requirePermission("appointments:read") };
const oneAppointment = z.object({ appointmentId });
const changeRefusals = {
  409: refusal("It cannot be done; `code` tells why, `alternatives` what lies nearest."),
  422: refusal("The Idempotency-Key was used with another request."),
  ...commonRefusals,
};
const body = <T extends z.ZodType>(schema: T) => ({
  required: true,
  content: { "application/json": { schema } },
});

const book = createRoute({
  method: "post",
  path: "/appointments",
  tags: ["Appointments"],
  summary: "Book",
  ...writing,
  request: {
    headers: idempotencyHeader,
    body: body(
      z.strictObject({
        branchId,
        serviceId,
        startsAt: instant,
        staffId: staffId.optional(),
        holdId: holdId.optional(),
        customer: z.strictObject({
          name: z.string().trim().min(1).max(120),
          phone: phoneInput.optional(),
          email: emailInput.optional(),
        }),
        notes: z.string().trim().max(1_000).optional(),
        language: language.optional(),
      }),
    ),
  },
  responses: { 201: json(appointmentView, "The appointment."), ...changeRefusals },
});

const list = createRoute({
  method: "get",
  path: "/appointments",
  tags: ["Appointments"],
  summary: "List, earliest start first",
  ...reading,
  request: {
    query: z.strictObject({
      branchId: branchId.optional(),
      from: instant.optional(),
      to: instant.optional(),
      status: appointmentStatus.optional(),
      customerId: customerId.optional(),
      ...cursorQuery,
    }),
  },
  responses: { 200: json(paged(appointmentView), "A page."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/appointments/{appointmentId}",
  tags: ["Appointments"],
  summary: "One appointment",
  ...reading,
  request: { params: oneAppointment },
  responses: { 200: json(appointmentView, "The appointment."), ...commonRefusals },
});

const reschedule = createRoute({
  method: "post",
  path: "/appointments/{appointmentId}/reschedule",
  tags: ["Appointments"],
  summary: "Move to another time",
  description: "Takes the new time and gives up the old one in one step.",
  ...writing,
  request: {
    params: oneAppointment,
    headers: idempotencyHeader,
    body: body(z.strictObject({ startsAt: instant, staffId: staffId.optional() })),
  },
  responses: { 200: json(appointmentView, "The moved appointment."), ...changeRefusals },
});

const cancel = createRoute({
  method: "post",
  path: "/appointments/{appointmentId}/cancel",
  tags: ["Appointments"],
  summary: "Cancel",
  ...writing,
  request: {
    params: oneAppointment,
    headers: idempotencyHeader,
    body: body(z.strictObject({ reason: z.string().trim().max(300).optional() })),
  },
  responses: { 200: json(appointmentView, "The cancelled appointment."), ...changeRefusals },
});

export const appointmentRoutes = createApi()
  .openapi(book, async (c) => {
    const actor = tenantActor(c);
    const input = c.req.valid("json");
    const access = await accessBranch(c.env, c.executionCtx, { ...actor, branchId: input.branchId });
    if (!access) return notFound(c, "branch");
    const by = actorId(actor);
    const { name, phone, email } = input.customer;
    const key = readIdempotencyKey(c);
    const booked = await bookAppointment(access, {
      wish: { serviceId: input.serviceId, staffId: input.staffId ?? null, startsAt: Date.parse(input.startsAt) },
      holdId: input.holdId ?? null,
      holder: by,
      actor: by,
      customer: { name, phone: phone ?? null, email: email ?? null, notes: input.notes || null },
      source: { channel: actor.kind === "user" ? "dashboard" : "api", callId: null },
      language: input.language ?? access.rules.language,
      idempotency: await idempotencyOf("api", { by, action: "book", key, input }),
    });
    if (!booked.ok) return problemResponse(c, bookingProblem(booked.error, access.rules.timeZone));
    return c.json(await toAppointmentView(booked.value, viewContextOf(access)), 201);
  })
  .openapi(list, async (c) => {
    const { from, to, cursor, limit, ...filter } = c.req.valid("query");
    const window = { from: from ? Date.parse(from) : undefined, to: to ? Date.parse(to) : undefined };
    const { tenantId } = tenantActor(c);
    const page = { cursor: cursor ?? null, limit };
    return c.json(await listAppointmentViews(c.env, c.executionCtx, tenantId, { ...filter, ...window }, page), 200);
  })
  .openapi(show, async (c) => {
    const { appointmentId } = c.req.valid("param");
    const found = await findBranchOf(c.env, c.executionCtx, tenantActor(c).tenantId, appointmentId);
    if (!found) return notFound(c, "appointment");
    return c.json(await toAppointmentView(found.appointment, viewContextOf(found.access), found.customerId), 200);
  })
  .openapi(reschedule, async (c) => {
    const actor = tenantActor(c);
    const { appointmentId } = c.req.valid("param");
    const found = await findBranchOf(c.env, c.executionCtx, actor.tenantId, appointmentId);
    if (!found) return notFound(c, "appointment");
    const input = c.req.valid("json");
    const by = actorId(actor);
    const key = readIdempotencyKey(c);
    const command = {
      actor: by,
      target: { appointmentId, phoneIndex: null },
      startsAt: Date.parse(input.startsAt),
      staffId: input.staffId ?? null,
      idempotency: await idempotencyOf("api", { by, action: `reschedule ${appointmentId}`, key, input }),
    };
    const moved = await askCalendar(found.access, (calendar, ref) => calendar.reschedule(ref, command));
    if (!moved.ok) return problemResponse(c, bookingProblem(moved.error, found.access.rules.timeZone));
    return c.json(await toAppointmentView(moved.value, viewContextOf(found.access), found.customerId), 200);
  })
  .openapi(cancel, async (c) => {
    const actor = tenantActor(c);
    const { appointmentId } = c.req.valid("param");
    const found = await findBranchOf(c.env, c.executionCtx, actor.tenantId, appointmentId);
    if (!found) return notFound(c, "appointment");
    const input = c.req.valid("json");
    const by = actorId(actor);
    const key = readIdempotencyKey(c);
    const command = {
      actor: by,
      target: { appointmentId, phoneIndex: null },
      reason: input.reason || null,
      idempotency: await idempotencyOf("api", { by, action: `cancel ${appointmentId}`, key, input }),
    };
    const cancelled = await askCalendar(found.access, (calendar, ref) => calendar.cancel(ref, command));
    if (!cancelled.ok) return problemResponse(c, bookingProblem(cancelled.error, found.access.rules.timeZone));
    return c.json(await toAppointmentView(cancelled.value, viewContextOf(found.access), found.customerId), 200);
  });
