import { type Context, Hono } from "hono";
import { findService } from "../../../domain/booking/rulebook.ts";
import { portalActs } from "../../../domain/identity/strict-limits.ts";
import { appointmentId, waitlistId } from "../../../domain/ids.ts";
import { bookingTexts } from "../../../pages/booking/texts.ts";
import { type AskedAgain, PortalHomePage, type PortalNews } from "../../../pages/portal/home.tsx";
import { calendarFileOf } from "../../../use-cases/booking/public/calendar-file.ts";
import { takeStrict } from "../../../use-cases/identity/strict-limit.ts";
import { exportOwnData } from "../../../use-cases/portal/export-own-data.ts";
import { findOwnAppointment } from "../../../use-cases/portal/find-own-appointment.ts";
import { listWaitable } from "../../../use-cases/portal/join-own-waitlist.ts";
import { listOwnChannels, readOwnDetails } from "../../../use-cases/portal/own-details.ts";
import { hasOwnFeed } from "../../../use-cases/portal/own-feed.ts";
import {
  findOwnWaiting,
  leaveWaitlist,
  listOwnWaiting,
  type OwnWaiting,
  takeOffer,
} from "../../../use-cases/portal/own-waitlist.ts";
import { requestErasure } from "../../../use-cases/portal/request-erasure.ts";
import { viewPortal } from "../../../use-cases/portal/view-portal.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { problemResponse } from "../../problem.ts";
import { linkTo, respond } from "../public/frame.ts";
import { type Asked, createManageRoutes } from "../public/manage.ts";
import { readAnswers } from "../public/read-form.ts";
import { portalCodeRoutes } from "./by-code.ts";
import { ownDetailsRoutes } from "./own-details.ts";
import { ownFeedRoutes } from "./own-feed.ts";
import { businessOf, type OpenPortal, portalFrame, portalOf } from "./session.ts";
import { showSignIn } from "./show-sign-in.ts";
import { portalSignInRoutes } from "./sign-in.ts";

type C = Context<AppEnv>;

const news: readonly PortalNews[] = [
  "left",
  "taken",
  "offerGone",
  "erasureAsked",
  "feedEnded",
  "saved",
  "notSaved",
  "joined",
  "widened",
  "notJoined",
];

/** The customer's own pages at one business: all they booked with their address, at whatever branch. */
export const portalRoutes = new Hono<AppEnv>()
  .get("/my/:slug", async (c) => {
    const portal = await portalOf(c);
    if (portal) return showHome(c, portal);
    const business = await businessOf(c);
    return business ? showSignIn(c, business) : c.notFound();
  })
  .route("/", portalSignInRoutes)
  .route("/", portalCodeRoutes)
  .route("/", ownDetailsRoutes)
  .route("/", ownFeedRoutes)
  .get("/my/:slug/appointments.ics", async (c) => {
    const portal = await portalOf(c);
    if (!portal) return toSignIn(c);
    const { upcoming } = await viewPortal(c.env, c.executionCtx, portal.session, Date.now());
    const events = upcoming.map(({ row, access }) => ({ rules: access.rules, appointment: row }));
    return download(c, "appointments.ics", calendarFileOf(portal.business.name, events), "text/calendar");
  })
  .get("/my/:slug/data.json", async (c) => {
    const portal = await portalOf(c);
    if (!portal) return toSignIn(c);
    const taken = await takeStrict(c.env, portalActs, portal.session.index);
    if (!taken.ok) return tooMany(c, taken.error.retryAfterSeconds);
    const by = { requestId: c.get("requestId"), now: Date.now() };
    const data = await exportOwnData(c.env, c.executionCtx, portal.session, by);
    return download(c, "my-data.json", JSON.stringify(data, null, 2), "application/json");
  })
  .post("/my/:slug/erase", limitForm, sameOriginForm, formOnly, async (c) => {
    const portal = await portalOf(c);
    if (!portal) return toSignIn(c);
    const by = { requestId: c.get("requestId"), now: Date.now() };
    const asked = await requestErasure(c.env, portal.session, by);
    return asked.ok ? toHome(c, portal, "erasureAsked") : tooMany(c, asked.error.retryAfterSeconds);
  })
  .post("/my/:slug/waitlist/:entryId/leave", limitForm, sameOriginForm, formOnly, (c) => actOnWaitlist(c, "left"))
  .post("/my/:slug/waitlist/:entryId/take", limitForm, sameOriginForm, formOnly, (c) => actOnWaitlist(c, "taken"))
  .route("/", createManageRoutes("/my/:slug/appointments/:appointmentId", openOwn, toSignIn));

async function openOwn(c: C): Promise<Asked | null> {
  const portal = await portalOf(c);
  const id = appointmentId.safeParse(c.req.param("appointmentId"));
  if (!portal || !id.success) return null;
  const managed = await findOwnAppointment(c.env, c.executionCtx, portal.session, id.data);
  const { slug } = portal.business;
  const business = managed && { ...managed.business, embedOrigins: [] };
  return business && { ...managed, business, parts: ["my", slug, "appointments", id.data], home: ["my", slug] };
}

async function actOnWaitlist(c: C, act: "left" | "taken") {
  const portal = await portalOf(c);
  if (!portal) return toSignIn(c);
  const taken = await takeStrict(c.env, portalActs, portal.session.index);
  if (!taken.ok) return tooMany(c, taken.error.retryAfterSeconds);
  const id = waitlistId.safeParse(c.req.param("entryId"));
  const own = id.success ? await findOwnWaiting(c.env, c.executionCtx, portal.session, id.data) : null;
  if (own && act === "left") await leaveWaitlist(own, c.get("requestId"));
  if (act === "left") return toHome(c, portal, act);
  return own ? takeOwn(c, portal, own) : toHome(c, portal, "offerGone");
}

async function takeOwn(c: C, portal: OpenPortal, own: OwnWaiting): Promise<Response> {
  const { id, serviceId } = own.entry;
  const typed = await readForm(c);
  const { answers, problems } = readAnswers(typed, findService(own.access.rules, serviceId)?.questions ?? []);
  if (problems.length === 0) return toHome(c, portal, (await takeOffer(own, answers)).ok ? "taken" : "offerGone");
  const { errors } = bookingTexts[portalFrame(c, portal.business).language];
  const wrong = Object.fromEntries(problems.map(({ question }) => [`${id}answer.${question}`, errors.answer]));
  return showHome(c, portal, { id, typed, wrong });
}

function toHome(c: C, { business }: OpenPortal, news: PortalNews) {
  return c.redirect(linkTo(portalFrame(c, business), ["my", business.slug], { news }), 303);
}

/** `again`: the answers that do not do yet. */
async function showHome(c: C, { business, session }: OpenPortal, again: AskedAgain | null = null) {
  const base = ["my", business.slug];
  const frame = { ...portalFrame(c, business), path: `/${base.join("/")}` };
  const [own, waiting, hasFeed, details, channels, waitable] = await Promise.all([
    viewPortal(c.env, c.executionCtx, session, Date.now()),
    listOwnWaiting(c.env, c.executionCtx, session),
    hasOwnFeed(session, Date.now()),
    readOwnDetails(c.env, session),
    listOwnChannels(session),
    listWaitable(c.env, c.executionCtx, session),
  ]);
  const page = PortalHomePage({
    ...frame,
    ...own,
    waiting,
    hasFeed,
    details,
    channels,
    waitable,
    today: new Date().toISOString().slice(0, 10),
    news: newsOf(c.req.query("news")),
    again,
    links: {
      file: linkTo(frame, [...base, "appointments.ics"]),
      data: linkTo(frame, [...base, "data.json"]),
      erase: linkTo(frame, [...base, "erase"]),
      signOut: linkTo(frame, [...base, "sign-out"]),
      again: linkTo(frame, ["b", business.slug]),
      feed: linkTo(frame, [...base, "feed"]),
      endFeed: linkTo(frame, [...base, "feed", "revoke"]),
      details: linkTo(frame, [...base, "details"]),
      messages: linkTo(frame, [...base, "messages"]),
      join: linkTo(frame, [...base, "waitlist"]),
    },
    appointmentHref: (id) => linkTo(frame, [...base, "appointments", id]),
    waitlistHref: (id, act) => linkTo(frame, [...base, "waitlist", id, act]),
  });
  return respond(c, again ? 400 : 200, page, frame);
}

/** What somebody without a session, or who asks for what is not theirs, gets to see: the way in. */
async function toSignIn(c: C) {
  const business = await businessOf(c);
  return business ? c.redirect(linkTo(portalFrame(c, business), ["my", business.slug]), 303) : c.notFound();
}

function download(c: C, name: string, text: string, type: string) {
  c.header("Cache-Control", "no-store");
  c.header("Content-Disposition", `attachment; filename="${name}"`);
  return c.body(text, 200, { "Content-Type": `${type}; charset=utf-8` });
}

function tooMany(c: C, retryAfterSeconds: number) {
  c.header("Retry-After", String(retryAfterSeconds));
  return problemResponse(c, { status: 429, code: "too_many_attempts", title: "Too many attempts. Wait a while." });
}

function newsOf(text: string | undefined): PortalNews | null {
  return news.find((each) => each === text) ?? null;
}
