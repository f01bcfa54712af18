import { type Context, Hono } from "hono";
import type { Appointment } from "../../../domain/booking/appointment.ts";
import { calendarLinks } from "../../../domain/booking/calendar-links.ts";
import { isLateCancel, refuseChange } from "../../../domain/booking/changes.ts";
import type { BookingRefusal } from "../../../domain/booking/refusal.ts";
import { findService } from "../../../domain/booking/rulebook.ts";
import { manageLinkLimit } from "../../../domain/identity/strict-limits.ts";
import type { Result } from "../../../domain/result.ts";
import { type EpochMs, localDateOf } from "../../../domain/time.ts";
import { LinkOverPage, ManagePage } from "../../../pages/booking/manage.tsx";
import { bookingTexts, refusalText } from "../../../pages/booking/texts.ts";
import { TimesPage } from "../../../pages/booking/times.tsx";
import { calendarFile } from "../../../use-cases/booking/public/calendar-file.ts";
import { cancelManaged, moveManaged } from "../../../use-cases/booking/public/change-managed.ts";
import { type Managed, openManageLink, viewManaged } from "../../../use-cases/booking/public/manage-link.ts";
import { takeStrict } from "../../../use-cases/identity/strict-limit.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { frameOf, linkTo, readerOf, respond } from "./frame.ts";
import { openDay, stripOf } from "./free-times.ts";
import { readInstant } from "./read-instant.ts";

type C = Context<AppEnv>;
/** `parts`: of its page's address. `home`: of the page that it was chosen on. */
export type Asked = Managed & { parts: readonly string[]; home?: readonly string[] };
type Open = (c: C) => Promise<Asked | null>;
type Refuse = (c: C) => Response | Promise<Response>;
type News = "booked" | "moved" | "cancelled";

/** By the link: the secret in the path is the whole credential. */
export const manageRoutes = createManageRoutes("/m/:token", openLink, showOver);

async function openLink(c: C): Promise<Asked | null> {
  const token = c.req.param("token") ?? "";
  const managed = await openManageLink(c.env, c.executionCtx, token, Date.now());
  return managed && { ...managed, parts: ["m", token] };
}

/** One appointment in its customer's hands: see, move, cancel. `open` decides whose it is, `refuse` answers all others. */
export function createManageRoutes(path: string, open: Open, refuse: Refuse) {
  return new Hono<AppEnv>()
    .get(path, async (c) => {
      const asked = await open(c);
      return asked ? show(c, 200, asked, { news: newsOf(c.req.query("news")) }) : refuse(c);
    })
    .get(`${path}/appointment.ics`, async (c) => {
      const asked = await open(c);
      return asked ? sendFile(c, asked) : refuse(c);
    })
    .get(`${path}/move`, async (c) => {
      const asked = await open(c);
      return asked ? showMove(c, asked) : refuse(c);
    })
    .post(`${path}/move`, limitForm, sameOriginForm, formOnly, async (c) => {
      const asked = await open(c);
      if (!asked) return refuse(c);
      const startsAt = readInstant((await readForm(c))["startsAt"]);
      if (startsAt === null) return c.redirect(linkTo(readerFor(c, asked), [...asked.parts, "move"]), 303);
      const again = (refusal: string) => showMove(c, asked, { refusal, startsAt });
      return change(c, asked, "moved", () => moveManaged(asked, startsAt), again);
    })
    .post(`${path}/cancel`, limitForm, sameOriginForm, formOnly, async (c) => {
      const asked = await open(c);
      if (!asked) return refuse(c);
      const reason = ((await readForm(c))["reason"] ?? "").trim().slice(0, 300) || null;
      return change(c, asked, "cancelled", () => cancelManaged(asked, reason));
    });
}

function sendFile(c: C, { access: { rules }, appointment }: Asked) {
  c.header("Cache-Control", "no-store");
  c.header("Content-Disposition", 'attachment; filename="appointment.ics"');
  const file = calendarFile(rules.tenantName, rules, appointment);
  return c.body(file, 200, { "Content-Type": "text/calendar; charset=utf-8" });
}

type Change = () => Promise<Result<Appointment, BookingRefusal>>;

/** `refuse` shows what else could be done; without it, and once nothing can, the appointment is shown as it is. */
async function change(c: C, asked: Asked, news: News, run: Change, refuse?: (text: string) => Promise<Response>) {
  const { errors } = bookingTexts[readerFor(c, asked).language];
  const taken = await takeStrict(c.env, manageLinkLimit, asked.linkHash);
  if (!taken.ok) {
    c.header("Retry-After", String(taken.error.retryAfterSeconds));
    return show(c, 429, asked, { refusal: errors.too_many_attempts });
  }
  const changed = await run();
  if (changed.ok) return c.redirect(linkTo(readerFor(c, asked), asked.parts, { news }), 303);
  const refusal = refusalText(readerFor(c, asked).language, changed.error.reason);
  const canChange = refuseChange(asked.appointment, Date.now()) === null;
  return refuse && canChange ? refuse(refusal) : show(c, 409, asked, { refusal });
}

async function show(
  c: C,
  status: 200 | 409 | 429,
  asked: Asked,
  { news = null, refusal = null }: { news?: News | null; refusal?: string | null },
) {
  const { access, appointment, parts, home } = asked;
  const { rules } = access;
  const frame = frameOf(c, asked.business);
  const now = Date.now();
  const canChange = refuseChange(appointment, now) === null;
  const to = (...more: string[]) => linkTo(frame, [...parts, ...more]);
  const title = [findService(rules, appointment.serviceId)?.name, rules.tenantName].filter(Boolean).join(" · ");
  const page = ManagePage({
    ...frame,
    path: `/${parts.join("/")}${frame.framedBy.length > 0 ? "?embed=1" : ""}`,
    rules,
    appointment: await viewManaged(asked),
    news: isStillSo(news, appointment, canChange) ? news : null,
    refusal,
    back: home ? linkTo(frame, home) : null,
    canChange,
    isLate: isLateCancel(rules, appointment, now),
    links: {
      move: to("move"),
      cancel: to("cancel"),
      file: to("appointment.ics"),
      ...calendarLinks({ ...appointment, title, location: rules.address }),
      again: linkTo(frame, ["b", asked.business.slug, rules.branchId]),
    },
  });
  return respond(c, status, page, frame);
}

/** The appointment's own time counts as taken here, although it would be free once it moved. */
async function showMove(c: C, asked: Asked, refused?: { refusal: string; startsAt: EpochMs }) {
  const { access, appointment, parts } = asked;
  const { rules } = access;
  const people = appointment.partySize;
  const frame = frameOf(c, asked.business);
  const back = linkTo(frame, parts);
  const service = findService(rules, appointment.serviceId);
  if (!service || refuseChange(appointment, Date.now())) return c.redirect(back, 303);
  const { chosen, slots, nearest } = await openDay(
    access,
    service,
    { date: refused ? localDateOf(rules.timeZone, refused.startsAt) : c.req.query("date"), people },
    Date.now(),
  );
  const texts = bookingTexts[frame.language];
  const page = TimesPage({
    ...frame,
    heading: texts.moveTo,
    notice: service.approvalHours === null ? null : texts.moveRequestHint(service.approvalHours),
    refusal: refused?.refusal ?? null,
    lead: [service.name, rules.branchName].join(" · "),
    back,
    timeZone: rules.timeZone,
    date: chosen.date,
    strip: stripOf(chosen),
    slots,
    nearest,
    staff: null,
    people: null,
    dayHref: (date) => linkTo(frame, [...parts, "move"], { date }),
    slotHref: () => back,
    liveHref: null,
    sendTo: linkTo(frame, [...parts, "move"]),
  });
  return respond(c, refused ? 409 : 200, page, frame);
}

/** For a link that opens nothing. */
export function showOver(c: C) {
  const frame = frameOf(c, { name: "Frontdesk", embedOrigins: [] });
  return respond(c, 404, LinkOverPage(frame), frame);
}

function readerFor(c: C, { business }: Asked) {
  return readerOf(c, business.embedOrigins);
}

/** Addresses are kept: what had just happened may have been overtaken since, by the business too. */
function isStillSo(news: News | null, { status }: Appointment, canChange: boolean): boolean {
  return news === "cancelled" ? status === "cancelled" : canChange;
}

function newsOf(text: string | undefined): News | null {
  return text === "booked" || text === "moved" || text === "cancelled" ? text : null;
}
