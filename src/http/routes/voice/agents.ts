import { createRoute } from "@hono/zod-openapi";
import type { Context } from "hono";
import * as z from "zod";
import {
  agentDriftView,
  agentVersionDetailView,
  agentVersionView,
  publishBody,
  rollbackBody,
} from "../../../contracts/voice-agents.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { agentVersionId, type BranchId, branchId, connectionId } from "../../../domain/ids.ts";
import type { AgentMaker, AgentRefusal } from "../../../use-cases/voice/agents/agent-maker.ts";
import { publishAgent, rollBackAgent } from "../../../use-cases/voice/agents/publish-agent.ts";
import { viewAgentVersion, viewAgentVersions, viewDrift, viewOf } from "../../../use-cases/voice/agents/view-agent.ts";
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
  security,
  tenantActor,
} from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";
import { accountProblem, failureProblem } from "../../vendor-problem.ts";

export const agentsReading = { tags: ["Voice agents"], security, middleware: requirePermission("connections:read") };
const writing = { tags: ["Voice agents"], security, middleware: requirePermission("settings:write") };
const ofBranch = z.object({ branchId });
const ofVersion = z.object({ branchId, versionId: agentVersionId });
const vendorRefusals = {
  409: refusal("It cannot be done; `code` tells why."),
  502: refusal("The vendor did not do it. Callers go on with the version before."),
  ...commonRefusals,
};

const publish = createRoute({
  method: "post",
  path: "/voice/agents/{branchId}/publish",
  summary: "Publish the branch's voice agent as the business is now",
  description:
    "Makes or changes the agent at the vendor. When nothing has changed, the live version is the answer. After a refusal of the vendor the same request goes on where it stopped.",
  ...writing,
  request: { params: ofBranch, body: body(publishBody) },
  responses: { 200: json(agentVersionView, "The version that callers speak with now."), ...vendorRefusals },
});

const rollback = createRoute({
  method: "post",
  path: "/voice/agents/{branchId}/rollback",
  summary: "Publish what an earlier version was",
  description: "Becomes a new version: nothing of the history is lost.",
  ...writing,
  request: { params: ofBranch, body: body(rollbackBody) },
  responses: { 200: json(agentVersionView, "The new version."), ...vendorRefusals },
});

const versions = createRoute({
  method: "get",
  path: "/voice/agents/{branchId}/versions",
  summary: "Versions of the branch's voice agent, newest first",
  ...agentsReading,
  request: { params: ofBranch, query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(agentVersionView), "A page."), ...commonRefusals },
});

const version = createRoute({
  method: "get",
  path: "/voice/agents/{branchId}/versions/{versionId}",
  summary: "One version, with all that it says",
  ...agentsReading,
  request: { params: ofVersion },
  responses: { 200: json(agentVersionDetailView, "The version."), ...commonRefusals },
});

const drift = createRoute({
  method: "get",
  path: "/voice/agents/{branchId}/drift",
  summary: "Where the vendor's agent differs from what was published",
  description: "Asks the vendor.",
  ...agentsReading,
  request: { params: ofBranch, query: z.strictObject({ connectionId: connectionId.optional() }) },
  responses: { 200: json(agentDriftView, "What differs."), ...vendorRefusals },
});

export const voiceAgentRoutes = createApi()
  .openapi(publish, async (c) => {
    const maker = makerOf(c, c.req.valid("param").branchId);
    const done = await publishAgent(maker, c.req.valid("json"));
    if (!done.ok) return problemResponse(c, agentProblem(done.error));
    return c.json(await viewOf(tenantDb(c.env.DB, maker.actor.tenantId), done.value), 200);
  })
  .openapi(rollback, async (c) => {
    const maker = makerOf(c, c.req.valid("param").branchId);
    const done = await rollBackAgent(maker, c.req.valid("json").versionId);
    if (!done.ok) return problemResponse(c, agentProblem(done.error));
    return c.json(await viewOf(tenantDb(c.env.DB, maker.actor.tenantId), done.value), 200);
  })
  .openapi(versions, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    const db = tenantDb(c.env.DB, tenantActor(c).tenantId);
    const page = await viewAgentVersions(db, c.req.valid("param").branchId, { cursor, limit });
    return page ? c.json(page, 200) : notFound(c, "branch");
  })
  .openapi(version, async (c) => {
    const { branchId, versionId } = c.req.valid("param");
    const found = await viewAgentVersion(tenantDb(c.env.DB, tenantActor(c).tenantId), branchId, versionId);
    return found ? c.json(found, 200) : notFound(c, "version");
  })
  .openapi(drift, async (c) => {
    const found = await viewDrift(makerOf(c, c.req.valid("param").branchId), c.req.valid("query").connectionId);
    return found.ok ? c.json(found.value, 200) : problemResponse(c, agentProblem(found.error));
  });

function makerOf(c: Context<AppEnv>, branchId: BranchId): AgentMaker {
  return { ...clerkOf(c), branchId };
}

function agentProblem(refused: AgentRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refused.what}.` };
    case "branch_closed":
      return { status: 409, code: refused.reason, title: "The branch is closed." };
    case "not_configured":
      return accountProblem(refused);
    case "connection_needed":
      return { status: 409, code: refused.reason, title: "Say at which connection the agent shall be." };
    case "already_publishing":
      return { status: 409, code: refused.reason, title: "The agent is being published just now." };
    case "vendor_failed":
      return failureProblem(refused.failure);
    default:
      return refused satisfies never;
  }
}
