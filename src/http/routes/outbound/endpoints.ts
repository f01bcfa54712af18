import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import {
  createdEndpointView,
  endpointBody,
  endpointPatch,
  endpointView,
} from "../../../contracts/webhook-endpoints.ts";
import { changeEndpoint } from "../../../use-cases/outbound/change-endpoint.ts";
import { createEndpoint } from "../../../use-cases/outbound/create-endpoint.ts";
import { removeEndpoint } from "../../../use-cases/outbound/remove-endpoint.ts";
import { listEndpointViews, viewEndpoint } from "../../../use-cases/outbound/view-endpoints.ts";
import {
  body,
  clerkOf,
  commonRefusals,
  createApi,
  cursorQuery,
  json,
  notFound,
  paged,
  tenantActor,
} from "../../api.ts";
import { problemResponse } from "../../problem.ts";
import { webhookProblem } from "../../webhook-problem.ts";
import { oneEndpoint, reading, refusals, writing } from "./definitions.ts";

const list = createRoute({
  method: "get",
  path: "/webhook-endpoints",
  summary: "Where events are sent to, oldest first",
  ...reading,
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(endpointView), "A page, without secrets."), ...commonRefusals },
});

const create = createRoute({
  method: "post",
  path: "/webhook-endpoints",
  summary: "Send events to an address",
  description: "https on port 443 of a public host. `secret` signs every message and is shown in this answer only.",
  ...writing,
  request: { body: body(endpointBody) },
  responses: { 201: json(createdEndpointView, "The endpoint, with its secret."), ...refusals },
});

const show = createRoute({
  method: "get",
  path: "/webhook-endpoints/{endpointId}",
  summary: "One endpoint",
  ...reading,
  request: oneEndpoint,
  responses: { 200: json(endpointView, "The endpoint."), ...commonRefusals },
});

const change = createRoute({
  method: "patch",
  path: "/webhook-endpoints/{endpointId}",
  summary: "Change an endpoint, or switch it off or on",
  description: "Switched off, it gets nothing, and what is on its way is cancelled. Switched on, it can be replayed.",
  ...writing,
  request: { ...oneEndpoint, body: body(endpointPatch) },
  responses: { 200: json(endpointView, "The endpoint."), ...commonRefusals },
});

const remove = createRoute({
  method: "delete",
  path: "/webhook-endpoints/{endpointId}",
  summary: "Remove an endpoint",
  ...writing,
  request: oneEndpoint,
  responses: { 204: { description: "It gets nothing any more." }, ...commonRefusals },
});

export const webhookEndpointRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await listEndpointViews(c.env, tenantActor(c).tenantId, { cursor, limit }), 200);
  })
  .openapi(create, async (c) => {
    const created = await createEndpoint(clerkOf(c), c.req.valid("json"));
    return created.ok ? c.json(created.value, 201) : problemResponse(c, webhookProblem(created.error));
  })
  .openapi(show, async (c) => {
    const view = await viewEndpoint(c.env, tenantActor(c).tenantId, c.req.valid("param").endpointId);
    return view ? c.json(view, 200) : notFound(c, "webhook endpoint");
  })
  .openapi(change, async (c) => {
    const changed = await changeEndpoint(clerkOf(c), c.req.valid("param").endpointId, c.req.valid("json"));
    return changed.ok ? c.json(changed.value, 200) : problemResponse(c, webhookProblem(changed.error));
  })
  .openapi(remove, async (c) => {
    const isRemoved = await removeEndpoint(clerkOf(c), c.req.valid("param").endpointId);
    return isRemoved ? c.body(null, 204) : notFound(c, "webhook endpoint");
  });
