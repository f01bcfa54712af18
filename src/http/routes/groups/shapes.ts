import type { Context } from "hono";
import * as z from "zod";
import { answers } from "../../../contracts/booking.ts";
import type { GroupView } from "../../../contracts/groups.ts";
import { toAppointmentView } from "../../../db/booking-views.ts";
import type { GroupAnswer, Idempotency } from "../../../domain/booking/commands.ts";
import { actorId } from "../../../domain/identity/actor.ts";
import { branchId } from "../../../domain/ids.ts";
import { language } from "../../../domain/language.ts";
import type { GroupInput } from "../../../use-cases/booking/book-series.ts";
import { type BranchAccess, viewContextOf } from "../../../use-cases/booking/branch-access.ts";
import { idempotencyOf } from "../../../use-cases/booking/idempotency.ts";
import { commonRefusals, refusal, security, tenantActor } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { emailInput, phoneInput } from "../../contact-input.ts";
import { toPartView } from "../../group-problem.ts";
import { readIdempotencyKey } from "../../idempotency-key.ts";
import { requirePermission } from "../../middleware/require-permission.ts";

const tags = ["Series and packages"];
export const writing = { tags, security, middleware: requirePermission("appointments:write") };
export const reading = { tags, security, middleware: requirePermission("appointments:read") };

export const groupRefusals = {
  409: refusal("Nothing was booked or changed; `occurrences` tells what stands in the way of each part."),
  422: refusal("The Idempotency-Key was used with another request."),
  ...commonRefusals,
};

export function body<T extends z.ZodType>(schema: T) {
  return { required: true, content: { "application/json": { schema } } };
}

/** For whom a group is booked, and where. */
export const bookerFields = {
  branchId,
  customer: z.strictObject({
    name: z.string().trim().min(1).max(120),
    phone: phoneInput.optional(),
    email: emailInput.optional(),
  }),
  answers: answers.optional().describe("Answers to the questions of the services, by the question's id."),
  notes: z.string().trim().max(1_000).optional(),
  language: language.optional(),
};
type Booker = z.infer<z.ZodObject<typeof bookerFields>>;

/** The actor of a command, and its key bound to them and what they do. */
export async function commandBy(
  c: Context<AppEnv>,
  action: string,
  input: unknown,
): Promise<{ actor: string; idempotency: Idempotency }> {
  const by = actorId(tenantActor(c));
  const key = readIdempotencyKey(c);
  return { actor: by, idempotency: await idempotencyOf("api", { by, action, key, input }) };
}

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
