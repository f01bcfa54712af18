import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { answers, appointmentView, instant, partySize } from "../../../contracts/booking.ts";
import { toAppointmentView, viewAppointment } from "../../../db/booking-views.ts";
import type { Wish } from "../../../domain/booking/placement.ts";
import { actorId, isPerson, type TenantActor } from "../../../domain/identity/actor.ts";
import { branchId, holdId, serviceId, staffId } from "../../../domain/ids.ts";
import { language } from "../../../domain/language.ts";
import { type BookInput, bookAppointment } from "../../../use-cases/booking/book-appointment.ts";
import { type BranchAccess, viewContextOf } from "../../../use-cases/booking/branch-access.ts";
import { recordOverride } from "../../../use-cases/booking/record-override.ts";
import { body, createApi, json, tenantActor } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { bookingProblem } from "../../booking-problem.ts";
import { customerInput } from "../../contact-input.ts";
import { commandBy, idempotencyHeader } from "../../idempotency-key.ts";
import { openBranch } from "../../open-branch.ts";
import { meantStaff } from "../../own-calendar.ts";
import { problemResponse } from "../../problem.ts";
import { readCustomer } from "../../read-customer.ts";
import { refuseAnswers } from "../../refuse-answers.ts";
import { changeRefusals, overriding, writing } from "./definitions.ts";
import { auditBy, hasOverride, isTellable, needsOverride, refuseOverride, untellable } from "./override.ts";

const bookInput = z
  .strictObject({
    branchId,
    serviceId,
    startsAt: instant,
    staffId: staffId.optional(),
    holdId: holdId.optional(),
    partySize: partySize.optional().describe("Seats of a group session. A hold's own when left out, else one."),
    customer: customerInput,
    answers: answers.optional().describe("Answers to the questions of the service, by the question's id."),
    notes: z.string().trim().max(1_000).optional(),
    language: language.optional(),
    ...overriding,
  })
  .refine(isTellable, untellable)
  .refine(hasOverride, needsOverride);
type Input = z.infer<typeof bookInput>;

const book = createRoute({
  method: "post",
  path: "/appointments",
  summary: "Book",
  ...writing,
  request: { headers: idempotencyHeader, body: body(bookInput) },
  responses: { 201: json(appointmentView, "The appointment."), ...changeRefusals },
});

export const bookRoutes = createApi().openapi(book, async (c) => {
  const actor = tenantActor(c);
  const asked = meant(c, c.req.valid("json"));
  const access = await openBranch(c, asked.branchId);
  const customer = readCustomer(c, access, asked.customer);
  if (!customer.ok) return customer.error;
  const input = { ...asked, customer: customer.value };
  const refused = refuseOverride(c, input) ?? refuseAnswers(c, access, [input.serviceId], input.answers);
  if (refused) return refused;
  const by = await commandBy(c, "book", input);
  const booked = await bookAppointment(access, { ...toBookInput(actor, access, input), ...by });
  if (!booked.ok) return problemResponse(c, bookingProblem(booked.error, access.rules.timeZone));
  const { appointment, customer: known } = booked.value;
  if (input.override)
    await recordOverride({ access, appointment }, auditBy(c, "appointment.booked_by_override", input));
  const context = viewContextOf(access);
  const view = known
    ? viewAppointment(appointment, { customer: known, cancelReason: null }, context)
    : toAppointmentView(appointment, context);
  return c.json(await view, 201);
});

/** Whoever has one calendar alone books on that one. */
function meant(c: Context<AppEnv>, input: Input): Input {
  const staffId = meantStaff(c, input.staffId);
  return staffId === null ? input : { ...input, staffId };
}

function toBookInput(
  actor: TenantActor,
  { rules }: BranchAccess,
  input: Input,
): Omit<BookInput, "actor" | "idempotency"> {
  const { name, phone = null, email = null } = input.customer;
  return {
    wish: toWish(input),
    holdId: input.holdId ?? null,
    holder: actorId(actor),
    customer: { name, phone, email, notes: input.notes || null, ...(input.answers ? { answers: input.answers } : {}) },
    source: { channel: isPerson(actor) ? "dashboard" : "api", callId: null },
    language: input.language ?? rules.language,
  };
}

function toWish({ serviceId, staffId, startsAt, partySize, override }: Input): Wish {
  const isOverride = override === true;
  const wish = { serviceId, staffId: staffId ?? null, startsAt: Date.parse(startsAt), isOverride };
  return partySize === undefined ? wish : { ...wish, partySize };
}
