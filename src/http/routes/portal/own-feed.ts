import { type Context, Hono } from "hono";
import { portalActs } from "../../../domain/identity/strict-limits.ts";
import { PortalFeedPage } from "../../../pages/portal/feed.tsx";
import { takeStrict } from "../../../use-cases/identity/strict-limit.ts";
import { createOwnFeed, revokeOwnFeed } from "../../../use-cases/portal/own-feed.ts";
import type { AppEnv } from "../../app-env.ts";
import { formOnly, limitForm } from "../../form.ts";
import { sameOriginForm } from "../../middleware/same-origin.ts";
import { problemResponse } from "../../problem.ts";
import { linkTo, respond } from "../public/frame.ts";
import { type OpenPortal, portalFrame, portalOf } from "./session.ts";

type C = Context<AppEnv>;

/** The address at which the customer's calendar program reads what they booked. It is shown here, once. */
export const ownFeedRoutes = new Hono<AppEnv>()
  .post("/my/:slug/feed", limitForm, sameOriginForm, formOnly, (c) =>
    act(c, async ({ business, session }) => {
      const url = await createOwnFeed(c.env, session, { requestId: c.get("requestId"), now: Date.now() });
      const frame = portalFrame(c, business);
      const home = linkTo(frame, ["my", business.slug]);
      return respond(c, 200, PortalFeedPage({ ...frame, path: `/my/${business.slug}`, url, home }), frame);
    }),
  )
  .post("/my/:slug/feed/revoke", limitForm, sameOriginForm, formOnly, (c) =>
    act(c, async ({ business, session }) => {
      await revokeOwnFeed(session, { requestId: c.get("requestId"), now: Date.now() });
      return c.redirect(linkTo(portalFrame(c, business), ["my", business.slug], { news: "feedEnded" }), 303);
    }),
  );

async function act(c: C, run: (portal: OpenPortal) => Promise<Response>): Promise<Response> {
  const portal = await portalOf(c);
  if (!portal) return c.notFound();
  const taken = await takeStrict(c.env, portalActs, portal.session.index);
  if (taken.ok) return run(portal);
  c.header("Retry-After", String(taken.error.retryAfterSeconds));
  return problemResponse(c, { status: 429, code: "too_many_attempts", title: "Too many attempts. Wait a while." });
}
