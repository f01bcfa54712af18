import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { appointmentView } from "../../../contracts/booking.ts";
import { callSummaryView } from "../../../contracts/calls.ts";
import { customerSummaryView, customerView } from "../../../contracts/customers.ts";
import { leadEventView } from "../../../contracts/leads.ts";
import { findCustomer } from "../../../db/queries/customers.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { customerId } from "../../../domain/ids.ts";
import { listAppointmentViews } from "../../../use-cases/booking/list-appointments.ts";
import { findCustomerView, listCustomerViews } from "../../../use-cases/customers/view-customers.ts";
import { listHistory } from "../../../use-cases/leads/view-leads.ts";
import { listCallViewsOfCustomer } from "../../../use-cases/voice/view-calls.ts";
import { commonRefusals, createApi, cursorQuery, json, notFound, paged, security, seerOf } from "../../api.ts";
import { etag } from "../../catalogue-editor.ts";
import { requirePermission } from "../../middleware/require-permission.ts";

export const customersReading = { tags: ["Customers"], security, middleware: requirePermission("customers:read") };
export const customerCallsReading = {
  ...customersReading,
  middleware: [requirePermission("customers:read"), requirePermission("calls:read")],
};
export const customerFilter = { q: z.string().trim().min(1).max(120).optional() };
const one = z.object({ customerId });
const page = z.strictObject(cursorQuery);

const list = createRoute({
  method: "get",
  path: "/customers",
  summary: "List or search, newest first",
  description: "`q` is a phone number, an e-mail address, or the beginnings of names: `mül an` finds Anna Müller.",
  ...customersReading,
  request: { query: z.strictObject({ ...customerFilter, ...cursorQuery }) },
  responses: { 200: json(paged(customerSummaryView), "A page."), ...commonRefusals },
});

const show = createRoute({
  method: "get",
  path: "/customers/{customerId}",
  summary: "One customer, and what became of their appointments",
  ...customersReading,
  request: { params: one },
  responses: { 200: json(customerView, "The customer."), ...commonRefusals },
});

const appointments = createRoute({
  method: "get",
  path: "/customers/{customerId}/appointments",
  summary: "Appointments of a customer, earliest start first",
  ...customersReading,
  request: { params: one, query: page },
  responses: { 200: json(paged(appointmentView), "A page."), ...commonRefusals },
});

const history = createRoute({
  method: "get",
  path: "/customers/{customerId}/history",
  summary: "What followed up a customer, newest first",
  description: "Sequences that they were in, the steps of them, and what they asked for as a lead.",
  ...customersReading,
  request: { params: one, query: page },
  responses: { 200: json(paged(leadEventView), "A page."), ...commonRefusals },
});

const calls = createRoute({
  method: "get",
  path: "/customers/{customerId}/calls",
  summary: "Calls of a customer, newest first",
  description: "From or to their number, and those that an appointment of theirs came out of.",
  ...customerCallsReading,
  request: { params: one, query: page },
  responses: { 200: json(paged(callSummaryView), "A page, without transcripts."), ...commonRefusals },
});

export const customerRoutes = createApi()
  .openapi(list, async (c) => {
    const { q = null, cursor, limit } = c.req.valid("query");
    const found = await listCustomerViews(c.env, seerOf(c), q, { cursor: cursor ?? null, limit });
    return c.json(found, 200);
  })
  .openapi(show, async (c) => {
    const { customerId: id } = c.req.valid("param");
    const customer = await findCustomerView(c.env, seerOf(c), id, Date.now());
    return customer ? c.json(customer, 200, etag(customer.version)) : notFound(c, "customer");
  })
  .openapi(appointments, async (c) => {
    const [{ customerId: id }, { cursor, limit }] = [c.req.valid("param"), c.req.valid("query")];
    const { tenantId, sight } = seerOf(c);
    if (!(await findCustomer(tenantDb(c.env.DB, tenantId), id, sight))) return notFound(c, "customer");
    const at = { cursor: cursor ?? null, limit };
    return c.json(await listAppointmentViews(c.env, c.executionCtx, tenantId, { customerId: id, sight }, at), 200);
  })
  .openapi(history, async (c) => {
    const [{ customerId: id }, { cursor, limit }] = [c.req.valid("param"), c.req.valid("query")];
    const { tenantId, sight } = seerOf(c);
    if (!(await findCustomer(tenantDb(c.env.DB, tenantId), id, sight))) return notFound(c, "customer");
    return c.json(await listHistory(c.env, { tenantId }, { customerId: id }, { cursor: cursor ?? null, limit }), 200);
  })
  .openapi(calls, async (c) => {
    const [{ customerId: id }, { cursor, limit }] = [c.req.valid("param"), c.req.valid("query")];
    const { tenantId, sight } = seerOf(c);
    const customer = await findCustomer(tenantDb(c.env.DB, tenantId), id, sight);
    if (!customer) return notFound(c, "customer");
    return c.json(await listCallViewsOfCustomer(c.env, seerOf(c), customer, { cursor: cursor ?? null, limit }), 200);
  });
