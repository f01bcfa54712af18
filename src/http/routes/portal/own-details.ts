import { type Context, Hono } from "hono";
import * as z from "zod";
import { partySize } from "../../../contracts/booking.ts";
import { portalActs } from "../../../domain/identity/strict-limits.ts";
import { branchId, serviceId } from "../../../domain/ids.ts";
import { language } from "../../../domain/language.ts";
import { messageChannel } from "../../../domain/messaging/message.ts";
import type { PortalNews } from "../../../pages/portal/home.tsx";
import { takeStrict } from "../../../use-cases/identity/strict-limit.ts";
import { joinOwnWaitlist } from "../../../use-cases/portal/join-own-waitlist.ts";
import { changeOwnDetails, chooseOwnChannel } from "../../../use-cases/portal/own-details.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm, readForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { problemResponse } from "../../problem.ts";
import { linkTo } from "../public/frame.ts";
import { type OpenPortal, portalFrame, portalOf } from "./session.ts";

type C = Context<AppEnv>;

const detailsForm = z.object({ name: z.string().trim().min(1).max(120), language });
const channelForm = z.object({ channel: messageChannel, wanted: z.enum(["yes", "no"]) });
const joinForm = z.object({
  service: z
    .string()
    .max(100)
    .transform((text) => text.split(" "))
    .pipe(z.tuple([branchId, serviceId])),
  from: z.iso.date(),
  to: z.iso.date(),
  /** Left out by the form where nothing is for several. */
  people: z.coerce.number().pipe(partySize).default(1),
});

/** What customers change of themselves, and that they wait for a time. */
export const ownDetailsRoutes = new Hono<AppEnv>()
  .post("/my/:slug/details", limitForm, sameOriginForm, formOnly, (c) =>
    act(c, async ({ session }) => {
      const form = detailsForm.safeParse(await readForm(c));
      const stored = form.success && (await changeOwnDetails(c.env, session, form.data, byOf(c))) === "stored";
      return stored ? "saved" : "notSaved";
    }),
  )
  .post("/my/:slug/messages", limitForm, sameOriginForm, formOnly, (c) =>
    act(c, async ({ session }) => {
      const form = channelForm.safeParse(await readForm(c));
      if (!form.success) return "notSaved";
      const { channel, wanted } = form.data;
      return (await chooseOwnChannel(session, { channel, isWanted: wanted === "yes" }, byOf(c))) ? "saved" : "notSaved";
    }),
  )
  .post("/my/:slug/waitlist", limitForm, sameOriginForm, formOnly, (c) =>
    act(c, async ({ session, business }) => {
      const form = joinForm.safeParse(await readForm(c));
      if (!form.success) return "notJoined";
      const { service, from, to, people } = form.data;
      const wish = { branchId: service[0], serviceId: service[1], from, to, partySize: people };
      const own = { ...wish, language: portalFrame(c, business).language };
      return joinOwnWaitlist(c.env, c.executionCtx, session, own, byOf(c));
    }),
  );

function byOf(c: C) {
  return { requestId: c.get("requestId"), now: Date.now() };
}

async function act(c: C, run: (portal: OpenPortal) => Promise<PortalNews>): Promise<Response> {
  const portal = await portalOf(c);
  if (!portal) return c.notFound();
  const { business, session } = portal;
  const taken = await takeStrict(c.env, portalActs, session.index);
  if (taken.ok) {
    return c.redirect(linkTo(portalFrame(c, business), ["my", business.slug], { news: await run(portal) }), 303);
  }
  c.header("Retry-After", String(taken.error.retryAfterSeconds));
  return problemResponse(c, { status: 429, code: "too_many_attempts", title: "Too many attempts. Wait a while." });
}
