import * as z from "zod";
import { leadImportView } from "../../../contracts/lead-imports.ts";
import { leadEventView } from "../../../contracts/leads.ts";
import { enrolmentView, sequenceView } from "../../../contracts/sequences.ts";
import { findCustomer } from "../../../db/queries/customers.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import { customerId, leadId } from "../../../domain/ids.ts";
import { listImportViews } from "../../../use-cases/leads/import/view-imports.ts";
import { findLeadView, listHistory } from "../../../use-cases/leads/view-leads.ts";
import { listSequenceViews } from "../../../use-cases/sequences/change-sequence.ts";
import { listEnrolmentViews } from "../../../use-cases/sequences/enrolments.ts";
import { seerOf, tenantActor } from "../../api.ts";
import { exportRoute } from "../../export-route.ts";
import { customersReading } from "../customers/customers.ts";
import { leadsImporting, leadsReading } from "../leads/definitions.ts";
import { enrolmentFilter } from "../sequences/enrolments.ts";
import { sequencesReading } from "../sequences/sequences.ts";

export const sequenceExport = exportRoute({
  path: "/sequences",
  what: "Follow-up sequences",
  reading: sequencesReading,
  item: sequenceView,
  query: z.strictObject({}),
  open(c) {
    const { tenantId } = tenantActor(c);
    return (page) => listSequenceViews(c.env, tenantId, page);
  },
});

export const enrolmentExport = exportRoute({
  path: "/enrolments",
  what: "Who is or was in a sequence",
  reading: sequencesReading,
  item: enrolmentView,
  query: z.strictObject(enrolmentFilter),
  open(c, filter) {
    const { tenantId } = tenantActor(c);
    return (page) => listEnrolmentViews(c.env, tenantId, filter, page);
  },
});

export const leadImportExport = exportRoute({
  path: "/lead-imports",
  what: "Imports of leads",
  reading: leadsImporting,
  item: leadImportView,
  query: z.strictObject({}),
  open(c) {
    const { tenantId } = tenantActor(c);
    return (page) => listImportViews(c.env, tenantId, page);
  },
});

export const leadHistoryExport = exportRoute({
  path: "/leads/{leadId}/history",
  what: "What became of a lead",
  reading: leadsReading,
  item: leadEventView,
  query: z.strictObject({}),
  async open(c) {
    const [actor, id] = [tenantActor(c), leadId.parse(c.req.param("leadId"))];
    const isKnown = await findLeadView(c.env, actor, id);
    return isKnown && ((page) => listHistory(c.env, actor, { leadId: id }, page));
  },
});

export const customerHistoryExport = exportRoute({
  path: "/customers/{customerId}/history",
  what: "What followed up a customer",
  reading: customersReading,
  item: leadEventView,
  query: z.strictObject({}),
  async open(c) {
    const [{ tenantId, sight }, id] = [seerOf(c), customerId.parse(c.req.param("customerId"))];
    const isKnown = await findCustomer(tenantDb(c.env.DB, tenantId), id, sight);
    return isKnown && ((page) => listHistory(c.env, { tenantId }, { customerId: id }, page));
  },
});
