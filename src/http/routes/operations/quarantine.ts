import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { quarantinedEventView } from "../../../contracts/quarantine.ts";
import { branchId, eventId, tenantId } from "../../../domain/ids.ts";
import { assignEvent } from "../../../use-cases/operations/events/assign-event.ts";
import { discardEvent } from "../../../use-cases/operations/events/discard-event.ts";
import { replayEvent } from "../../../use-cases/operations/events/replay-event.ts";
import { listQuarantine } from "../../../use-cases/operations/events/view-events.ts";
import { body, commonRefusals, createApi, cursorQuery, json, paged, refusal } from "../../api.ts";
import { eventProblem, operatorOf, operatorReading, operatorWriting } from "../../operator.ts";
import { problemResponse } from "../../problem.ts";

const one = { params: z.object({ eventId }) };
const refusals = { 409: refusal("It cannot be done; `code` tells why."), ...commonRefusals };
const done = { description: "Done; it is in the tenant's audit log." };

const list = createRoute({
  method: "get",
  path: "/operations/quarantine",
  summary: "Events that belong to nobody for certain, newest first",
  description: "What was said in them is sealed. `evidence` tells why no branch was certain enough.",
  ...operatorReading,
  request: { query: z.strictObject({ tenantId: tenantId.optional(), ...cursorQuery }) },
  responses: { 200: json(paged(quarantinedEventView), "A page."), ...commonRefusals },
});

const assign = createRoute({
  method: "post",
  path: "/operations/quarantine/{eventId}/assign",
  summary: "Apply an event at a branch of its connection's tenant",
  description: "With `remembersAgent` the agent on the line stands for that branch from now on.",
  ...operatorWriting,
  request: { ...one, body: body(z.strictObject({ branchId, remembersAgent: z.boolean().default(false) })) },
  responses: { 204: done, ...refusals },
});

const replay = createRoute({
  method: "post",
  path: "/operations/quarantine/{eventId}/replay",
  summary: "Place an event again by what is known today",
  ...operatorWriting,
  request: { ...one, body: body(z.strictObject({})) },
  responses: { 204: done, ...refusals },
});

const discard = createRoute({
  method: "post",
  path: "/operations/quarantine/{eventId}/discard",
  summary: "Forget what an event said",
  ...operatorWriting,
  request: { ...one, body: body(z.strictObject({})) },
  responses: { 204: done, ...refusals },
});

export const quarantineRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit, tenantId: of } = c.req.valid("query");
    return c.json(await listQuarantine(c.env, of, { cursor, limit }), 200);
  })
  .openapi(assign, async (c) => {
    const assigned = await assignEvent(operatorOf(c), c.req.valid("param").eventId, c.req.valid("json"));
    return assigned.ok ? c.body(null, 204) : problemResponse(c, eventProblem(assigned.error));
  })
  .openapi(replay, async (c) => {
    const replayed = await replayEvent(operatorOf(c), c.executionCtx, c.req.valid("param").eventId);
    return replayed.ok ? c.body(null, 204) : problemResponse(c, eventProblem(replayed.error));
  })
  .openapi(discard, async (c) => {
    const discarded = await discardEvent(operatorOf(c), c.req.valid("param").eventId);
    return discarded.ok ? c.body(null, 204) : problemResponse(c, eventProblem(discarded.error));
  });
