import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { keptInstant } from "../../../contracts/booking.ts";
import {
  callBasis,
  importedCallsView,
  placedCallView,
  testCallAgentView,
  testCallView,
} from "../../../contracts/outbound-calls.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { actorId } from "../../../domain/identity/actor.ts";
import { branchId, connectionId } from "../../../domain/ids.ts";
import { importCalls } from "../../../use-cases/voice/outbound/import-calls.ts";
import { openTestCall, viewTestCallAgent } from "../../../use-cases/voice/outbound/open-test-call.ts";
import { type CallRefusal, placeCall } from "../../../use-cases/voice/outbound/place-call.ts";
import { body, clerkOf, commonRefusals, createApi, json, refusal, security, tenantActor } from "../../api.ts";
import { phoneInput } from "../../contact-input.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";
import { accountProblem, failureProblem } from "../../vendor-problem.ts";

const refusals = {
  409: refusal("It cannot be done; `code` tells why."),
  502: refusal("The vendor did not do it."),
  ...commonRefusals,
};

const place = createRoute({
  method: "post",
  path: "/calls/outbound",
  tags: ["Calls"],
  summary: "Have the branch's agent call somebody",
  description:
    "From 9 to 20 o'clock on the branch's clock, never on a Sunday, never a number that is blocked or must not be called, as many at once as the business allows. Why the person may be called is kept in the audit log.",
  security,
  middleware: requirePermission("calls:write"),
  request: {
    body: body(
      z.strictObject({
        branchId,
        phone: phoneInput,
        basis: callBasis,
        purpose: z.string().trim().min(1).max(300).describe("What the agent shall say that it is about."),
      }),
    ),
  },
  responses: { 201: json(placedCallView, "It rings."), ...refusals },
});

const tried = {
  branchId,
  connectionId: connectionId
    .optional()
    .describe("Whose agent. Left out: the one that the branch's callers speak with."),
};

const test = createRoute({
  method: "post",
  path: "/voice/test-call",
  tags: ["Calls"],
  summary: "Open a web call to the branch's agent, to try it",
  description: "Nobody is rung. It is billed by the provider like any call, and appears in the list of calls.",
  security,
  middleware: requirePermission("calls:write"),
  request: { body: body(z.strictObject(tried)) },
  responses: { 201: json(testCallView, "It waits for whoever joins."), ...refusals },
});

const testAgent = createRoute({
  method: "get",
  path: "/voice/test-call",
  tags: ["Calls"],
  summary: "Whom a test call would speak with",
  description:
    "The agent that the branch's callers speak with: the one at the connection of the branch's number, else the one that was published last.",
  security,
  middleware: requirePermission("calls:write"),
  request: { query: z.strictObject(tried) },
  responses: { 200: json(testCallAgentView, "The agent."), ...commonRefusals },
});

const span = z
  .strictObject({
    from: keptInstant,
    to: keptInstant,
    dryRun: z.boolean().default(false).describe("Only tells how many calls we do not know, as after an outage."),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ["to"], message: "must be after from" });

const fetchCalls = createRoute({
  method: "post",
  path: "/connections/{connectionId}/import-calls",
  tags: ["Connections"],
  summary: "Fetch calls from the vendor whose events were lost",
  description: "At most 100, the latest first. What is known already stays as it is, however often this is repeated.",
  security: [{ session: [] }],
  middleware: requirePermission("connections:write"),
  request: { params: z.object({ connectionId }), body: body(span) },
  responses: { 200: json(importedCallsView, "How many."), ...refusals },
});

export const outboundCallRoutes = createApi()
  .openapi(testAgent, async (c) => {
    const db = tenantDb(c.env.DB, tenantActor(c).tenantId);
    const found = await viewTestCallAgent(db, c.req.valid("query"));
    return found ? c.json(found, 200) : problemResponse(c, callProblem({ reason: "not_found", what: "branch" }));
  })
  .openapi(test, async (c) => {
    const { branchId, connectionId } = c.req.valid("json");
    const [{ tenantId }, by] = [tenantActor(c), actorId(tenantActor(c))];
    const requestId = c.get("requestId");
    const opened = await openTestCall({ env: c.env, tenantId, by, requestId, now: Date.now(), branchId }, connectionId);
    return opened.ok ? c.json(opened.value, 201) : problemResponse(c, callProblem(opened.error));
  })
  .openapi(place, async (c) => {
    const { branchId, ...wish } = c.req.valid("json");
    const now = Date.now();
    const { tenantId } = tenantActor(c);
    const by = actorId(tenantActor(c));
    const placed = await placeCall({ env: c.env, tenantId, by, requestId: c.get("requestId"), now, branchId }, wish);
    if (!placed.ok) return problemResponse(c, callProblem(placed.error));
    return c.json({ ...placed.value, branchId, placedAt: new Date(now).toISOString() }, 201);
  })
  .openapi(fetchCalls, async (c) => {
    const { from, to, dryRun } = c.req.valid("json");
    const wanted = { from: Date.parse(from), to: Date.parse(to), dryRun };
    const done = await importCalls(clerkOf(c), c.executionCtx, c.req.valid("param").connectionId, wanted);
    return done.ok ? c.json(done.value, 200) : problemResponse(c, callProblem(done.error));
  });

function callProblem(refused: CallRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refused.what}.` };
    case "branch_closed":
      return { status: 409, code: refused.reason, title: "The branch is closed." };
    case "not_configured":
      return accountProblem(refused);
    case "quiet_hours": {
      const detail = `Again from ${new Date(refused.retryAt).toISOString()}.`;
      return { status: 409, code: refused.reason, title: "Nobody is called at this hour.", detail };
    }
    case "number_blocked":
      return { status: 409, code: refused.reason, title: "This number is blocked." };
    case "opted_out":
      return { status: 409, code: refused.reason, title: "Whoever has this number wants no calls and messages." };
    case "do_not_call":
      return { status: 409, code: refused.reason, title: "They have asked not to be called." };
    case "too_many":
      return { status: 409, code: refused.reason, title: `At most ${refused.limit} calls go out at once.` };
    case "agent_needed":
      return { status: 409, code: refused.reason, title: "The branch has no published agent." };
    case "number_needed":
      return { status: 409, code: refused.reason, title: "The branch has no number to call from." };
    case "vendor_failed":
      return failureProblem(refused.failure);
    default:
      return refused satisfies never;
  }
}
