import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { holdView, instant, partySize } from "../../contracts/booking.ts";
import { toHoldView } from "../../db/booking-views.ts";
import type { HoldChange } from "../../domain/booking/commands.ts";
import { actorId } from "../../domain/identity/actor.ts";
import { type BranchId, branchId, holdId, serviceId, staffId } from "../../domain/ids.ts";
import { err, ok } from "../../domain/result.ts";
import { askCalendar, askInText } from "../../use-cases/booking/branch-access.ts";
import { hashToken, newToken } from "../../use-cases/identity/token.ts";
import { newId } from "../../use-cases/new-id.ts";
import { body, commonRefusals, createApi, json, refusal, security, tenantActor } from "../api.ts";
import type { AppEnv } from "../app-env.ts";
import { bookingProblem } from "../booking-problem.ts";
import { commandBy, idempotencyHeader } from "../idempotency-key.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { openBranch } from "../open-branch.ts";
import { meantStaff } from "../own-calendar.ts";
import { problemResponse } from "../problem.ts";

const writing = { tags: ["Booking"], security, middleware: requirePermission("appointments:write") };
const oneHold = z.object({ branchId, holdId });
const refusals = {
  409: refusal("It cannot be had; `code` tells why, `explanation` the facts, `alternatives` what lies nearest."),
  422: refusal("The Idempotency-Key was used with another request."),
  ...commonRefusals,
};

const placeHold = createRoute({
  method: "post",
  path: "/branches/{branchId}/holds",
  summary: "Hold a slot for five minutes",
  ...writing,
  request: {
    params: z.object({ branchId }),
    headers: idempotencyHeader,
    body: body(
      z.strictObject({
        serviceId,
        startsAt: instant,
        staffId: staffId.optional(),
        partySize: partySize.optional().describe("Seats of a group session."),
      }),
    ),
  },
  responses: { 201: json(holdView, "The hold."), ...refusals },
});

const extendHold = createRoute({
  method: "post",
  path: "/branches/{branchId}/holds/{holdId}/extend",
  summary: "Hold it another five minutes from now, once",
  ...writing,
  request: { params: oneHold, headers: idempotencyHeader, body: body(z.strictObject({})) },
  responses: { 200: json(holdView, "The hold with its new end."), ...refusals },
});

const shareHold = createRoute({
  method: "post",
  path: "/branches/{branchId}/holds/{holdId}/share",
  summary: "Make a hold claimable from elsewhere",
  description: "For a caller who was cut off: put the token into a link. It works once, until the hold ends.",
  ...writing,
  request: { params: oneHold, body: body(z.strictObject({})) },
  responses: { 201: json(z.object({ token: z.string(), expiresAt: instant }), "The secret, shown once."), ...refusals },
});

const claimHold = createRoute({
  method: "post",
  path: "/branches/{branchId}/holds/claim",
  summary: "Take over a hold that was shared",
  ...writing,
  request: {
    params: z.object({ branchId }),
    headers: idempotencyHeader,
    body: body(z.strictObject({ token: z.string().length(43) })),
  },
  responses: { 200: json(holdView, "The hold, which is yours now."), ...refusals },
});

const releaseHold = createRoute({
  method: "delete",
  path: "/branches/{branchId}/holds/{holdId}",
  summary: "Give a hold back",
  ...writing,
  request: { params: oneHold },
  responses: { 204: { description: "It is gone, now or already before." }, ...commonRefusals },
});

export const holdRoutes = createApi()
  .openapi(placeHold, async (c) => {
    const access = await openBranch(c, c.req.valid("param").branchId);
    const input = c.req.valid("json");
    const { serviceId, partySize = 1 } = input;
    const staffId = meantStaff(c, input.staffId);
    const wish = { serviceId, staffId, partySize, startsAt: Date.parse(input.startsAt) };
    const command = { id: newId("hld"), wish, ...(await holderOf(c, "hold", input)) };
    const held = await askInText(access, "hold", command);
    if (!held.ok) return problemResponse(c, bookingProblem(held.error, access.rules.timeZone));
    return c.json(toHoldView(held.value, access.rules), 201);
  })
  .openapi(extendHold, async (c) => {
    const { branchId, holdId } = c.req.valid("param");
    const extended = await change(c, branchId, { do: "extend", holdId });
    return extended.ok ? c.json(extended.value, 200) : extended.error;
  })
  .openapi(shareHold, async (c) => {
    const { branchId, holdId } = c.req.valid("param");
    const token = newToken();
    const shared = await change(c, branchId, { do: "share", holdId, claimHash: await hashToken(token) });
    return shared.ok ? c.json({ token, expiresAt: shared.value.expiresAt }, 201) : shared.error;
  })
  .openapi(claimHold, async (c) => {
    const claimHash = await hashToken(c.req.valid("json").token);
    const claimed = await change(c, c.req.valid("param").branchId, { do: "claim", claimHash });
    return claimed.ok ? c.json(claimed.value, 200) : claimed.error;
  })
  .openapi(releaseHold, async (c) => {
    const actor = tenantActor(c);
    const { branchId, holdId } = c.req.valid("param");
    const access = await openBranch(c, branchId);
    const by = actorId(actor);
    await askCalendar(access, (calendar, ref) => calendar.releaseHold(ref, { holdId, holder: by, actor: by }));
    return c.body(null, 204);
  });

async function change(c: Context<AppEnv>, branchId: BranchId, asked: HoldChange) {
  const access = await openBranch(c, branchId);
  const command = { change: asked, ...(await holderOf(c, `${asked.do} hold`, asked)) };
  const changed = await askCalendar(access, (calendar, ref) => calendar.changeHold(ref, command));
  if (!changed.ok) return err(problemResponse(c, bookingProblem(changed.error, access.rules.timeZone)));
  return ok(toHoldView(changed.value, access.rules));
}

/** Who holds is who asks. */
async function holderOf(c: Context<AppEnv>, action: string, input: unknown) {
  const by = await commandBy(c, action, input);
  return { ...by, holder: by.actor };
}
