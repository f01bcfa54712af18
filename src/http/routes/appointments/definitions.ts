import * as z from "zod";
import { overrideReason } from "../../../contracts/booking.ts";
import { appointmentId } from "../../../domain/ids.ts";
import { body, commonRefusals, refusal, security } from "../../api.ts";
import { idempotencyHeader } from "../../idempotency-key.ts";
import { requirePermission } from "../../middleware/require-permission.ts";

const tags = ["Appointments"];
export const writing = { tags, security, middleware: requirePermission("appointments:write") };
export const reading = { tags, security, middleware: requirePermission("appointments:read") };
export const oneAppointment = z.object({ appointmentId });

export const changeRefusals = {
  409: refusal("It cannot be done; `code` tells why, `explanation` the facts, `alternatives` what lies nearest."),
  422: refusal("The Idempotency-Key was used with another request."),
  ...commonRefusals,
};

/** The length that a move gives an appointment. */
export const ownMinutes = z
  .int()
  .min(5)
  .max(720)
  .describe(
    "How long it takes, buffers aside. Left out: as long as before where that was its own, else as the member takes.",
  );

/** Fields of a request in which staff may insist on a time. */
export const overriding = {
  override: z
    .literal(true)
    .optional()
    .describe("Notice, horizon, raster and caps give way. Needs `appointments:override`."),
  overrideReason: overrideReason.optional().describe("Why, for the audit log. Goes with `override`."),
};

/** The request of a route that changes one appointment. */
export function changing<T extends z.ZodType>(schema: T) {
  return { params: oneAppointment, headers: idempotencyHeader, body: body(schema) };
}
