import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import {
  callConsentBody,
  callConsentView,
  outboundRequestBody,
  outboundRequestView,
  outboundSettings,
  outboundStatus,
} from "../../../contracts/outbound-requests.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { customerId, leadId, outboundCallId } from "../../../domain/ids.ts";
import { listCallConsentViews, noteCallConsent } from "../../../use-cases/voice/outbound/call-consents.ts";
import { changeOutboundSettings, readOutboundSettings } from "../../../use-cases/voice/outbound/outbound-settings.ts";
import {
  cancelOutbound,
  listOutboundViews,
  type RequestRefusal,
  requestCall,
} from "../../../use-cases/voice/outbound/request-call.ts";
import {
  body,
  clerkOf,
  commonRefusals,
  createApi,
  cursorQuery,
  json,
  paged,
  security,
  tenantActor,
} from "../../api.ts";
import { phoneInput } from "../../contact-input.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { type Problem, problemResponse } from "../../problem.ts";
import { conflict } from "./definitions.ts";

const tags = ["Outbound calls"];
export const outboundReading = { tags, security, middleware: requirePermission("calls:read") };
const writing = { tags, security, middleware: requirePermission("calls:write") };
export const callConsentsReading = { tags, security, middleware: requirePermission("messages:read") };
export const outboundFilter = {
  leadId: leadId.optional(),
  customerId: customerId.optional(),
  status: outboundStatus.optional(),
};

const list = createRoute({
  method: "get",
  path: "/outbound-calls",
  summary: "Who was or shall be called, newest first, with each attempt",
  ...outboundReading,
  request: { query: z.strictObject({ ...outboundFilter, ...cursorQuery }) },
  responses: { 200: json(paged(outboundRequestView), "A page."), ...commonRefusals },
});

const add = createRoute({
  method: "post",
  path: "/outbound-calls",
  summary: "Have somebody called, and again while nobody picks up",
  description:
    "By the business's policy, in calling hours, with a line in the ledger of consents. Never whoever has asked not to be called.",
  ...writing,
  request: { body: body(outboundRequestBody(phoneInput)) },
  responses: { 201: json(outboundRequestView, "It is due."), ...conflict, ...commonRefusals },
});

const cancel = createRoute({
  method: "post",
  path: "/outbound-calls/{outboundId}/cancel",
  summary: "Call no more",
  ...writing,
  request: { params: z.object({ outboundId: outboundCallId }) },
  responses: { 200: json(outboundRequestView, "It is cancelled."), ...conflict, ...commonRefusals },
});

const settings = createRoute({
  method: "get",
  path: "/outbound-settings",
  summary: "How the business has people called",
  ...outboundReading,
  responses: { 200: json(outboundSettings, "The settings."), ...commonRefusals },
});

const changeSettings = createRoute({
  method: "put",
  path: "/outbound-settings",
  summary: "Say how the business has people called",
  tags,
  security,
  middleware: requirePermission("voice:write"),
  request: { body: body(outboundSettings) },
  responses: { 200: json(outboundSettings, "The settings."), ...commonRefusals },
});

const consents = createRoute({
  method: "get",
  path: "/call-consents",
  summary: "The ledger of who may be called and who may not, newest first",
  ...callConsentsReading,
  request: { query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(callConsentView), "A page."), ...commonRefusals },
});

const addConsent = createRoute({
  method: "post",
  path: "/call-consents",
  summary: "Write down that somebody may be called, or must not",
  description: "The newest line of a number counts.",
  ...writing,
  request: { body: body(callConsentBody(phoneInput)) },
  responses: { 201: json(callConsentView, "The line."), ...commonRefusals },
});

export const outboundRequestRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit, ...filter } = c.req.valid("query");
    return c.json(await listOutboundViews(c.env, tenantActor(c).tenantId, filter, { cursor, limit }), 200);
  })
  .openapi(add, async (c) => {
    const added = await requestCall(clerkOf(c), c.req.valid("json"));
    return added.ok ? c.json(added.value, 201) : problemResponse(c, requestProblem(added.error));
  })
  .openapi(cancel, async (c) => {
    const done = await cancelOutbound(clerkOf(c), c.req.valid("param").outboundId);
    return done.ok ? c.json(done.value, 200) : problemResponse(c, requestProblem(done.error));
  })
  .openapi(settings, async (c) => c.json(await readOutboundSettings(tenantDb(c.env.DB, tenantActor(c).tenantId)), 200))
  .openapi(changeSettings, async (c) => c.json(await changeOutboundSettings(clerkOf(c), c.req.valid("json")), 200))
  .openapi(consents, async (c) => {
    const { cursor = null, limit } = c.req.valid("query");
    return c.json(await listCallConsentViews(c.env, tenantActor(c).tenantId, { cursor, limit }), 200);
  })
  .openapi(addConsent, async (c) => c.json(await noteCallConsent(clerkOf(c), c.req.valid("json")), 201));

function requestProblem(refused: RequestRefusal): Problem {
  switch (refused.reason) {
    case "not_found":
      return { status: 404, code: "not_found", title: `There is no such ${refused.what}.` };
    case "branch_closed":
      return { status: 409, code: refused.reason, title: "The branch is closed." };
    case "do_not_call":
      return { status: 409, code: refused.reason, title: "They have asked not to be called." };
    case "opted_out":
      return { status: 409, code: refused.reason, title: "Whoever has this number wants no calls and messages." };
    case "call_not_waiting":
      return { status: 409, code: refused.reason, title: "It is over, or going on." };
    default:
      return refused satisfies never;
  }
}
