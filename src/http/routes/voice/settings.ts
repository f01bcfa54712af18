import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { agentAssignments, voiceSettingsBody, voiceSettingsView } from "../../../contracts/voice-desk.ts";
import { branchId, connectionId } from "../../../domain/ids.ts";
import { assignAgents, viewAssignments } from "../../../use-cases/voice/desk/assign-agents.ts";
import { changeVoiceSettings, viewVoiceSettings } from "../../../use-cases/voice/desk/voice-settings.ts";
import { body, clerkOf, commonRefusals, createApi, json, notFound, tenantActor } from "../../api.ts";
import { problemResponse } from "../../problem.ts";
import { deskProblem, reading, writing } from "./definitions.ts";

const ofBranch = z.object({ branchId });
const ofConnection = z.object({ connectionId });
const shown = { 200: json(voiceSettingsView, "The settings."), ...commonRefusals };
const assigned = { 200: json(agentAssignments, "Which branch each agent stands for."), ...commonRefusals };

const show = createRoute({
  method: "get",
  path: "/voice/agents/{branchId}/settings",
  summary: "How the agent of a branch speaks",
  ...reading,
  request: { params: ofBranch },
  responses: shown,
});

const change = createRoute({
  method: "put",
  path: "/voice/agents/{branchId}/settings",
  summary: "Say how the agent of a branch speaks",
  description: "The provider's agent says it once it is published again; emergency words count at once.",
  ...writing,
  request: { params: ofBranch, body: body(voiceSettingsBody) },
  responses: shown,
});

const showAssignments = createRoute({
  method: "get",
  path: "/connections/{connectionId}/agents",
  summary: "Which branch each agent stands for",
  ...reading,
  request: { params: ofConnection },
  responses: assigned,
});

const assign = createRoute({
  method: "put",
  path: "/connections/{connectionId}/agents",
  summary: "Say which branch each agent stands for",
  description: "Retell's agents and Vapi's assistants, by the provider's id. Replaces the whole list.",
  ...writing,
  request: { params: ofConnection, body: body(agentAssignments) },
  responses: assigned,
});

export const voiceSettingsRoutes = createApi()
  .openapi(show, async (c) => {
    const found = await viewVoiceSettings(c.env, tenantActor(c).tenantId, c.req.valid("param").branchId);
    return found ? c.json(found, 200) : notFound(c, "branch");
  })
  .openapi(change, async (c) => {
    const changed = await changeVoiceSettings(clerkOf(c), c.req.valid("param").branchId, c.req.valid("json"));
    if (!changed.ok) return problemResponse(c, deskProblem(changed.error));
    const view = await viewVoiceSettings(c.env, tenantActor(c).tenantId, changed.value);
    return view ? c.json(view, 200) : notFound(c, "branch");
  })
  .openapi(showAssignments, async (c) => {
    const found = await viewAssignments(c.env, tenantActor(c).tenantId, c.req.valid("param").connectionId);
    return found ? c.json(found, 200) : notFound(c, "connection");
  })
  .openapi(assign, async (c) => {
    const done = await assignAgents(clerkOf(c), c.req.valid("param").connectionId, c.req.valid("json"));
    return done.ok ? c.json(done.value, 200) : problemResponse(c, deskProblem(done.error));
  });
