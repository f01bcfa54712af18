import { type Context, Hono } from "hono";
import { branchCalendar, tenantFeed } from "../../../durable-objects/stubs.ts";
import { writeViewer } from "../../contracts/viewer.ts";
import { viewerTags } from "../../domain/identity/actor.ts";
import { sightOf } from "../../domain/identity/sight.ts";
import { branchId } from "../../domain/ids.ts";
import { accessBranch, askCalendar } from "../../use-cases/booking/branch-access.ts";
import { notFound, tenantActor } from "../api.ts";
import type { AppEnv } from "../app-env.ts";
import { authenticateAfresh } from "../middleware/authenticate.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { sameOrigin } from "../middleware/same-origin.ts";
import { problemResponse } from "../problem.ts";

/**
 * Live views. Mounted before the middleware that sets headers: the answer to a WebSocket handshake cannot be changed.
 * Objects are chosen by the tenant of the credential, never by what the request says.
 */
export const liveRoutes = new Hono<AppEnv>()
  .use(sameOrigin, authenticateAfresh, requirePermission("live:read"))
  .get("/branches/:branchId", async (c) => {
    const id = branchId.safeParse(c.req.param("branchId"));
    const ids = id.success ? { tenantId: tenantActor(c).tenantId, branchId: id.data } : null;
    const access = ids && (await accessBranch(c.env, c.executionCtx, ids));
    if (!ids || !access) return notFound(c, "branch");
    if (!isWebSocket(c.req.raw)) {
      return problemResponse(c, { status: 426, code: "upgrade_required", title: "Connect with a WebSocket." });
    }
    // A calendar that was never asked has no rules yet, and without rules it cannot show names.
    await askCalendar(access, (calendar, ref) => calendar.refreshRules(ref));
    return branchCalendar(c.env, ids).fetch(forward(c));
  })
  .get("/tenant", async (c) => {
    const accepts = isWebSocket(c.req.raw) || c.req.header("accept")?.includes("text/event-stream");
    if (!accepts) {
      return problemResponse(c, {
        status: 406,
        code: "not_acceptable",
        title: "Use a WebSocket or text/event-stream.",
      });
    }
    const answer = await tenantFeed(c.env, tenantActor(c).tenantId).fetch(forward(c));
    // The headers of an object's answer are fixed, and a stream carries those of the middleware too.
    return isWebSocket(c.req.raw) ? answer : c.newResponse(answer.body, { headers: answer.headers });
  });

function isWebSocket(request: Request): boolean {
  return request.headers.get("upgrade")?.toLowerCase() === "websocket";
}

/** Only what the object reads: credentials stay at the edge. */
function forward(c: Context<AppEnv>): Request {
  const request = c.req.raw;
  const headers = new Headers();
  for (const name of ["upgrade", "last-event-id", "sec-websocket-key", "sec-websocket-version"]) {
    const value = request.headers.get(name);
    if (value) headers.set(name, value);
  }
  const actor = tenantActor(c);
  writeViewer(headers, { tags: viewerTags(actor), sight: sightOf(actor) });
  return new Request(request.url, { headers, signal: request.signal });
}
