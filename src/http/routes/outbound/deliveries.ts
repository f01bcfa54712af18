import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { deliveryDetailView, deliveryView } from "../../../contracts/webhook-endpoints.ts";
import { webhookCatalogue, webhookEventType, webhookEventTypes } from "../../../contracts/webhook-events.ts";
import { resend } from "../../../use-cases/outbound/resend.ts";
import { viewDeliveries, viewDelivery } from "../../../use-cases/outbound/view-deliveries.ts";
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
import { deliveryFilter, oneDelivery, reading, refusals, toFilter, writing } from "./definitions.ts";

const eventTypeView = z.object({ type: webhookEventType, version: z.int(), description: z.string() });

const types = createRoute({
  method: "get",
  path: "/webhook-event-types",
  summary: "What can be subscribed to",
  description: "The `webhooks` section of this document has the schema of each.",
  ...reading,
  responses: { 200: json(z.object({ items: z.array(eventTypeView) }), "All of them."), ...commonRefusals },
});

const list = createRoute({
  method: "get",
  path: "/webhook-deliveries",
  summary: "What was sent, newest first",
  ...reading,
  request: {
    query: z.strictObject({ ...deliveryFilter, ...cursorQuery }),
  },
  responses: { 200: json(paged(deliveryView), "A page."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/webhook-deliveries/{deliveryId}",
  summary: "One delivery with its attempts",
  ...reading,
  request: oneDelivery,
  responses: { 200: json(deliveryDetailView, "The delivery."), ...commonRefusals },
});

const again = createRoute({
  method: "post",
  path: "/webhook-deliveries/{deliveryId}/resend",
  summary: "Send it again",
  description: "Under the same message id, now and then by the schedule.",
  ...writing,
  request: { ...oneDelivery, body: body(z.strictObject({})) },
  responses: { 202: json(deliveryView, "It is on its way."), ...refusals },
});

export const webhookDeliveryRoutes = createApi()
  .openapi(types, (c) => {
    const items = webhookEventTypes.map((type) => {
      const { version, when: description } = webhookCatalogue[type];
      return { type, version, description };
    });
    return c.json({ items }, 200);
  })
  .openapi(list, async (c) => {
    const { cursor = null, limit, ...filter } = c.req.valid("query");
    return c.json(await viewDeliveries(c.env, tenantActor(c).tenantId, toFilter(filter), { cursor, limit }), 200);
  })
  .openapi(show, async (c) => {
    const view = await viewDelivery(c.env, tenantActor(c).tenantId, c.req.valid("param").deliveryId);
    return view ? c.json(view, 200) : notFound(c, "webhook delivery");
  })
  .openapi(again, async (c) => {
    const sent = await resend(clerkOf(c), c.req.valid("param").deliveryId);
    return sent.ok ? c.json(sent.value, 202) : problemResponse(c, webhookProblem(sent.error));
  });
