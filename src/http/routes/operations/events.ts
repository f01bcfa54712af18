import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { webhookEventView } from "../../../contracts/operations.ts";
import { webhookEventStatus } from "../../../contracts/quarantine.ts";
import { eventId, tenantId } from "../../../domain/ids.ts";
import { replayEvent } from "../../../use-cases/operations/events/replay-event.ts";
import { viewEvents } from "../../../use-cases/operations/events/view-events.ts";
import { body, commonRefusals, createApi, cursorQuery, json, paged, refusal } from "../../api.ts";
import { eventProblem, operatorOf, operatorReading, operatorWriting } from "../../operator.ts";
import { problemResponse } from "../../problem.ts";

const list = createRoute({
  method: "get",
  path: "/operations/webhook-events",
  summary: "Providers' events, newest first",
  ...operatorReading,
  request: {
    query: z.strictObject({ status: webhookEventStatus.optional(), tenantId: tenantId.optional(), ...cursorQuery }),
  },
  responses: { 200: json(paged(webhookEventView), "A page, without what they say."), ...commonRefusals },
});

const replay = createRoute({
  method: "post",
  path: "/operations/webhook-events/{eventId}/replay",
  summary: "Apply an event that failed, or place one that is quarantined, again",
  ...operatorWriting,
  request: { params: z.object({ eventId }), body: body(z.strictObject({})) },
  responses: {
    204: { description: "It is open again; the tenant's audit log says so." },
    409: refusal("It cannot be done; `code` tells why."),
    ...commonRefusals,
  },
});

export const operatorEventRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit, ...filter } = c.req.valid("query");
    return c.json(await viewEvents(c.env, filter, { cursor, limit }), 200);
  })
  .openapi(replay, async (c) => {
    const replayed = await replayEvent(operatorOf(c), c.executionCtx, c.req.valid("param").eventId);
    return replayed.ok ? c.body(null, 204) : problemResponse(c, eventProblem(replayed.error));
  });
