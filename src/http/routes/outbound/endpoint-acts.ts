import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { deliveryView, replayBody, secretView } from "../../../contracts/webhook-endpoints.ts";
import { replay } from "../../../use-cases/outbound/replay.ts";
import { rotateSecret } from "../../../use-cases/outbound/rotate-secret.ts";
import { sendTest } from "../../../use-cases/outbound/send-test.ts";
import { body, clerkOf, commonRefusals, createApi, json, notFound } from "../../api.ts";
import { problemResponse } from "../../problem.ts";
import { webhookProblem } from "../../webhook-problem.ts";
import { oneEndpoint, refusals, writing } from "./definitions.ts";

const MAX_OVERLAP_HOURS = 168;

const rotate = createRoute({
  method: "post",
  path: "/webhook-endpoints/{endpointId}/rotate-secret",
  summary: "Give an endpoint a new secret",
  description:
    "Until the overlap ends every message carries the signatures of both secrets. 0 ends the old one at once.",
  ...writing,
  request: {
    ...oneEndpoint,
    body: body(z.strictObject({ overlapHours: z.int().min(0).max(MAX_OVERLAP_HOURS).default(24) })),
  },
  responses: { 200: json(secretView, "The new secret, shown in this answer only."), ...commonRefusals },
});

const test = createRoute({
  method: "post",
  path: "/webhook-endpoints/{endpointId}/test",
  summary: "Send a test event",
  ...writing,
  request: { ...oneEndpoint, body: body(z.strictObject({})) },
  responses: { 202: json(deliveryView, "It is on its way; ask for the delivery to see what came back."), ...refusals },
});

const replayRange = createRoute({
  method: "post",
  path: "/webhook-endpoints/{endpointId}/replay",
  summary: "Send again what was missed",
  description:
    "What failed or was cancelled in a span of at most 31 days, and what came while the endpoint was switched off. " +
    "Message ids stay the same. At most 500 at once: `hasMore` asks for the same request again.",
  ...writing,
  request: { ...oneEndpoint, body: body(replayBody) },
  responses: {
    202: json(z.object({ queued: z.int(), hasMore: z.boolean() }), "They are on their way."),
    ...refusals,
  },
});

export const webhookEndpointActRoutes = createApi()
  .openapi(rotate, async (c) => {
    const { endpointId } = c.req.valid("param");
    const rotated = await rotateSecret(clerkOf(c), endpointId, c.req.valid("json").overlapHours);
    return rotated ? c.json(rotated, 200) : notFound(c, "webhook endpoint");
  })
  .openapi(test, async (c) => {
    const sent = await sendTest(clerkOf(c), c.req.valid("param").endpointId);
    return sent.ok ? c.json(sent.value, 202) : problemResponse(c, webhookProblem(sent.error));
  })
  .openapi(replayRange, async (c) => {
    const { from, to, includesDelivered } = c.req.valid("json");
    const span = { from: Date.parse(from), to: Date.parse(to), includesDelivered };
    const replayed = await replay(clerkOf(c), c.req.valid("param").endpointId, span);
    return replayed.ok ? c.json(replayed.value, 202) : problemResponse(c, webhookProblem(replayed.error));
  });
