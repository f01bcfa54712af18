import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { instant } from "../../contracts/booking.ts";
import { actorId } from "../../domain/identity/actor.ts";
import { tenantId } from "../../domain/ids.ts";
import { eraseKey } from "../../use-cases/operations/keys/erase-key.ts";
import { type Operator, rotateKeys } from "../../use-cases/operations/keys/rotate-keys.ts";
import { body, commonRefusals, createApi, json, notFound, security } from "../api.ts";
import type { AppEnv } from "../app-env.ts";
import { requireStepUpOfPeople } from "../middleware/require-account.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { problemResponse } from "../problem.ts";

const shared = { tags: ["Operations"], security, middleware: requirePermission("operations:write") };

const rotate = createRoute({
  method: "post",
  path: "/operations/keys/rotate",
  summary: "Wrap the next tenants' keys by the newest master key",
  description: "Fifty tenants a call. Go on with `after: next` until `next` is null. Can be repeated at any time.",
  ...shared,
  request: { body: body(z.strictObject({ after: tenantId.optional() })) },
  responses: {
    200: json(
      z.object({
        version: z.int().describe("Of the newest master key."),
        rewrapped: z.int(),
        current: z.int().describe("Under the newest already."),
        erased: z.int(),
        next: tenantId.nullable(),
      }),
      "What was done.",
    ),
    ...commonRefusals,
  },
});

const erase = createRoute({
  method: "post",
  path: "/operations/tenants/{tenantId}/erase-key",
  summary: "Destroy a tenant's data key",
  description: "For good: names, numbers, transcripts and vendor credentials of this tenant can never be read again.",
  ...shared,
  middleware: [requirePermission("operations:erase"), requireStepUpOfPeople],
  request: {
    params: z.object({ tenantId }),
    body: body(z.strictObject({ confirmSlug: z.string().min(1).max(64).describe("The tenant's slug, typed.") })),
  },
  responses: { 200: json(z.object({ erasedAt: instant }), "The key is gone."), ...commonRefusals },
});

export const keyRoutes = createApi()
  .openapi(rotate, async (c) => c.json(await rotateKeys(c.env, operatorOf(c), c.req.valid("json").after ?? null), 200))
  .openapi(erase, async (c) => {
    const erased = await eraseKey(c.env, operatorOf(c), { ...c.req.valid("param"), ...c.req.valid("json") });
    if (erased.ok) return c.json({ erasedAt: new Date(erased.value.erasedAt).toISOString() }, 200);
    if (erased.error.reason === "not_found") return notFound(c, "tenant");
    const errors = [{ field: "confirmSlug", rule: "must be the slug of this tenant" }];
    return problemResponse(c, { status: 400, code: "not_confirmed", title: "The slug does not match.", errors });
  });

function operatorOf(c: Context<AppEnv>): Operator {
  return { actor: actorId(c.get("actor")), requestId: c.get("requestId"), now: Date.now() };
}
