import { createRoute } from "@hono/zod-openapi";
import { deleteCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import { impersonationOrder } from "../../../contracts/account.ts";
import { impersonationId, tenantId } from "../../../domain/ids.ts";
import { toUtc } from "../../../domain/time.ts";
import { startImpersonation, stopImpersonation } from "../../../use-cases/identity/operators/impersonate.ts";
import { body, commonRefusals, createApi, json, notFound } from "../../api.ts";
import { SESSION_COOKIE } from "../../middleware/credential.ts";
import { requireOperator } from "../../middleware/require-account.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { COOKIE, closeSession } from "../../sign-in.ts";

const base = { tags: ["Operations"], security: [{ session: [] }] };

const start = createRoute({
  ...base,
  method: "post",
  path: "/operations/impersonations",
  summary: "Look into a tenant",
  description:
    "For operators who are signed in; keys are refused. The browser gets a session of the tenant beside its own.",
  middleware: [requirePermission("operations:write"), requireOperator],
  request: { body: body(impersonationOrder) },
  responses: {
    201: json(z.object({ id: impersonationId, expiresAt: z.iso.datetime() }), "The operator is inside."),
    ...commonRefusals,
  },
});

const stop = createRoute({
  ...base,
  method: "post",
  path: "/operations/tenants/{tenantId}/impersonations/{impersonationId}/end",
  summary: "Leave a tenant",
  middleware: [requirePermission("operations:write"), requireOperator],
  request: { params: z.object({ tenantId, impersonationId }) },
  responses: { 204: { description: "Over, at once." }, ...commonRefusals },
});

const leave = createRoute({
  ...base,
  tags: ["Identity"],
  method: "post",
  path: "/me/impersonation/end",
  summary: "Leave the tenant that one looks into",
  middleware: requirePermission("live:read"),
  responses: { 204: { description: "Over, at once." }, ...commonRefusals },
});

export const impersonationRoutes = createApi()
  .openapi(start, async (c) => {
    const actor = c.get("actor");
    if (actor.kind !== "operator") throw new Error("only operators pass");
    const order = { ...c.req.valid("json"), operatorId: actor.operatorId };
    const started = await startImpersonation(c.env, { ...order, requestId: c.get("requestId"), now: Date.now() });
    if (!started.ok) return notFound(c, "tenant");
    const { id, token, expiresAt } = started.value;
    await closeSession(c, SESSION_COOKIE);
    setCookie(c, SESSION_COOKIE, token, COOKIE);
    return c.json({ id, expiresAt: toUtc(expiresAt) }, 201);
  })
  .openapi(stop, async (c) => {
    const actor = c.get("actor");
    if (actor.kind !== "operator") throw new Error("only operators pass");
    const { tenantId: tenant, impersonationId: id } = c.req.valid("param");
    const by = { operatorId: actor.operatorId, requestId: c.get("requestId"), now: Date.now() };
    const isOver = await stopImpersonation(c.env, { ...by, tenantId: tenant, id });
    return isOver ? c.body(null, 204) : notFound(c, "impersonation");
  })
  .openapi(leave, async (c) => {
    const actor = c.get("actor");
    if (actor.kind !== "impersonator") return notFound(c, "impersonation");
    const { tenantId: tenant, impersonationId: id, operatorId } = actor;
    const by = { operatorId, requestId: c.get("requestId"), now: Date.now() };
    await stopImpersonation(c.env, { ...by, tenantId: tenant, id });
    deleteCookie(c, SESSION_COOKIE, COOKIE);
    return c.body(null, 204);
  });
