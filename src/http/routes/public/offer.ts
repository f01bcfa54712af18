import { type Context, Hono } from "hono";
import { findService } from "../../../domain/booking/rulebook.ts";
import { manageLinkLimit } from "../../../domain/identity/strict-limits.ts";
import type { Typed, Wrong } from "../../../pages/booking/details.tsx";
import { OfferOverPage, OfferPage } from "../../../pages/booking/offer.tsx";
import { offerTexts } from "../../../pages/booking/offer-texts.ts";
import { bookingTexts } from "../../../pages/booking/texts.ts";
import { askCalendar } from "../../../use-cases/booking/branch-access.ts";
import { type Offered, openOffer } from "../../../use-cases/booking/public/offer-link.ts";
import { takeStrict } from "../../../use-cases/identity/strict-limit.ts";
import { leaveWaitlist, takeOffer } from "../../../use-cases/portal/own-waitlist.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { frameOf, linkTo, readerOf, respond } from "./frame.ts";
import { type Asked, createManageRoutes, showOver } from "./manage.ts";
import { readAnswers } from "./read-form.ts";

type C = Context<AppEnv>;
type Seen = { status: 200 | 400 | 409 | 429; refusal: string | null; typed?: Typed; wrong?: Wrong };

const PATH = "/w/:token";

/** What somebody who waited was offered, by the link that they were sent; and the appointment, once they have taken it. */
export const offerRoutes = new Hono<AppEnv>()
  .post(`${PATH}/take`, limitForm, sameOriginForm, formOnly, (c) => act(c, take))
  .post(`${PATH}/leave`, limitForm, sameOriginForm, formOnly, (c) => act(c, leave))
  .route("/", createManageRoutes(PATH, openTaken, showOffer));

function openLink(c: C): Promise<Offered | null> {
  return openOffer(c.env, c.executionCtx, tokenOf(c), Date.now());
}

async function openTaken(c: C): Promise<Asked | null> {
  const offered = await openLink(c);
  if (offered?.entry.status !== "booked") return null;
  const { access, entry, business } = offered;
  const found = await askCalendar(access, (calendar, ref) => calendar.appointment(ref, entry.appointmentId));
  return found && { access, appointment: found, linkHash: entry.id, business, parts: ["w", tokenOf(c)] };
}

async function showOffer(c: C) {
  const offered = await openLink(c);
  return offered ? show(c, offered, { status: 200, refusal: null }) : showOver(c);
}

async function act(c: C, run: (c: C, offered: Offered) => Promise<Response>): Promise<Response> {
  const offered = await openLink(c);
  if (!offered) return showOver(c);
  const taken = await takeStrict(c.env, manageLinkLimit, offered.entry.id);
  if (taken.ok) return run(c, offered);
  c.header("Retry-After", String(taken.error.retryAfterSeconds));
  return show(c, offered, { status: 429, refusal: offerTexts[languageFor(c, offered)].errors.tooMany });
}

/** A second click finds the same appointment. */
async function take(c: C, offered: Offered) {
  const { access, entry } = offered;
  const { errors } = offerTexts[languageFor(c, offered)];
  if (entry.status === "booked") return toLink(c, offered);
  const typed = await readForm(c);
  const { answers, problems } = readAnswers(typed, findService(access.rules, entry.serviceId)?.questions ?? []);
  if (problems.length > 0 && isOpen(offered)) {
    const { answer } = bookingTexts[languageFor(c, offered)].errors;
    const wrong = Object.fromEntries(problems.map(({ question }) => [`answer.${question}`, answer]));
    return show(c, offered, { status: 400, refusal: errors.notAnswered, typed, wrong });
  }
  const booked = await takeOffer(offered, answers);
  if (booked.ok) return toLink(c, offered, { news: "booked" });
  return show(c, (await openLink(c)) ?? offered, { status: 409, refusal: errors.gone });
}

async function leave(c: C, offered: Offered) {
  await leaveWaitlist(offered, c.get("requestId"));
  return toLink(c, offered);
}

async function show(c: C, { access, entry, business }: Offered, { status, refusal, typed = {}, wrong = {} }: Seen) {
  const { rules } = access;
  const parts = ["w", tokenOf(c)];
  const frame = { ...frameOf(c, business), path: `/${parts.join("/")}` };
  const { offer, partySize } = entry;
  c.header("Cache-Control", "no-store");
  if (!offer || !isOpen({ entry })) {
    const freeHref = linkTo(frame, ["b", business.slug, rules.branchId]);
    const state = entry.status === "left" ? "left" : "lapsed";
    return respond(c, status, OfferOverPage({ ...frame, state, refusal, freeHref }), frame);
  }
  const links = { take: linkTo(frame, [...parts, "take"]), leave: linkTo(frame, [...parts, "leave"]) };
  return respond(c, status, OfferPage({ ...frame, rules, offer, partySize, typed, wrong, refusal, links }), frame);
}

function isOpen({ entry: { status, offer } }: Pick<Offered, "entry">): boolean {
  return status === "offered" && offer !== null && offer.expiresAt > Date.now();
}

function toLink(c: C, { business }: Offered, query: Record<string, string> = {}) {
  return c.redirect(linkTo(readerOf(c, business.embedOrigins), ["w", tokenOf(c)], query), 303);
}

function languageFor(c: C, { business }: Offered) {
  return readerOf(c, business.embedOrigins).language;
}

function tokenOf(c: C): string {
  return c.req.param("token") ?? "";
}
