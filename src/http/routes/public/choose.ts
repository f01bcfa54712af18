import { type Context, Hono } from "hono";
import { onlineServices } from "../../../domain/booking/public-booking.ts";
import { findStaff } from "../../../domain/booking/rulebook.ts";
import { ChooseBranchPage, ChooseServicePage } from "../../../pages/booking/choose.tsx";
import { showClock, toParameter } from "../../../pages/booking/formats.ts";
import { sitemapOf } from "../../../pages/booking/sitemap.ts";
import { bookingTexts } from "../../../pages/booking/texts.ts";
import { TimesPage } from "../../../pages/booking/times.tsx";
import { chosenLanguage } from "../../../pages/language.ts";
import { findBusiness, type PublicBusiness } from "../../../use-cases/booking/public/find-business.ts";
import type { AppEnv } from "../../app-env.ts";
import {
  canonicalOf,
  frameOf,
  linkTo,
  notOffered,
  type OpenBranch,
  type OpenService,
  openBranch,
  openService,
  type Reader,
  respond,
} from "./frame.ts";
import { chosenOf, freeTimes, openDay, peopleIn, peopleParameter, stripOf } from "./free-times.ts";

type C = Context<AppEnv>;

/** The way to a free time, page by page: which branch, which service, when. Works without JavaScript. */
export const chooseRoutes = new Hono<AppEnv>()
  .get("/b/:slug", async (c) => {
    const business = await findBusiness(c.env, c.req.param("slug"));
    if (!business) return c.notFound();
    const frame = frameOf(c, business);
    const [only, another] = business.branches;
    if (only && !another) return c.redirect(linkTo(frame, ["b", business.slug, only.id]), 302);
    const branches = business.branches.map(({ id, name, address }) => {
      return { name, address, href: linkTo(frame, ["b", business.slug, id]) };
    });
    const title = bookingTexts[frame.language].title(business.name);
    const listing = { address: canonicalOf(c, ["b", business.slug]), chosen: chosenLanguage(c), title };
    return respond(c, 200, ChooseBranchPage({ ...frame, listing, mine: mineOf(frame, business), branches }), frame);
  })
  .get("/b/:slug/sitemap.xml", async (c) => {
    const business = await findBusiness(c.env, c.req.param("slug"));
    return business ? showSitemap(c, business) : c.notFound();
  })
  .get("/b/:slug/:branchId", async (c) => {
    const open = await openBranch(c);
    return open ? showServices(c, open) : notOffered(c);
  })
  .get("/b/:slug/:branchId/:serviceId", async (c) => {
    const open = await openService(c);
    return open ? showTimes(c, open) : notOffered(c);
  })
  .get("/b/:slug/:branchId/:serviceId/times", async (c) => {
    const open = await openService(c);
    return open ? answerTimes(c, open) : c.notFound();
  });

function mineOf({ language }: Reader, { slug }: PublicBusiness): string {
  return linkTo({ language, framedBy: [] }, ["my", slug]);
}

/** The pages of a business that search engines may list: one a branch, in each language. */
function showSitemap(c: C, { slug, branches }: PublicBusiness) {
  const addresses = branches.map(({ id }) => canonicalOf(c, ["b", slug, id]));
  c.header("Cache-Control", "public, max-age=3600");
  return c.body(sitemapOf(addresses), 200, { "Content-Type": "application/xml; charset=utf-8" });
}

function showServices(c: C, { business, access: { rules } }: OpenBranch) {
  const frame = frameOf(c, business);
  const base = ["b", business.slug, rules.branchId];
  const services = onlineServices(rules).map((service) => {
    return { service, href: linkTo(frame, [...base, service.id]) };
  });
  const place = { name: rules.branchName, address: rules.address, phone: rules.phone };
  const title = bookingTexts[frame.language].title(business.name);
  const page = ChooseServicePage({
    ...frame,
    listing: { address: canonicalOf(c, base), chosen: chosenLanguage(c), title, place },
    mine: mineOf(frame, business),
    branch: place,
    services,
    ...(business.branches.length > 1 && { back: linkTo(frame, ["b", business.slug]) }),
  });
  return respond(c, 200, page, frame);
}

async function showTimes(c: C, { business, access, service }: OpenService) {
  const frame = frameOf(c, business);
  const { language } = frame;
  const people = peopleIn(c.req.query(), service);
  const { chosen, slots, nearest } = await openDay(access, service, { ...c.req.query(), people }, Date.now());
  const base = ["b", business.slug, access.rules.branchId];
  const wanted = { staff: chosen.staffId, people: peopleParameter(people) };
  const members = service.staffIds.flatMap((id) => findStaff(access.rules, id) ?? []);
  const page = TimesPage({
    ...frame,
    heading: bookingTexts[language].chooseTime,
    lead: [service.name, access.rules.branchName].join(" · "),
    notice: c.req.query("kept") === "over" ? bookingTexts[language].keptOver : null,
    back: linkTo(frame, base),
    timeZone: access.rules.timeZone,
    date: chosen.date,
    strip: stripOf(chosen),
    slots,
    nearest,
    staff: members.length > 1 ? { choices: members, chosen: chosen.staffId ?? "" } : null,
    people: service.capacity > 1 ? { most: service.capacity, chosen: people } : null,
    dayHref: (date) => linkTo(frame, [...base, service.id], { date, ...wanted }),
    slotHref: (at) => linkTo(frame, [...base, service.id, "book"], { at, ...wanted }),
    liveHref: linkTo(frame, [...base, service.id, "times"], { date: chosen.date, ...wanted }),
  });
  return respond(c, 200, page, frame);
}

/** What an open page asks for now and then. Free times only: nothing of who took the others. */
async function answerTimes(c: C, { business, access, service }: OpenService) {
  const frame = frameOf(c, business);
  const { language } = frame;
  const people = peopleIn(c.req.query(), service);
  const chosen = chosenOf(access, service, { ...c.req.query(), people }, Date.now());
  const { timeZone, branchId } = access.rules;
  const { slots } = await freeTimes(access, service, chosen);
  const base = ["b", business.slug, branchId, service.id, "book"];
  c.header("Cache-Control", "no-store");
  return c.json({
    slots: slots.map(({ startsAt, seatsLeft }) => ({
      startsAt: toParameter(timeZone, startsAt),
      href: linkTo(frame, base, {
        at: toParameter(timeZone, startsAt),
        staff: chosen.staffId,
        people: peopleParameter(people),
      }),
      label: showClock(language, timeZone, startsAt),
      more: seatsLeft === undefined ? null : bookingTexts[language].seatsLeft(seatsLeft),
    })),
  });
}
