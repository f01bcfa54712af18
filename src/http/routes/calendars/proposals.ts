import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { proposalState, proposalView } from "../../../contracts/calendar-sync.ts";
import { calendarProposalId } from "../../../domain/ids.ts";
import { acceptProposal, dismissProposal, viewProposals } from "../../../use-cases/calendars/sync/manage-proposals.ts";
import { body, commonRefusals, createApi, cursorQuery, json, paged, refusal, security, tenantActor } from "../../api.ts"; // biome-ignore format: one line
import { calendarAccountProblem } from "../../calendar-account-problem.ts";
import { keeperOf } from "../../calendars-problem.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";

const common = { tags: ["Calendars"], security };
const writing = { ...common, middleware: requirePermission("calendars:write") };
const request = { params: z.object({ proposalId: calendarProposalId }), body: body(z.strictObject({})) };
const refused = { 409: refusal("It is decided already, or cannot be done; `detail` tells why."), ...commonRefusals };

const list = createRoute({
  method: "get",
  path: "/calendar-proposals",
  summary: "What was done to our entries in calendars outside, newest first",
  ...common,
  middleware: requirePermission("calendars:read"),
  request: { query: z.strictObject({ ...cursorQuery, state: proposalState.optional() }) },
  responses: { 200: json(paged(proposalView), "A page."), ...commonRefusals },
});

const accept = createRoute({
  method: "post",
  path: "/calendar-proposals/{proposalId}/accept",
  summary: "Move or cancel the appointment as it was done outside",
  description: "By all rules of booking: a time that is taken is refused.",
  ...writing,
  request,
  responses: { 200: json(proposalView, "It is done."), ...refused },
});

const dismiss = createRoute({
  method: "post",
  path: "/calendar-proposals/{proposalId}/dismiss",
  summary: "Keep the appointment, and write it anew over what was done outside",
  ...writing,
  request,
  responses: { 200: json(proposalView, "It is dismissed."), ...refused },
});

export const calendarProposalRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit, state } = c.req.valid("query");
    return c.json(await viewProposals(c.env, tenantActor(c).tenantId, state, { cursor, limit }), 200);
  })
  .openapi(accept, async (c) => {
    const done = await acceptProposal(keeperOf(c), c.req.valid("param").proposalId);
    return done.ok ? c.json(done.value, 200) : problemResponse(c, calendarAccountProblem(done.error));
  })
  .openapi(dismiss, async (c) => {
    const done = await dismissProposal(keeperOf(c), c.req.valid("param").proposalId);
    return done.ok ? c.json(done.value, 200) : problemResponse(c, calendarAccountProblem(done.error));
  });
