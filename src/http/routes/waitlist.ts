import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { answers, appointmentView, keptInstant, partySize } from "../../contracts/booking.ts";
import { waitlistEntryView, waitlistStatus } from "../../contracts/waitlist.ts";
import { toAppointmentView } from "../../db/booking-views.ts";
import { toWaitlistEntryView } from "../../db/waitlist-views.ts";
import { actorId, isPerson } from "../../domain/identity/actor.ts";
import { branchId, serviceId, staffId, waitlistId } from "../../domain/ids.ts";
import { language } from "../../domain/language.ts";
import { bookOffer } from "../../use-cases/booking/book-offer.ts";
import { askCalendar, viewContextOf } from "../../use-cases/booking/branch-access.ts";
import { joinWaitlist } from "../../use-cases/booking/join-waitlist.ts";
import { listWaitlist } from "../../use-cases/booking/list-waitlist.ts";
import { body, commonRefusals, createApi, cursorQuery, json, paged, refusal, security, tenantActor } from "../api.ts";
import { badWindow, readWindow } from "../booking-window.ts";
import { customerInput } from "../contact-input.ts";
import { commandBy, idempotencyHeader } from "../idempotency-key.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { openBranch } from "../open-branch.ts";
import { meantStaff, onlyStaff, seesNobody } from "../own-calendar.ts";
import { problemResponse } from "../problem.ts";
import { readCustomer } from "../read-customer.ts";
import { refuseAnswers } from "../refuse-answers.ts";
import { waitlistProblem } from "../waitlist-problem.ts";

const common = { tags: ["Waitlist"], security };
const writing = { ...common, middleware: requirePermission("appointments:write") };
export const waitlistReading = { ...common, middleware: requirePermission("calendar:read") };
const inBranch = z.object({ branchId });
const oneEntry = z.object({ branchId, entryId: waitlistId });
const refusals = {
  409: refusal("It cannot be done; `code` tells why."),
  422: refusal("The Idempotency-Key was used with another request."),
  ...commonRefusals,
};

const join = createRoute({
  method: "post",
  path: "/branches/{branchId}/waitlist",
  summary: "Wait for time to become free",
  description:
    "Whoever waits longest is offered freed time first, held for 15 minutes. Who waits already, by phone or e-mail, for the same service, member and seats in a time that overlaps keeps that entry, which then covers both times.",
  ...writing,
  request: {
    params: inBranch,
    headers: idempotencyHeader,
    body: body(
      z.strictObject({
        serviceId,
        staffId: staffId.optional(),
        from: keptInstant,
        to: keptInstant,
        partySize: partySize.optional(),
        customer: customerInput,
        notes: z.string().trim().max(1_000).optional(),
        language: language.optional(),
      }),
    ),
  },
  responses: { 201: json(waitlistEntryView, "The entry."), ...refusals },
});

const list = createRoute({
  method: "get",
  path: "/branches/{branchId}/waitlist",
  summary: "Who waits, longest first",
  ...waitlistReading,
  request: { params: inBranch, query: z.strictObject({ status: waitlistStatus.optional(), ...cursorQuery }) },
  responses: { 200: json(paged(waitlistEntryView), "A page."), ...commonRefusals },
});

const leave = createRoute({
  method: "delete",
  path: "/branches/{branchId}/waitlist/{entryId}",
  summary: "Wait no longer",
  description: "What was offered goes to the next in line.",
  ...writing,
  request: { params: oneEntry },
  responses: { 204: { description: "They do not wait, now or already before." }, ...commonRefusals },
});

const book = createRoute({
  method: "post",
  path: "/branches/{branchId}/waitlist/{entryId}/book",
  summary: "Book what was offered",
  ...writing,
  request: {
    params: oneEntry,
    headers: idempotencyHeader,
    body: body(
      z.strictObject({
        answers: answers.optional().describe("Answers to the questions of the service, by the question's id."),
      }),
    ),
  },
  responses: { 201: json(appointmentView, "The appointment."), ...refusals },
});

export const waitlistRoutes = createApi()
  .openapi(join, async (c) => {
    const actor = tenantActor(c);
    const { branchId } = c.req.valid("param");
    const access = await openBranch(c, branchId);
    const input = c.req.valid("json");
    const window = readWindow(input);
    if (!window) return badWindow(c);
    const staffId = meantStaff(c, input.staffId);
    const { serviceId, partySize = 1, language = access.rules.language, notes } = input;
    const customer = readCustomer(c, access, input.customer);
    if (!customer.ok) return customer.error;
    const { name, phone = null, email = null } = customer.value;
    const joined = await joinWaitlist(access, {
      serviceId,
      staffId,
      partySize,
      language,
      window,
      customer: { name, phone, email, notes: notes || null },
      source: { channel: isPerson(actor) ? "dashboard" : "api", callId: null },
      ...(await commandBy(c, `wait ${branchId}`, input)),
    });
    if (!joined.ok) return problemResponse(c, waitlistProblem(joined.error, access.rules.timeZone));
    return c.json(await toWaitlistEntryView(joined.value.entry, viewContextOf(access)), 201);
  })
  .openapi(list, async (c) => {
    const access = await openBranch(c, c.req.valid("param").branchId);
    const { status = null, cursor = null, limit } = c.req.valid("query");
    if (seesNobody(c)) return c.json({ items: [], nextCursor: null }, 200);
    return c.json(await listWaitlist(access, { status, only: onlyStaff(c) }, { cursor, limit }), 200);
  })
  .openapi(leave, async (c) => {
    const actor = tenantActor(c);
    const { branchId, entryId } = c.req.valid("param");
    const access = await openBranch(c, branchId);
    const command = { entryId, only: onlyStaff(c), actor: actorId(actor), requestId: c.get("requestId") };
    await askCalendar(access, (calendar, ref) => calendar.waitlist(ref, "leave", command));
    return c.body(null, 204);
  })
  .openapi(book, async (c) => {
    const { branchId, entryId } = c.req.valid("param");
    const access = await openBranch(c, branchId);
    const input = c.req.valid("json");
    const only = onlyStaff(c);
    const entry = await askCalendar(access, (calendar, ref) => calendar.waitlist(ref, "find", { entryId, only }));
    const { timeZone } = access.rules;
    if (!entry) return problemResponse(c, waitlistProblem({ reason: "entry_not_found" }, timeZone));
    const { answers = {} } = input;
    const refused = entry.status === "offered" ? refuseAnswers(c, access, [entry.serviceId], answers) : null;
    if (refused) return refused;
    const by = await commandBy(c, `book ${entryId}`, input);
    const booked = await bookOffer(access, entry, answers, { only, ...by });
    if (!booked.ok) return problemResponse(c, waitlistProblem(booked.error, timeZone));
    return c.json(await toAppointmentView(booked.value, viewContextOf(access)), 201);
  });
