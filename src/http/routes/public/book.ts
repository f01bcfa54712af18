import { type Context, Hono } from "hono";
import type { Appointment, ContactDetails, Slot } from "../../../domain/booking/appointment.ts";
import type { BookingRefusal } from "../../../domain/booking/refusal.ts";
import { findStaff } from "../../../domain/booking/rulebook.ts";
import { clientNetwork } from "../../../domain/identity/client-network.ts";
import { publicBookingLimit } from "../../../domain/identity/strict-limits.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { type EpochMs, localDateOf } from "../../../domain/time.ts";
import { DetailsPage, type Typed, type Wrong } from "../../../pages/booking/details.tsx";
import { bookingTexts, refusalText } from "../../../pages/booking/texts.ts";
import { bookAppointment } from "../../../use-cases/booking/book-appointment.ts";
import { idempotencyOf } from "../../../use-cases/booking/idempotency.ts";
import { type FormTicket, newTicket, readTicket, signTicket } from "../../../use-cases/booking/public/form-ticket.ts";
import { createManageLink } from "../../../use-cases/booking/public/manage-link.ts";
import { takeStrict } from "../../../use-cases/identity/strict-limit.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { frameOf, linkTo, notOffered, type OpenService, openService, respond } from "./frame.ts";
import { chosenOf } from "./free-times.ts";
import { readCustomer } from "./read-form.ts";
import { readInstant } from "./read-instant.ts";

type C = Context<AppEnv>;
type Refusal = { text: string; alternatives: Slot[] };
type Form = { startsAt: EpochMs; typed: Typed; ticket: FormTicket };

const PATH = "/b/:slug/:branchId/:serviceId/book";

/** The last page: who comes. Sent twice it books once; refused, it keeps what was typed. */
export const bookRoutes = new Hono<AppEnv>()
  .get(PATH, async (c) => {
    const open = await openService(c);
    if (!open) return notOffered(c);
    const startsAt = readInstant(c.req.query("at"));
    if (startsAt === null) return c.redirect(timesOf(c, open), 302);
    return showForm(c, 200, open, { startsAt, typed: {}, ticket: newTicket(Date.now()) });
  })
  .post(PATH, limitForm, sameOriginForm, formOnly, async (c) => {
    const open = await openService(c);
    if (!open) return notOffered(c);
    const form = await readBooking(c);
    if (!form.ok) return form.error === "no_time" ? c.redirect(timesOf(c, open), 303) : sendAgain(c, open, form.error);
    const { typed } = form.value;
    const { language } = frameOf(c, open.business);
    const { questions } = open.service;
    const customer = readCustomer(typed, { language, questions, branchPhone: open.access.rules.phone });
    if (!customer.ok) return showForm(c, 400, open, form.value, { wrong: customer.error });
    const taken = await takeStrict(
      c.env,
      publicBookingLimit,
      clientNetwork(c.req.header("CF-Connecting-IP") ?? "unknown"),
    );
    if (!taken.ok) {
      c.header("Retry-After", String(taken.error.retryAfterSeconds));
      return showForm(c, 429, open, form.value, { refusal: only(bookingTexts[language].errors.too_many_attempts) });
    }
    const booked = await book(c, open, form.value, customer.value);
    if (booked.ok) return showBooked(c, open, booked.value);
    const { reason, alternatives } = booked.error;
    return showForm(c, 409, open, form.value, { refusal: { text: refusalText(language, reason), alternatives } });
  });

/** A ticket of ours, and a time. Fields that programs fill in make it nobody's. */
async function readBooking(c: C): Promise<Result<Form, "no_time" | Form>> {
  const typed = await readForm(c);
  const now = Date.now();
  const startsAt = readInstant(typed["instead"] ?? typed["startsAt"]);
  if (startsAt === null) return err("no_time");
  const ticket = readTicket(c.env, typed["ticket"] ?? "", now);
  if (ticket && ticket.problem === null && !typed["website"]) return ok({ startsAt, typed, ticket });
  // Who was quick gets through with the next try; who was slow, or has no ticket, begins to wait anew.
  const shownAt = ticket && ticket.problem !== "too_old" ? ticket.shownAt : now;
  return err({ startsAt, typed, ticket: newTicket(shownAt) });
}

function book(
  c: C,
  { access, business, service }: OpenService,
  { startsAt, ticket }: Form,
  customer: ContactDetails,
): Promise<Result<Appointment, BookingRefusal>> {
  const staffId = chosenOf(access, service, { staff: c.req.query("staff") }, Date.now()).staffId;
  const wish = { serviceId: service.id, staffId, startsAt };
  const parts = { by: `web|${business.slug}`, action: "book", key: ticket.key, input: { wish, customer } };
  return idempotencyOf("api", parts).then(async (idempotency) => {
    const booked = await bookAppointment(access, {
      wish,
      customer,
      idempotency,
      holdId: null,
      holder: "web",
      actor: "web",
      source: { channel: "web", callId: null },
      language: frameOf(c, business).language,
    });
    return booked.ok ? ok(booked.value.appointment) : booked;
  });
}

/** The link is made after the booking stands: when that fails, the same form again finds the same appointment. */
async function showBooked(c: C, { access, business }: OpenService, appointment: Appointment) {
  const reader = frameOf(c, business);
  const consent = bookingTexts[reader.language].consent(business.name);
  const token = await createManageLink(access, appointment, {
    consent,
    requestId: c.get("requestId"),
    now: Date.now(),
  });
  return c.redirect(linkTo(reader, ["m", token], { news: "booked" }), 303);
}

function sendAgain(c: C, open: OpenService, form: Form) {
  const { language } = frameOf(c, open.business);
  return showForm(c, 400, open, form, { refusal: only(bookingTexts[language].errors.again) });
}

/** Each showing has a key of its own, because another time is another booking; how long it took counts from the first. */
function showForm(
  c: C,
  status: 200 | 400 | 409 | 429,
  { business, access, service }: OpenService,
  { startsAt, typed, ticket }: Form,
  { wrong = {}, refusal = null }: { wrong?: Wrong; refusal?: Refusal | null } = {},
) {
  const frame = frameOf(c, business);
  const staff = c.req.query("staff") ?? null;
  const { timeZone, branchId } = access.rules;
  const date = localDateOf(timeZone, startsAt);
  const member = service.staffIds.flatMap((id) => (id === staff ? (findStaff(access.rules, id)?.name ?? []) : []))[0];
  const page = DetailsPage({
    ...frame,
    back: linkTo(frame, ["b", business.slug, branchId, service.id], { date, staff }),
    timeZone,
    liveHref: linkTo(frame, ["b", business.slug, branchId, service.id, "times"], { date, staff }),
    service,
    startsAt,
    staff: member ?? null,
    ticket: signTicket(c.env, newTicket(ticket.shownAt)),
    typed,
    wrong,
    refusal,
  });
  return respond(c, status, page, frame);
}

function timesOf(c: C, { business, access, service }: OpenService): string {
  return linkTo(frameOf(c, business), ["b", business.slug, access.rules.branchId, service.id]);
}

function only(text: string): Refusal {
  return { text, alternatives: [] };
}
