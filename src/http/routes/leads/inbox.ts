import { createRoute } from "@hono/zod-openapi";
import { leadInboxBody, leadInboxView } from "../../../contracts/lead-inbox.ts";
import {
  changeLeadInbox,
  closeLeadInbox,
  isInboundConfigured,
  viewLeadInbox,
} from "../../../use-cases/leads/inbox/lead-inbox.ts";
import { body, commonRefusals, createApi, json, refusal, security, tenantActor } from "../../api.ts";
import { editorOf } from "../../catalogue-editor.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { openBranch } from "../../open-branch.ts";
import { problemResponse } from "../../problem.ts";

const common = { path: "/lead-inbox", tags: ["Leads"], security };
const writing = { ...common, middleware: requirePermission("sequences:write") };

const show = createRoute({
  ...common,
  method: "get",
  summary: "The address by which e-mails become leads",
  middleware: requirePermission("sequences:read"),
  responses: { 200: json(leadInboxView, "The address, if there is one."), ...commonRefusals },
});

const change = createRoute({
  ...writing,
  method: "put",
  summary: "Open the address by which e-mails become leads, or change it",
  description: "Whoever knows the address can write there: publish a form or a forwarding, rather than the address.",
  request: { body: body(leadInboxBody) },
  responses: {
    200: json(leadInboxView, "The address."),
    409: refusal("The deployment takes no mail: `not_configured`."),
    ...commonRefusals,
  },
});

const close = createRoute({
  ...writing,
  method: "delete",
  summary: "Close the address by which e-mails become leads",
  responses: { 204: { description: "Closed." }, ...commonRefusals },
});

export const leadInboxRoutes = createApi()
  .openapi(show, async (c) => c.json(await viewLeadInbox(c.env, tenantActor(c).tenantId), 200))
  .openapi(change, async (c) => {
    const input = c.req.valid("json");
    await openBranch(c, input.branchId);
    if (!isInboundConfigured(c.env)) {
      const detail = "EMAIL_REPLY_DOMAIN names no domain whose mail is handed to this deployment.";
      return problemResponse(c, { status: 409, code: "not_configured", title: "There is no incoming mail.", detail });
    }
    await changeLeadInbox(editorOf(c), input);
    return c.json(await viewLeadInbox(c.env, tenantActor(c).tenantId), 200);
  })
  .openapi(close, async (c) => {
    await closeLeadInbox(editorOf(c));
    return c.body(null, 204);
  });
