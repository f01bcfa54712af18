import { type Context, Hono } from "hono";
import type { Appointment, ContactDetails, Hold, Slot } from "../../../domain/booking/appointment.ts";
import type { BookingRefusal } from "../../../domain/booking/refusal.ts";
import { findStaff } from "../../../domain/booking/rulebook.ts";
import { clientNetwork } from "../../../domain/identity/client-network.ts";
import { publicBookingLimit } from "../../../domain/identity/strict-limits.ts";
import { callId, type StaffId } from "../../../domain/ids.ts";
import type { Language } from "../../../domain/language.ts";
import { dayWords } from "../../../domain/messaging/day-words.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { type EpochMs, localDateOf } from "../../../domain/time.ts";
import { DetailsPage, type Typed, type Wrong } from "../../../pages/booking/details.tsx";
import { bookingTexts, refusalText } from "../../../pages/booking/texts.ts";
import { bookAppointment } from "../../../use-cases/booking/book-appointment.ts";
import { askCalendar } from "../../../use-cases/booking/branch-access.ts";
import { idempotencyOf } from "../../../use-cases/booking/idempotency.ts";
import {
  type FormTicket,
  isFormKey,
  newFormKey,
  newTicket,
  nextTicket,
  readTicket,
  signTicket,
} from "../../../use-cases/booking/public/form-ticket.ts";
import { claimHeld, findHeld, WEB } from "../../../use-cases/booking/public/held-link.ts";
import { createManageLink } from "../../../use-cases/booking/public/manage-link.ts";
import { takeStrict } from "../../../use-cases/identity/strict-limit.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { frameOf, linkTo, notOffered, type OpenService, openService, respond } from "./frame.ts";
import { chosenOf, freeTimes, peopleIn, peopleParameter, readPeople } from "./free-times.ts";
import { readCustomer } from "./read-form.ts";
import { readInstant } from "./read-instant.ts";

type C = Context<AppEnv>;
type Refusal = { text: string; alternatives: Slot[] };
type Form = { startsAt: EpochMs; typed: Typed; ticket: FormTicket };

const PATH = "/b/:slug/:branchId/:serviceId/book";
const MAX_INSTEAD = 3;

/**
 * The last page: who comes. Sent twice it books once; refused, it keeps what was typed. With `held` it finishes what a call
 * began: programs that preview links open it too, so only the form takes the hold over.
 */
export const bookRoutes = new Hono<AppEnv>()
  .get(PATH, async (c) => {
    const open = await openService(c);
    if (!open) return notOffered(c);
    const held = c.req.query("held") ?? "";
    const hold = await heldOf(open, { held });
    const startsAt = hold?.startsAt ?? readInstant(c.req.query("at"));
    if (held && !hold) return c.redirect(timesOf(c, open, startsAt), 302);
    if (startsAt === null) return c.redirect(timesOf(c, open), 302);
    const key = c.req.query("form");
    if (!isFormKey(key)) return c.redirect(withKey(c.req.url), 302);
    const typed = { held, people: String(hold?.partySize ?? peopleIn(c.req.query(), open.service)) };
    return showForm(c, 200, open, { startsAt, typed, ticket: newTicket(Date.now(), key) });
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

/** Pages are not stored, so coming back loads one anew: its key has to be in the address, or it would be another form. */
function withKey(address: string): string {
  const url = new URL(address);
  url.searchParams.set("form", newFormKey());
  return url.pathname + url.search;
}

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

/** What the link keeps that the form came by. Whoever has chosen another time gives it up. */
async function heldOf({ access, service }: OpenService, { held, instead }: Typed): Promise<Hold | null> {
  return held && !instead ? findHeld(access, service.id, held) : null;
}

async function book(
  c: C,
  open: OpenService,
  { startsAt, typed, ticket }: Form,
  customer: ContactDetails,
): Promise<Result<Appointment, BookingRefusal>> {
  const { access, business, service } = open;
  const held = typed["instead"] ? "" : typed["held"];
  const hold = held ? await claimHeld(access, service.id, held) : null;
  const staffId = hold?.staffId ?? chosenOf(access, service, { staff: c.req.query("staff") }, Date.now()).staffId;
  const partySize = hold?.partySize ?? readPeople(typed["people"]);
  const wish = { serviceId: service.id, staffId, startsAt: hold?.startsAt ?? startsAt, partySize };
  if (held && !hold) return err({ reason: "hold_expired", alternatives: await nearest(open, wish) });
  const parts = { by: `web|${business.slug}`, action: "book", key: ticket.key, input: { wish, customer } };
  const booked = await bookAppointment(access, {
    wish,
    customer,
    idempotency: await idempotencyOf("api", parts),
    holdId: hold?.id ?? null,
    holder: WEB,
    actor: WEB,
    source: { channel: "web", callId: callId.safeParse(hold?.claimedFrom).data ?? null },
    language: frameOf(c, business).language,
  });
  if (booked.ok) return ok(booked.value.appointment);
  // Nobody could claim it again: without this it would stand in its own way.
  if (hold) await askCalendar(access, (calendar, ref) => calendar.releaseHold(ref, { holdId: hold.id, ...OURS }));
  return booked;
}

const OURS = { holder: WEB, actor: WEB };

/** Of that day, those around the time; else the next there are. */
async function nearest(
  { access, service }: OpenService,
  { startsAt: at, staffId, partySize }: { startsAt: EpochMs; staffId: StaffId | null; partySize: number },
): Promise<Slot[]> {
  const date = localDateOf(access.rules.timeZone, at);
  const chosen = chosenOf(access, service, { date, staff: staffId ?? undefined, people: partySize }, Date.now());
  const { slots, nearest } = await freeTimes(access, service, chosen);
  const distance = ({ startsAt }: Slot) => Math.abs(startsAt - at);
  const closest = slots.toSorted((one, other) => distance(one) - distance(other)).slice(0, MAX_INSTEAD);
  return closest.length > 0 ? closest : nearest.slice(0, MAX_INSTEAD);
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

/**
 * After a refusal it has another key, because another time is another booking; how long it took counts from the first
 * showing.
 */
async function showForm(
  c: C,
  status: 200 | 400 | 409 | 429,
  open: OpenService,
  { startsAt, typed, ticket }: Form,
  { wrong = {}, refusal = null }: { wrong?: Wrong; refusal?: Refusal | null } = {},
) {
  const { business, access, service } = open;
  const frame = frameOf(c, business);
  const hold = await heldOf(open, typed);
  const isLapsed = typed["held"] && !typed["instead"] && !hold;
  const lapsed = isLapsed ? only(refusalText(frame.language, "hold_expired")) : null;
  const staff = hold?.staffId ?? c.req.query("staff") ?? null;
  const people = hold?.partySize ?? readPeople(typed["people"]);
  const { timeZone, branchId } = access.rules;
  const date = localDateOf(timeZone, startsAt);
  const chosenId = service.staffIds.find((id) => id === staff);
  const member = chosenId && findStaff(access.rules, chosenId);
  const base = ["b", business.slug, branchId, service.id];
  const chosen = { date, staff, people: peopleParameter(people) };
  const page = DetailsPage({
    ...frame,
    back: linkTo(frame, base, chosen),
    timeZone,
    liveHref: linkTo(frame, [...base, "times"], chosen),
    service,
    startsAt,
    people,
    member: member ?? null,
    ticket: signTicket(c.env, status === 200 ? ticket : nextTicket(c.env, ticket)),
    typed,
    wrong,
    refusal: refusal ?? lapsed,
    kept: hold && typed["held"] ? { held: typed["held"], until: keptUntil(frame.language, timeZone, hold) } : null,
  });
  return respond(c, status, page, frame);
}

function keptUntil(language: Language, timeZone: string, { expiresAt }: Hold): string {
  return dayWords(language, timeZone, expiresAt).time;
}

/** With `over`, of the day of a time that was kept and is no more. */
function timesOf(c: C, { business, access, service }: OpenService, over?: EpochMs | null): string {
  const { timeZone, branchId } = access.rules;
  const query = over === undefined ? {} : { kept: "over", date: over === null ? null : localDateOf(timeZone, over) };
  return linkTo(frameOf(c, business), ["b", business.slug, branchId, service.id], query);
}

function only(text: string): Refusal {
  return { text, alternatives: [] };
}
