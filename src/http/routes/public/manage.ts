import { type Context, Hono } from "hono";
import type { Appointment } from "../../../domain/booking/appointment.ts";
import { isLateCancel, refuseChange } from "../../../domain/booking/changes.ts";
import type { BookingRefusal } from "../../../domain/booking/refusal.ts";
import { findService } from "../../../domain/booking/rulebook.ts";
import { manageLinkLimit } from "../../../domain/identity/strict-limits.ts";
import type { Result } from "../../../domain/result.ts";
import { calendarLinks } from "../../../pages/booking/calendar-links.ts";
import { LinkOverPage, ManagePage } from "../../../pages/booking/manage.tsx";
import { bookingTexts, refusalText } from "../../../pages/booking/texts.ts";
import { TimesPage } from "../../../pages/booking/times.tsx";
import { respondPage } from "../../../pages/layout.tsx";
import { calendarFile } from "../../../use-cases/booking/public/calendar-file.ts";
import { cancelManaged, moveManaged } from "../../../use-cases/booking/public/change-managed.ts";
import { type Managed, openManageLink, viewManaged } from "../../../use-cases/booking/public/manage-link.ts";
import { takeStrict } from "../../../use-cases/identity/strict-limit.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { frameOf, linkTo } from "./frame.ts";
import { chosenOf, freeTimes, stripOf } from "./free-times.ts";
import { readInstant } from "./read-instant.ts";

type C = Context<AppEnv>;
type Asked = Managed & { token: string };
type News = "booked" | "moved" | "cancelled";

/** One appointment in its customer's hands: see, move, cancel. The secret in the path is the whole credential. */
export const manageRoutes = new Hono<AppEnv>()
  .get("/m/:token", async (c) => {
    const asked = await open(c);
    return asked ? show(c, 200, asked, { news: newsOf(c.req.query("news")) }) : showOver(c);
  })
  .get("/m/:token/appointment.ics", async (c) => {
    const asked = await open(c);
    if (!asked) return showOver(c);
    const { rules } = asked.access;
    c.header("Cache-Control", "no-store");
    c.header("Content-Disposition", 'attachment; filename="appointment.ics"');
    const file = calendarFile(rules.tenantName, rules, asked.appointment);
    return c.body(file, 200, { "Content-Type": "text/calendar; charset=utf-8" });
  })
  .get("/m/:token/move", async (c) => {
    const asked = await open(c);
    return asked ? showMove(c, asked) : showOver(c);
  })
  .post("/m/:token/move", limitForm, sameOriginForm, formOnly, async (c) => {
    const asked = await open(c);
    if (!asked) return showOver(c);
    const startsAt = readInstant((await readForm(c))["startsAt"]);
    if (startsAt === null) return c.redirect(linkTo(languageFor(c), ["m", asked.token, "move"]), 303);
    return change(c, asked, "moved", () => moveManaged(asked, startsAt));
  })
  .post("/m/:token/cancel", limitForm, sameOriginForm, formOnly, async (c) => {
    const asked = await open(c);
    if (!asked) return showOver(c);
    const reason = ((await readForm(c))["reason"] ?? "").trim().slice(0, 300) || null;
    return change(c, asked, "cancelled", () => cancelManaged(asked, reason));
  });

async function open(c: C): Promise<Asked | null> {
  const token = c.req.param("token") ?? "";
  const managed = await openManageLink(c.env, c.executionCtx, token, Date.now());
  return managed && { ...managed, token };
}

type Change = () => Promise<Result<Appointment, BookingRefusal>>;

async function change(c: C, asked: Asked, news: News, run: Change): Promise<Response> {
  const { errors } = bookingTexts[languageFor(c)];
  const taken = await takeStrict(c.env, manageLinkLimit, asked.linkHash);
  if (!taken.ok) {
    c.header("Retry-After", String(taken.error.retryAfterSeconds));
    return show(c, 429, asked, { refusal: errors.too_many_attempts });
  }
  const changed = await run();
  if (changed.ok) return c.redirect(linkTo(languageFor(c), ["m", asked.token], { news }), 303);
  return show(c, 409, asked, { refusal: refusalText(languageFor(c), changed.error.reason) });
}

async function show(
  c: C,
  status: 200 | 409 | 429,
  asked: Asked,
  { news = null, refusal = null }: { news?: News | null; refusal?: string | null },
) {
  const { access, appointment, token } = asked;
  const { rules } = access;
  const frame = frameOf(c, { name: rules.tenantName });
  const now = Date.now();
  const to = (...parts: string[]) => linkTo(frame.language, ["m", token, ...parts]);
  const title = [findService(rules, appointment.serviceId)?.name, rules.tenantName].filter(Boolean).join(" · ");
  const page = ManagePage({
    ...frame,
    path: `/m/${token}`,
    rules,
    appointment: await viewManaged(asked),
    news,
    refusal,
    canChange: refuseChange(appointment, now) === null,
    isLate: isLateCancel(rules, appointment, now),
    links: {
      move: to("move"),
      cancel: to("cancel"),
      file: to("appointment.ics"),
      ...calendarLinks({ ...appointment, title, location: rules.address }),
      again: linkTo(frame.language, ["b", asked.slug, rules.branchId]),
    },
  });
  return respondPage(c, status, page, frame.nonce);
}

/** The appointment's own time counts as taken here, although it would be free once it moved. */
async function showMove(c: C, asked: Asked) {
  const { access, appointment, token } = asked;
  const { rules } = access;
  const frame = frameOf(c, { name: rules.tenantName });
  const back = linkTo(frame.language, ["m", token]);
  const service = findService(rules, appointment.serviceId);
  if (!service || refuseChange(appointment, Date.now())) return c.redirect(back, 303);
  const chosen = chosenOf(access, service, { date: c.req.query("date") }, Date.now());
  const { slots, nearest } = await freeTimes(access, service, chosen);
  const page = TimesPage({
    ...frame,
    heading: bookingTexts[frame.language].moveTo,
    lead: [service.name, rules.branchName].join(" · "),
    back,
    timeZone: rules.timeZone,
    date: chosen.date,
    strip: stripOf(chosen),
    slots,
    nearest,
    staff: null,
    dayHref: (date) => linkTo(frame.language, ["m", token, "move"], { date }),
    slotHref: () => back,
    liveHref: null,
    sendTo: linkTo(frame.language, ["m", token, "move"]),
  });
  return respondPage(c, 200, page, frame.nonce);
}

function showOver(c: C) {
  const { business: _, ...frame } = frameOf(c, { name: "" });
  return respondPage(c, 404, LinkOverPage(frame), frame.nonce);
}

function languageFor(c: C) {
  return frameOf(c, { name: "" }).language;
}

function newsOf(text: string | undefined): News | null {
  return text === "booked" || text === "moved" || text === "cancelled" ? text : null;
}
