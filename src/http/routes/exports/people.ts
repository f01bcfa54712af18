import * as z from "zod";
import { callSummaryView } from "../../../contracts/calls.ts";
import { customerSummaryView } from "../../../contracts/customers.ts";
import { leadView } from "../../../contracts/leads.ts";
import { userView } from "../../../contracts/team.ts";
import { listCustomerViews } from "../../../use-cases/customers/view-customers.ts";
import { viewUsers } from "../../../use-cases/identity/team/view-team.ts";
import { listLeadViews } from "../../../use-cases/leads/view-leads.ts";
import { listCallViews } from "../../../use-cases/voice/view-calls.ts";
import { seerOf, tenantActor } from "../../api.ts";
import { exportRoute } from "../../export-route.ts";
import { callFilter, callsReading } from "../calls.ts";
import { customerFilter, customersReading } from "../customers/customers.ts";
import { leadFilter, leadsReading } from "../leads/definitions.ts";
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
