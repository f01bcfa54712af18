import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { newOperatorKeyView, operatorKeyBody, operatorKeyView } from "../../contracts/operator-keys.ts";
import { actorId } from "../../domain/identity/actor.ts";
import { apiKeyId } from "../../domain/ids.ts";
import {
  createOperatorKey,
  endOperatorKey,
  viewOperatorKeys,
} from "../../use-cases/identity/operators/operator-keys.ts";
import { body, commonRefusals, createApi, cursorQuery, json, notFound, paged, security } from "../api.ts";
import { apiKeyProblem } from "../api-key-problem.ts";
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
    const { actor } = c.var;
    if (actor.kind !== "operator") throw new Error("requireOperator let somebody else pass");
    const by = { env: c.env, by: actor.operatorId, requestId: c.get("requestId"), now: Date.now() };
    const created = await createOperatorKey(by, c.req.valid("json"));
    return created.ok ? c.json(created.value, 201) : problemResponse(c, apiKeyProblem(created.error));
  })
  .openapi(revoke, async (c) => {
    const by = { env: c.env, by: actorId(c.get("actor")), requestId: c.get("requestId"), now: Date.now() };
    const revoked = await endOperatorKey(by, c.req.valid("param").apiKeyId);
    return revoked ? c.json(revoked, 200) : notFound(c, "key");
  });
