import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { instant } from "../../contracts/booking.ts";
import { callStatus, callSummaryView, callView } from "../../contracts/calls.ts";
import { functionCallView } from "../../contracts/function-calls.ts";
import { branchId, callId } from "../../domain/ids.ts";
import { listFunctionViews } from "../../use-cases/voice/record-function.ts";
import { findCallView, listCallAgentNames, listCallViews } from "../../use-cases/voice/view-calls.ts";
import {
  commonRefusals,
  createApi,
  cursorQuery,
  json,
  notFound,
  paged,
  security,
  seerOf,
  tenantActor,
} from "../api.ts";
import { requirePermission } from "../middleware/require-permission.ts";

export const callsReading = { tags: ["Calls"], security, middleware: requirePermission("calls:read") };

export const callFilter = {
  status: callStatus.optional(),
  agentId: z.string().min(1).max(200).optional().describe("Of the agent that spoke, as the provider names it."),
  branchId: branchId.optional(),
  from: instant.optional().describe("Calls that began then or later."),
  to: instant.optional().describe("Calls that began earlier."),
  search: z.string().trim().min(2).max(100).optional().describe("Words, or their beginnings, that were all said."),
  maxScore: z.coerce.number().int().min(0).max(100).optional().describe("Scored, and not above it."),
  number: z.string().trim().min(3).max(30).optional().describe("Of the other side, as people write it."),
};

const list = createRoute({
  method: "get",
  path: "/calls",
  summary: "List, newest first",
  ...callsReading,
  request: {
    query: z.strictObject({ ...callFilter, ...cursorQuery }),
  },
  responses: { 200: json(paged(callSummaryView), "A page, without transcripts."), ...commonRefusals },
});

const agents = createRoute({
  method: "get",
  path: "/call-agents",
  summary: "The agents that spoke in any call",
  ...callsReading,
  responses: {
    200: json(z.object({ items: z.array(z.object({ agentId: z.string() })) }), "By the providers' names for them."),
    ...commonRefusals,
  },
});

const show = createRoute({
  method: "get",
  path: "/calls/{callId}",
  summary: "One call with its transcript",
  ...callsReading,
  request: { params: z.object({ callId }) },
  responses: { 200: json(callView, "The call."), ...commonRefusals },
});

const functions = createRoute({
  method: "get",
  path: "/calls/{callId}/functions",
  summary: "What the agent asked for during a call, in order",
  description: "Recorded as we answer, whatever the provider's transcript says: arguments, answer, latency, faults.",
  ...callsReading,
  request: { params: z.object({ callId }), query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(functionCallView), "A page."), ...commonRefusals },
});

export const callRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor, limit, ...filter } = c.req.valid("query");
    const page = { cursor: cursor ?? null, limit };
    return c.json(await listCallViews(c.env, seerOf(c), filter, page), 200);
  })
  .openapi(agents, async (c) => {
    const names = await listCallAgentNames(c.env, tenantActor(c).tenantId);
    return c.json({ items: names.map((agentId) => ({ agentId })) }, 200);
  })
  .openapi(show, async (c) => {
    const call = await findCallView(c.env, seerOf(c), c.req.valid("param").callId);
    return call ? c.json(call, 200) : notFound(c, "call");
  })
  .openapi(functions, async (c) => {
    const { callId: id } = c.req.valid("param");
    if (!(await findCallView(c.env, seerOf(c), id))) return notFound(c, "call");
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await listFunctionViews(c.env, tenantActor(c).tenantId, id, { cursor, limit }), 200);
  });
