import type { Context } from "hono";
import * as z from "zod";
import { answers } from "../../../contracts/booking.ts";
import type { GroupView } from "../../../contracts/groups.ts";
import { toAppointmentView } from "../../../db/booking-views.ts";
import type { GroupAnswer } from "../../../domain/booking/commands.ts";
import { branchId } from "../../../domain/ids.ts";
import { language } from "../../../domain/language.ts";
import type { GroupInput } from "../../../use-cases/booking/book-series.ts";
import { type BranchAccess, viewContextOf } from "../../../use-cases/booking/branch-access.ts";
import { commonRefusals, refusal, security, tenantActor } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { customerInput } from "../../contact-input.ts";
import { toPartView } from "../../group-problem.ts";
import { commandBy } from "../../idempotency-key.ts";
import { requirePermission } from "../../middleware/require-permission.ts";

const tags = ["Series and packages"];
export const writing = { tags, security, middleware: requirePermission("appointments:write") };
export const reading = { tags, security, middleware: requirePermission("appointments:read") };

export const groupRefusals = {
  409: refusal("Nothing was booked or changed; `occurrences` tells what stands in the way of each part."),
  422: refusal("The Idempotency-Key was used with another request."),
  ...commonRefusals,
};

/** For whom a group is booked, and where. */
export const bookerFields = {
  branchId,
  customer: customerInput,
  answers: answers.optional().describe("Answers to the questions of the services, by the question's id."),
  notes: z.string().trim().max(1_000).optional(),
  language: language.optional(),
};
type Booker = z.infer<z.ZodObject<typeof bookerFields>>;

export async function toGroupInput(
  c: Context<AppEnv>,
  { rules }: BranchAccess,
  action: string,
  input: Booker,
): Promise<GroupInput> {
  const { name, phone = null, email = null } = input.customer;
  return {
    ...(await commandBy(c, action, input)),
    customer: { name, phone, email, notes: input.notes || null, ...(input.answers && { answers: input.answers }) },
    source: { channel: tenantActor(c).kind === "user" ? "dashboard" : "api", callId: null },
    language: input.language ?? rules.language,
  };
}

export async function toGroupView({ id, appointments, report }: GroupAnswer, access: BranchAccess): Promise<GroupView> {
  const context = viewContextOf(access);
  return {
    id,
    appointments: await Promise.all(appointments.map((appointment) => toAppointmentView(appointment, context))),
    report: report.map((part) => toPartView(part, access.rules.timeZone)),
  };
}
