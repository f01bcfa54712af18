import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import { apiKeyBody, apiKeyPatch, apiKeyView, newApiKeyView, rotationBody } from "../../contracts/api-keys.ts";
import { apiKeyId } from "../../domain/ids.ts";
import { createApiKey } from "../../use-cases/identity/api-keys/create-api-key.ts";
import type { Keeper } from "../../use-cases/identity/api-keys/keeper.ts";
import { renameApiKey } from "../../use-cases/identity/api-keys/rename-api-key.ts";
import { revokeApiKey } from "../../use-cases/identity/api-keys/revoke-api-key.ts";
import { rotateApiKey } from "../../use-cases/identity/api-keys/rotate-api-key.ts";
import { viewApiKey, viewApiKeys } from "../../use-cases/identity/api-keys/view-api-key.ts";
import {
  body,
  clerkOf,
  commonRefusals,
  createApi,
  cursorQuery,
  json,
  notFound,
  paged,
  refusal,
  tenantActor,
} from "../api.ts";
import { apiKeyProblem } from "../api-key-problem.ts";
import type { AppEnv } from "../app-env.ts";
import { requireStepUp } from "../middleware/require-account.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { problemResponse } from "../problem.ts";

const shared = { tags: ["API keys"], security: [{ session: [] }] };
export const keysReading = { ...shared, middleware: requirePermission("api-keys:read") };
const writing = { ...shared, middleware: requirePermission("api-keys:write") };
/** What it makes outlives the session, so whoever makes it proves anew who they are. */
const making = { ...shared, middleware: [requirePermission("api-keys:write"), requireStepUp] };
const one = { params: z.object({ apiKeyId }) };
const refusals = { 409: refusal("It cannot be done; `code` tells why."), ...commonRefusals };

const list = createRoute({
  method: "get",
  path: "/api-keys",
  summary: "API keys, newest first",
  ...keysReading,
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(apiKeyView), "Those that no longer work too."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/api-keys/{apiKeyId}",
  summary: "One API key",
  ...keysReading,
  request: one,
  responses: { 200: json(apiKeyView, "The key, without its secret."), ...commonRefusals },
});

const create = createRoute({
  method: "post",
  path: "/api-keys",
  summary: "Make an API key",
  description: "For people only. Its scopes are permissions that whoever makes it has. A test key only reads.",
  ...making,
  request: { body: body(apiKeyBody) },
  responses: { 201: json(newApiKeyView, "The key. `secret` is shown here and never again."), ...refusals },
});

const rename = createRoute({
  method: "patch",
  path: "/api-keys/{apiKeyId}",
  summary: "Rename an API key",
  ...writing,
  request: { ...one, body: body(apiKeyPatch) },
  responses: { 200: json(apiKeyView, "The key."), ...commonRefusals },
});

const rotate = createRoute({
  method: "post",
  path: "/api-keys/{apiKeyId}/rotate",
  summary: "Replace an API key",
  description: "A new secret with the same scopes. The old one works on for `overlapHours`.",
  ...making,
  request: { ...one, body: body(rotationBody) },
  responses: { 201: json(newApiKeyView, "The new key. `secret` is shown here and never again."), ...refusals },
});

const revoke = createRoute({
  method: "delete",
  path: "/api-keys/{apiKeyId}",
  summary: "Revoke an API key",
  ...writing,
  request: one,
  responses: { 200: json(apiKeyView, "It no longer works: here at once, elsewhere in seconds."), ...commonRefusals },
});

export const apiKeyRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await viewApiKeys(c.env, tenantActor(c).tenantId, { cursor, limit }, Date.now()), 200);
  })
  .openapi(show, async (c) => {
    const ids = { ...c.req.valid("param"), tenantId: tenantActor(c).tenantId };
    const view = await viewApiKey(c.env, ids, Date.now());
    return view ? c.json(view, 200) : notFound(c, "API key");
  })
  .openapi(create, async (c) => {
    const created = await createApiKey(keeperOf(c), c.req.valid("json"));
    return created.ok ? c.json(created.value, 201) : problemResponse(c, apiKeyProblem(created.error));
  })
  .openapi(rename, async (c) => {
    const renamed = await renameApiKey(keeperOf(c), c.req.valid("param").apiKeyId, c.req.valid("json").name);
    return renamed.ok ? c.json(renamed.value, 200) : problemResponse(c, apiKeyProblem(renamed.error));
  })
  .openapi(rotate, async (c) => {
    const rotated = await rotateApiKey(keeperOf(c), c.req.valid("param").apiKeyId, c.req.valid("json"));
    return rotated.ok ? c.json(rotated.value, 201) : problemResponse(c, apiKeyProblem(rotated.error));
  })
  .openapi(revoke, async (c) => {
    const revoked = await revokeApiKey(keeperOf(c), c.req.valid("param").apiKeyId);
    return revoked.ok ? c.json(revoked.value, 200) : problemResponse(c, apiKeyProblem(revoked.error));
  });

function keeperOf(c: Context<AppEnv>): Keeper {
  const execution = c.get("execution") ?? null;
  return { ...clerkOf(c), execution };
}
