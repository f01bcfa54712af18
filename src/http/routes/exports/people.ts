import * as z from "zod";
import { callSummaryView } from "../../../contracts/calls.ts";
import { customerSummaryView } from "../../../contracts/customers.ts";
import { leadView } from "../../../contracts/leads.ts";
import { invitationView, userView } from "../../../contracts/team.ts";
import { findCustomer } from "../../../db/queries/customers.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { customerId } from "../../../domain/ids.ts";
import { listCustomerViews } from "../../../use-cases/customers/view-customers.ts";
import { viewInvitations, viewUsers } from "../../../use-cases/identity/team/view-team.ts";
import { listLeadViews } from "../../../use-cases/leads/view-leads.ts";
import { listCallViews, listCallViewsOfCustomer } from "../../../use-cases/voice/view-calls.ts";
import { seerOf, tenantActor } from "../../api.ts";
import { exportRoute } from "../../export-route.ts";
import { callFilter, callsReading } from "../calls.ts";
import { customerCallsReading, customerFilter, customersReading } from "../customers/customers.ts";
import { leadFilter, leadsReading } from "../leads/definitions.ts";
import { invitationsReading } from "../team/invitations.ts";
import { usersReading } from "../team/users.ts";

export const customerExport = exportRoute({
  path: "/customers",
  what: "Customers",
  reading: customersReading,
  item: customerSummaryView,
  query: z.strictObject(customerFilter),
  open(c, { q = null }) {
    const seer = seerOf(c);
    return (page) => listCustomerViews(c.env, seer, q, page);
  },
});

export const leadExport = exportRoute({
  path: "/leads",
  what: "Leads",
  reading: leadsReading,
  item: leadView,
  query: z.strictObject(leadFilter),
  open(c, filter) {
    const actor = tenantActor(c);
    return (page) => listLeadViews(c.env, actor, filter, page);
  },
});

export const callExport = exportRoute({
  path: "/calls",
  what: "Calls, without transcripts,",
  reading: callsReading,
  item: callSummaryView,
  query: z.strictObject(callFilter),
  open(c, filter) {
    const seer = seerOf(c);
    return (page) => listCallViews(c.env, seer, filter, page);
  },
});

export const customerCallExport = exportRoute({
  path: "/customers/{customerId}/calls",
  what: "Calls of a customer, without transcripts,",
  reading: customerCallsReading,
  item: callSummaryView,
  query: z.strictObject({}),
  async open(c) {
    const [seer, id] = [seerOf(c), customerId.parse(c.req.param("customerId"))];
    const customer = await findCustomer(tenantDb(c.env.DB, seer.tenantId), id, seer.sight);
    return customer && ((page) => listCallViewsOfCustomer(c.env, seer, customer, page));
  },
});

export const invitationExport = exportRoute({
  path: "/invitations",
  what: "Invitations without an answer",
  reading: invitationsReading,
  item: invitationView,
  query: z.strictObject({}),
  open(c) {
    const { tenantId } = tenantActor(c);
    return (page) => viewInvitations(c.env, tenantId, page, Date.now());
  },
});

export const userExport = exportRoute({
  path: "/users",
  what: "The team",
  reading: usersReading,
  item: userView,
  query: z.strictObject({}),
  open(c) {
    const { tenantId } = tenantActor(c);
    return (page) => viewUsers(c.env, tenantId, page);
  },
});
