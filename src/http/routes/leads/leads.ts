import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { leadEventView, leadFigures, leadView } from "../../../contracts/leads.ts";
import { findLeadView, listHistory, listLeadViews, viewLeadFigures } from "../../../use-cases/leads/view-leads.ts";
import { commonRefusals, createApi, cursorQuery, json, notFound, paged, tenantActor } from "../../api.ts";
import { etag } from "../../catalogue-editor.ts";
import { leadFilter, leadsReading, oneLead, shownLead } from "./definitions.ts";

const list = createRoute({
  method: "get",
  path: "/leads",
  summary: "Who has asked for something, newest first",
  description:
    "`q` is a phone number, an e-mail address, or the beginnings of names: `mül an` finds Anna Müller. Staff who see their own calendar alone see the leads that were given to them.",
  ...leadsReading,
  request: { query: z.strictObject({ ...leadFilter, ...cursorQuery }) },
  responses: { 200: json(paged(leadView), "A page."), ...commonRefusals },
});

const figures = createRoute({
  method: "get",
  path: "/leads/figures",
  summary: "How many leads stand where, and how fast they are answered",
  ...leadsReading,
  responses: { 200: json(leadFigures, "Of all leads; times of those of the last 30 days."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/leads/{leadId}",
  summary: "One lead",
  ...leadsReading,
  request: { params: oneLead },
  responses: shownLead,
});

const history = createRoute({
  method: "get",
  path: "/leads/{leadId}/history",
  summary: "What became of a lead, newest first",
  ...leadsReading,
  request: { params: oneLead, query: z.strictObject(cursorQuery) },
  responses: { 200: json(paged(leadEventView), "A page."), ...commonRefusals },
});

export const leadRoutes = createApi()
  .openapi(list, async (c) => {
    const { cursor = null, limit, ...filter } = c.req.valid("query");
    return c.json(await listLeadViews(c.env, tenantActor(c), filter, { cursor, limit }), 200);
  })
  .openapi(figures, async (c) => c.json(await viewLeadFigures(c.env, tenantActor(c), Date.now()), 200))
  .openapi(show, async (c) => {
    const lead = await findLeadView(c.env, tenantActor(c), c.req.valid("param").leadId);
    return lead ? c.json(lead, 200, etag(lead.version)) : notFound(c, "lead");
  })
  .openapi(history, async (c) => {
    const [{ leadId }, { cursor = null, limit }] = [c.req.valid("param"), c.req.valid("query")];
    const lead = await findLeadView(c.env, tenantActor(c), leadId);
    return lead
      ? c.json(await listHistory(c.env, tenantActor(c), { leadId }, { cursor, limit }), 200)
      : notFound(c, "lead");
  });
