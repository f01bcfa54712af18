import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { appointmentView, cancelView, instant } from "../../../contracts/booking.ts";
import { isLateCancel } from "../../../domain/booking/changes.ts";
import { staffId } from "../../../domain/ids.ts";
import { recordOverride } from "../../../use-cases/booking/record-override.ts";
import { sealReason } from "../../../use-cases/booking/seal-reason.ts";
import { createApi, json } from "../../api.ts";
import { meantStaff } from "../../own-calendar.ts";
import { changeAppointment, viewOf } from "./change-appointment.ts";
import { changeRefusals, changing, overriding, ownMinutes, writing } from "./definitions.ts";
import { auditBy, hasOverride, isTellable, needsOverride, refuseOverride, untellable } from "./override.ts";

const reschedule = createRoute({
  method: "post",
  path: "/appointments/{appointmentId}/reschedule",
  summary: "Move to another time, or give it another length",
  description: "Takes the new time and gives up the old one in one step. A length of its own is kept by later moves.",
  ...writing,
  request: changing(
    z
      .strictObject({
        startsAt: instant,
        staffId: staffId.optional(),
        durationMinutes: ownMinutes.optional(),
        ...overriding,
      })
      .refine(isTellable, untellable)
      .refine(hasOverride, needsOverride),
  ),
  responses: { 200: json(appointmentView, "The moved appointment."), ...changeRefusals },
});

const cancel = createRoute({
  method: "post",
  path: "/appointments/{appointmentId}/cancel",
  summary: "Cancel",
  description: "Never refused for being late: `isLateCancel` tells whether the service's policy lets it go free.",
  ...writing,
  request: changing(z.strictObject({ reason: z.string().trim().max(300).optional() })),
  responses: { 200: json(cancelView, "The cancelled appointment."), ...changeRefusals },
});

export const changeRoutes = createApi()
  .openapi(reschedule, async (c) => {
    const { appointmentId } = c.req.valid("param");
    const input = c.req.valid("json");
    const refused = refuseOverride(c, input);
    if (refused) return refused;
    const staffId = meantStaff(c, input.staffId);
    const isOverride = input.override === true;
    const target = { appointmentId, phoneIndex: null };
    const wanted = { target, startsAt: Date.parse(input.startsAt), staffId, ownMinutes: input.durationMinutes };
    const moved = await changeAppointment(c, { appointmentId, action: "reschedule", input }, (calendar, ref, by) =>
      calendar.reschedule(ref, { ...by, ...wanted, isOverride }),
    );
    if (!moved.ok) return moved.error;
    if (isOverride) await recordOverride(moved.value, auditBy(c, "appointment.rescheduled_by_override", input));
    return c.json(await viewOf(moved.value), 200);
  })
  .openapi(cancel, async (c) => {
    const { appointmentId } = c.req.valid("param");
    const input = c.req.valid("json");
    const target = { appointmentId, phoneIndex: null };
    const change = { appointmentId, action: "cancel", input };
    const cancelled = await changeAppointment(c, change, async (calendar, ref, by, vault) =>
      calendar.cancel(ref, { ...by, target, reason: await sealReason(vault, appointmentId, input.reason) }),
    );
    if (!cancelled.ok) return cancelled.error;
    const { appointment, access } = cancelled.value;
    // As of the cancelling, so that a repeated request gets the same answer.
    const isLate = isLateCancel(access.rules, appointment, appointment.updatedAt);
    return c.json({ ...(await viewOf(cancelled.value)), isLateCancel: isLate }, 200);
  });
