import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { rotationBody } from "../../contracts/api-keys.ts";
import { newOperatorKeyView, operatorKeyBody, operatorKeyView } from "../../contracts/operator-keys.ts";
import { actorId } from "../../domain/identity/actor.ts";
import { apiKeyId } from "../../domain/ids.ts";
import {
  createOperatorKey,
  endOperatorKey,
  rotateOperatorKey,
  viewOperatorKeys,
} from "../../use-cases/identity/operators/operator-keys.ts";
import { body, commonRefusals, createApi, cursorQuery, json, notFound, paged, refusal, security } from "../api.ts";
import { apiKeyProblem } from "../api-key-problem.ts";
import type { AppEnv } from "../app-env.ts";
import { requireOperator, requireStepUp, requireStepUpOfPeople } from "../middleware/require-account.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { problemResponse } from "../problem.ts";

const shared = { tags: ["Operations"], security };

const list = createRoute({
  method: "get",
  path: "/operations/api-keys",
  summary: "Keys of the platform, newest first",
  ...shared,
  middleware: requirePermission("operations:read"),
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(operatorKeyView), "Those that no longer work too."), ...commonRefusals },
});

const create = createRoute({
  method: "post",
  path: "/operations/api-keys",
  summary: "Make a key of the platform",
  description: "For operators who are signed in; a key makes no keys.",
  ...shared,
  middleware: [requirePermission("operations:write"), requireOperator, requireStepUp],
  request: { body: body(operatorKeyBody) },
  responses: { 201: json(newOperatorKeyView, "`secret` is shown here and never again."), ...commonRefusals },
});

const rotate = createRoute({
  method: "post",
  path: "/operations/api-keys/{apiKeyId}/rotate",
  summary: "Replace a key of the platform",
  description: "A new secret with the same scopes. The old one works on for `overlapHours`. A key replaces no keys.",
  ...shared,
  middleware: [requirePermission("operations:write"), requireOperator, requireStepUp],
  request: { params: z.object({ apiKeyId }), body: body(rotationBody) },
  responses: {
    201: json(newOperatorKeyView, "The new key. `secret` is shown here and never again."),
    409: refusal("It no longer works, or was replaced already; `code` tells which."),
    ...commonRefusals,
  },
});

const revoke = createRoute({
  method: "delete",
  path: "/operations/api-keys/{apiKeyId}",
  summary: "Revoke a key of the platform",
  ...shared,
  middleware: [requirePermission("operations:write"), requireStepUpOfPeople],
  request: { params: z.object({ apiKeyId }) },
  responses: {
    200: json(operatorKeyView, "It no longer works: here at once, elsewhere in seconds."),
    ...commonRefusals,
  },
});

export const operatorKeyRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await viewOperatorKeys(c.env, { cursor, limit }, Date.now()), 200);
  })
  .openapi(create, async (c) => {
    const created = await createOperatorKey(signedIn(c), c.req.valid("json"));
    return created.ok ? c.json(created.value, 201) : problemResponse(c, apiKeyProblem(created.error));
  })
  .openapi(rotate, async (c) => {
    const rotated = await rotateOperatorKey(signedIn(c), c.req.valid("param").apiKeyId, c.req.valid("json"));
    return rotated.ok ? c.json(rotated.value, 201) : problemResponse(c, apiKeyProblem(rotated.error));
  })
  .openapi(revoke, async (c) => {
    const by = { env: c.env, by: actorId(c.get("actor")), requestId: c.get("requestId"), now: Date.now() };
    const revoked = await endOperatorKey(by, c.req.valid("param").apiKeyId);
    return revoked ? c.json(revoked, 200) : notFound(c, "key");
  });

/** Behind `requireOperator`. */
function signedIn(c: Context<AppEnv>) {
  const { actor } = c.var;
  if (actor.kind !== "operator") throw new Error("requireOperator let somebody else pass");
  return { env: c.env, by: actor.operatorId, requestId: c.get("requestId"), now: Date.now() };
}
