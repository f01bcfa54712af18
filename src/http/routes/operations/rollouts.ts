import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import {
  rolloutChoice,
  rolloutChoiceView,
  rolloutName,
  rolloutPercent,
  rolloutView,
  tenantRolloutView,
} from "../../../contracts/rollouts.ts";
import { tenantId } from "../../../domain/ids.ts";
import {
  chooseRollout,
  setRollout,
  viewRolloutChoices,
  viewRollouts,
  viewTenantRollout,
} from "../../../use-cases/operations/rollouts.ts";
import { body, commonRefusals, createApi, cursorQuery, json, notFound, paged } from "../../api.ts";
import { requireStepUpOfPeople } from "../../middleware/require-account.ts";
import { operatorOf, operatorReading, operatorWriting } from "../../operator.ts";

const writing = { ...operatorWriting, middleware: [operatorWriting.middleware, requireStepUpOfPeople] };
const all = json(z.object({ items: z.array(rolloutView) }), "Each, and how many of a hundred tenants have it.");
const ofTenant = { params: z.object({ tenantId, rollout: rolloutName }) };
const one = { 200: json(tenantRolloutView, "Whether the tenant has it, and why."), ...commonRefusals };

const list = createRoute({
  method: "get",
  path: "/operations/rollouts",
  summary: "What is given to tenants little by little",
  ...operatorReading,
  responses: { 200: all, ...commonRefusals },
});

const change = createRoute({
  method: "put",
  path: "/operations/rollouts/{rollout}",
  summary: "Give it to more tenants, or to fewer",
  description: "Who has it is told by a hash of the tenant: a higher number takes nobody out. Holds at once.",
  ...writing,
  request: { params: z.object({ rollout: rolloutName }), body: body(z.strictObject({ percent: rolloutPercent })) },
  responses: { 200: all, ...commonRefusals },
});

const choices = createRoute({
  method: "get",
  path: "/operations/rollouts/{rollout}/choices",
  summary: "Tenants that have it, or have it not, whatever the percentage; latest first",
  ...operatorReading,
  request: { params: z.object({ rollout: rolloutName }), query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(rolloutChoiceView), "A page."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/operations/tenants/{tenantId}/rollouts/{rollout}",
  summary: "Whether a tenant has it",
  ...operatorReading,
  request: ofTenant,
  responses: one,
});

const choose = createRoute({
  method: "put",
  path: "/operations/tenants/{tenantId}/rollouts/{rollout}",
  summary: "Give it to a tenant, or take it away, whatever the percentage",
  ...writing,
  request: { ...ofTenant, body: body(z.strictObject({ choice: rolloutChoice })) },
  responses: one,
});

export const rolloutRoutes = createApi()
  .openapi(list, async (c) => c.json({ items: await viewRollouts(c.env) }, 200))
  .openapi(change, async (c) => {
    await setRollout(operatorOf(c), { name: c.req.valid("param").rollout, ...c.req.valid("json") });
    return c.json({ items: await viewRollouts(c.env) }, 200);
  })
  .openapi(choices, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await viewRolloutChoices(c.env, c.req.valid("param").rollout, { cursor, limit }), 200);
  })
  .openapi(show, async (c) => {
    const { tenantId, rollout } = c.req.valid("param");
    const view = await viewTenantRollout(c.env, tenantId, rollout);
    return view ? c.json(view, 200) : notFound(c, "tenant");
  })
  .openapi(choose, async (c) => {
    const { tenantId, rollout } = c.req.valid("param");
    const view = await chooseRollout(operatorOf(c), tenantId, { name: rollout, ...c.req.valid("json") });
    return view ? c.json(view, 200) : notFound(c, "tenant");
  });
