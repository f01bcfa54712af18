import { and, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { beforeAll, describe, expect, it } from "vitest";
import { countApiKeys, listApiKeys } from "../../../src/db/queries/api-keys.ts";
import { deleteOldApiRequests, listApiFailures, listApiRequests } from "../../../src/db/queries/api-requests.ts";
import { summariseDays } from "../../../src/db/queries/appointment-days.ts";
import {
  appointmentIdsByCalls,
  findAppointment,
  findBranchOfGroup,
  listAppointments,
} from "../../../src/db/queries/appointments.ts";

import { listAudit } from "../../../src/db/queries/audit.ts";
import { listLinked, listUnchained, writeLinks } from "../../../src/db/queries/audit-chain.ts";

import { deleteOldFunctionCalls } from "../../../src/db/queries/call-care.ts";
import {
  findCall,
  findCalls,
  listAllCalls,
  listCallAgents,
  listCalls,
  listCallsOfCustomer,
  listKnownCallIds,
} from "../../../src/db/queries/calls.ts";

import { listBranches, listServices, listStaff, loadRulebook } from "../../../src/db/queries/catalogue.ts";
import {
  commitEdit,
  findBranchOfResource,
  findBranchOfService,
  findBranchOfStaff,
} from "../../../src/db/queries/catalogue-edits.ts";
import { insertService, updateService } from "../../../src/db/queries/catalogue-services.ts";
import { findTimeOff, listExceptionDates, listTimeOff, replaceHours } from "../../../src/db/queries/catalogue-staff.ts";
import { findConnection } from "../../../src/db/queries/connections.ts";
import { countAppointments, findCustomersByIds, listCustomers } from "../../../src/db/queries/customers.ts";
import { findIdempotencyKey } from "../../../src/db/queries/idempotency.ts";
import { findTenant, findUser } from "../../../src/db/queries/identity.ts";
import { listLeads } from "../../../src/db/queries/leads.ts";
import { indexNames, listUnindexed } from "../../../src/db/queries/names.ts";
import { countNoShows } from "../../../src/db/queries/no-shows.ts";
import { listAlerts } from "../../../src/db/queries/on-call.ts";
import {
  deleteExpiredIdempotencyKeys,
  deleteExpiredSessions,
  findApiKey,
  findConnectionById,
  findSession,
  findUserByEmailIndex,
  listBranchRefs,
  touchApiKey,
} from "../../../src/db/queries/platform.ts";
import { projectAppointments } from "../../../src/db/queries/read-model.ts";
import { countUpcoming } from "../../../src/db/queries/upcoming.ts";
import { restartDeliveries } from "../../../src/db/queries/webhook-delivery-edits.ts";
import { findWebhookEvents, markProcessed } from "../../../src/db/queries/webhook-events.ts";
import { customers, webhookEvents } from "../../../src/db/schema/index.ts";
import { type TenantDb, tenantDb } from "../../../src/db/tenant-db.ts";
import type { Appointment } from "../../../src/domain/booking/appointment.ts";
import { serviceRules } from "../../../src/domain/booking/rulebook.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { plansOf } from "./explain.ts";
import { anAppointmentRow, aTenant, NOW, type TestTenant } from "./fixtures.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await aTenant();
});

const first = { cursor: null, limit: 20 };
/** Behind some first page. */
const later = { cursor: btoa(`${NOW}.${newId("apt")}`), limit: 20 };

const audit = { actor: "system", action: "x.changed", subjectId: "x", facts: {}, requestId: "r", at: NOW } as const;

function storeHours(db: TenantDb) {
  const statements = replaceHours(db, tenant.branchId, { weekly: [], exceptions: [] }, NOW);
  return commitEdit(db, { branchId: tenant.branchId, version: 1 }, statements, audit);
}

function storeService(db: TenantDb) {
  const { branchId } = tenant;
  const base = { name: "Cut", aliases: [], description: "", staffIds: [newId("stf")], priceMinor: 1, currency: "EUR" };
  const buffers = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0, minimumNoticeMinutes: 0 };
  const times = { durationMinutes: 30, horizonDays: 1, slotStepMinutes: 15 };
  const service = serviceRules.parse({ id: newId("svc"), ...base, ...buffers, ...times });
  const statements = [...insertService(db, service, { branchId, createdAt: NOW }), ...updateService(db, service)];
  return commitEdit(db, { branchId, version: 2 }, statements, audit);
}

type Case = { name: string; run: (db: TenantDb, d1: D1Database) => Promise<unknown>; uses: string[]; sorts?: boolean };

const cases: Case[] = [
  { name: "calls by tenant", run: (db) => listCalls(db, { sight: "all" }, first), uses: ["calls_created"] },
  { name: "calls, next page", run: (db) => listCalls(db, { sight: "all" }, later), uses: ["calls_created"] },
  {
    name: "calls of a branch",
    run: (db) => listCalls(db, { branchId: newId("brn"), sight: "all" }, first),
    uses: ["calls_created"],
  },
  {
    name: "calls by status",
    run: (db) => listCalls(db, { status: "ongoing", sight: "all" }, later),
    uses: ["calls_status"],
  },
  { name: "calls of all businesses", run: (_, d1) => listAllCalls(d1, {}, later), uses: ["calls_newest"] },
  {
    name: "calls of one, for operators",
    run: ({ tenantId }, d1) => listAllCalls(d1, { tenantId }, later),
    uses: ["calls_created"],
  },
  { name: "emergencies that wait", run: (db) => listAlerts(db, true, later), uses: ["on_call_alerts_waiting"] },
  {
    name: "calls by agent",
    run: (db) => listCalls(db, { agentId: "agent_1", sight: "all" }, later),
    uses: ["calls_agent"],
  },
  { name: "agents of calls", run: (db) => listCallAgents(db), uses: ["calls_agent"] },
  { name: "requests of keys", run: (db) => listApiRequests(db, {}, later), uses: ["api_requests_page"] },
  {
    name: "a request of a key",
    run: (db) => listApiRequests(db, { requestId: "req-12345678" }, first),
    uses: ["api_requests_request"],
  },
  {
    name: "failed requests of keys",
    run: (db) => listApiRequests(db, { outcome: "failed" }, later),
    uses: ["api_requests_failed"],
  },
  {
    name: "what failed by kind",
    run: (db) => listApiFailures(db, NOW, 20),
    uses: ["api_requests_failed"],
    sorts: true,
  },
  {
    name: "old requests of keys",
    run: (_, d1) => deleteOldApiRequests(d1, NOW, 10),
    uses: ["PRIMARY KEY"],
  },
  {
    name: "old function calls",
    run: (db) => deleteOldFunctionCalls(db, NOW, 10),
    uses: ["PRIMARY KEY"],
  },
  {
    name: "which calls there are",
    run: (db) => listKnownCallIds(db, [newId("cal")]),
    uses: ["sqlite_autoindex_calls_1"],
  },
  {
    name: "events of a queue's batch",
    run: (db) => findWebhookEvents(db, [newId("evt")]),
    uses: ["sqlite_autoindex_webhook_events_1"],
    sorts: true,
  },
  {
    name: "events that are done",
    run: (db) => markProcessed(db, [newId("evt")], 1),
    uses: ["sqlite_autoindex_webhook_events_1"],
  },
  { name: "one call", run: (db) => findCall(db, newId("cal")), uses: ["sqlite_autoindex_calls_1"] },
  {
    name: "calls by their ids",
    run: (db) => findCalls(db, [newId("cal")]),
    uses: ["sqlite_autoindex_calls_1"],
  },
  { name: "appointments of a tenant", run: (db) => listAppointments(db, {}, later), uses: ["appointments_start"] },
  {
    name: "appointments of a branch's day",
    run: (db) => listAppointments(db, { branchId: newId("brn"), from: NOW, to: NOW + 1 }, first),
    uses: ["appointments_branch_start"],
  },
  {
    name: "appointments of a customer",
    run: (db) => listAppointments(db, { customerId: newId("cus"), status: "confirmed" }, first),
    uses: ["appointments_customer"],
  },
  {
    name: "appointments that ended open",
    run: (db) => listAppointments(db, { status: "confirmed", endedBy: NOW, from: NOW - 1 }, first),
    uses: ["appointments_start"],
  },
  {
    name: "a branch's appointments that ended open",
    run: (db) => listAppointments(db, { branchId: newId("brn"), status: "confirmed", endedBy: NOW, from: 1 }, later),
    uses: ["appointments_branch_start"],
  },
  {
    name: "no-shows of a branch",
    run: (db) => countNoShows(db, { branchId: newId("brn"), from: 1, to: NOW, now: NOW, sight: "all" }),
    uses: ["appointments_branch_start"],
    sorts: true, // the missed ones of one branch and window
  },
  {
    name: "how full a branch's days are",
    run: (db) => {
      const filter = { branchId: newId("brn"), withCancelled: false, sight: "all" } as const;
      return summariseDays(db, filter, [{ date: "2026-11-23", start: 1, end: NOW }]);
    },
    uses: ["appointments_branch_start"],
    sorts: true, // the counts by day, and the first of each
  },
  {
    name: "one appointment",
    run: (db) => findAppointment(db, newId("apt")),
    uses: ["sqlite_autoindex_appointments_1"],
  },
  {
    name: "appointments of a series",
    run: (db) => listAppointments(db, { groupId: newId("ser") }, later),
    uses: ["appointments_group"],
    sorts: true, // 104 rows at most
  },
  { name: "branch of a series", run: (db) => findBranchOfGroup(db, newId("ser")), uses: ["appointments_group"] },
  {
    name: "appointments of calls",
    run: (db) => appointmentIdsByCalls(db, [newId("cal")], "all"),
    uses: ["appointments_call"],
    sorts: true, // a handful of rows
  },
  {
    name: "customers by name",
    run: (db) => listCustomers(db, { search: { words: [["a", "b"], ["c"]] }, sight: "all" }, later),
    uses: ["sqlite_autoindex_customers_1"],
    sorts: true,
  },
  {
    name: "leads by name",
    run: (db) => listLeads(db, { words: [["a", "b"], ["c"]] }, later),
    uses: ["sqlite_autoindex_leads_1"],
    sorts: true,
  },
  {
    name: "customers without tokens",
    run: (db) => listUnindexed(db, 10),
    uses: ["customers_unindexed"],
  },
  {
    name: "calls of a customer",
    run: (db) => listCallsOfCustomer(db, { id: newId("cus"), phoneIndex: "x", sight: "all" }, later),
    uses: ["calls_phone", "appointments_customer", "sqlite_autoindex_calls_1"],
    sorts: true,
  },
  {
    name: "what became of a customer's appointments",
    run: (db) => countAppointments(db, { id: newId("cus"), sight: "all", now: NOW }),
    uses: ["appointments_customer"],
  },
  {
    name: "connections and when they were last heard of",
    run: (db) => findConnection(db, newId("con")),
    uses: ["sqlite_autoindex_connections_1", "webhook_events_connection"],
  },
  {
    name: "audit entries",
    run: (db) => listAudit(db, {}, later),
    uses: ["audit_log_page"],
  },
  {
    name: "audit entries on something",
    run: (db) => listAudit(db, { subjectId: "x" }, later),
    uses: ["audit_log_subject"],
  },
  {
    name: "audit entries without a place",
    run: (db) => listUnchained(db, 10),
    uses: ["audit_log_unchained"],
  },
  {
    name: "audit entries with a place",
    run: (db) => listLinked(db, { seq: 1, id: "" }, 10),
    uses: ["audit_log_chain"],
    sorts: true,
  },
  {
    name: "customers",
    run: (db) => listCustomers(db, { search: null, sight: "all" }, later),
    uses: ["customers_created"],
  },
  {
    name: "customers by id",
    run: (db) => findCustomersByIds(db, [newId("cus")]),
    uses: ["sqlite_autoindex_customers_1"],
  },
  {
    name: "a customer by phone index",
    run: (db) =>
      db.orm
        .select({ id: customers.id })
        .from(customers)
        .where(and(eq(customers.tenantId, db.tenantId), eq(customers.phoneIndex, "x"))),
    uses: ["customers_phone"],
  },
  {
    name: "webhook deduplication",
    run: (_, d1) =>
      drizzle(d1)
        .select({ id: webhookEvents.id })
        .from(webhookEvents)
        .where(
          and(
            eq(webhookEvents.tenantId, tenant.tenantId),
            eq(webhookEvents.connectionId, newId("con")),
            eq(webhookEvents.dedupeKey, "x"),
          ),
        ),
    uses: ["webhook_events_dedupe"],
  },
  {
    name: "a rulebook",
    run: (db) => loadRulebook(db, tenant.branchId),
    uses: [
      "services_branch",
      "staff_branch",
      "sqlite_autoindex_opening_hours_1",
      "sqlite_autoindex_hours_exceptions_1",
    ],
    sorts: true, // a branch's own few rows
  },
  { name: "branches", run: (db) => listBranches(db), uses: ["branches_tenant"], sorts: true },
  { name: "services", run: (db) => listServices(db, tenant.branchId), uses: ["services_branch"], sorts: true },
  { name: "staff", run: (db) => listStaff(db, tenant.branchId), uses: ["staff_branch"], sorts: true },
  {
    name: "the branch of a service",
    run: (db) => findBranchOfService(db, newId("svc")),
    uses: ["sqlite_autoindex_services_1"],
  },
  {
    name: "the branch of a member",
    run: (db) => findBranchOfStaff(db, newId("stf")),
    uses: ["sqlite_autoindex_staff_1"],
  },
  {
    name: "the branch of a resource",
    run: (db) => findBranchOfResource(db, newId("res")),
    uses: ["sqlite_autoindex_resources_1"],
  },
  {
    name: "upcoming appointments of a service",
    run: (db) => countUpcoming(db, newId("brn"), { serviceId: newId("svc") }, NOW),
    uses: ["appointments_branch_start"],
  },
  {
    name: "upcoming appointments of a resource",
    run: (db) => countUpcoming(db, newId("brn"), { resourceId: newId("res") }, NOW),
    uses: ["appointments_branch_start"],
  },
  {
    name: "dates with special hours",
    run: (db) => listExceptionDates(db, newId("brn"), { from: "2027-01-01", to: "2027-12-31" }),
    uses: ["sqlite_autoindex_hours_exceptions_1"],
  },
  {
    name: "time off of a member",
    run: (db) => listTimeOff(db, newId("stf"), NOW),
    uses: ["time_off_staff"],
    sorts: true, // a member's own few rows
  },
  { name: "one time off", run: (db) => findTimeOff(db, newId("tof")), uses: ["sqlite_autoindex_time_off_1"] },
  {
    name: "an edit of the hours",
    run: (db) => storeHours(db),
    uses: ["sqlite_autoindex_branches_1", "sqlite_autoindex_opening_hours_1", "sqlite_autoindex_hours_exceptions_1"],
  },
  {
    name: "an edit of a service",
    run: (db) => storeService(db),
    uses: ["sqlite_autoindex_services_1", "sqlite_autoindex_service_staff_1", "services_branch"],
  },
  { name: "a user", run: (db) => findUser(db, newId("usr")), uses: ["sqlite_autoindex_users_1"] },
  { name: "the tenant", run: (db) => findTenant(db), uses: ["sqlite_autoindex_tenants_1"] },
  {
    name: "a connection",
    run: (_, d1) => findConnectionById(d1, newId("con")),
    uses: ["sqlite_autoindex_connections_1", "phone_numbers_connection", "branches_tenant"],
    sorts: true, // a tenant's few numbers and branches
  },
  { name: "a login", run: (_, d1) => findUserByEmailIndex(d1, "x"), uses: ["users_email"] },
  { name: "a session", run: (_, d1) => findSession(d1, "x"), uses: ["sqlite_autoindex_sessions_1"] },
  { name: "an API key", run: (_, d1) => findApiKey(d1, "x"), uses: ["api_keys_secret"] },
  {
    name: "an answer that is kept",
    run: (db) => findIdempotencyKey(db, { actor: newId("key"), route: "POST /x", key: "x" }),
    uses: ["sqlite_autoindex_idempotency_keys_1"],
  },
  {
    name: "answers that are over",
    run: (_, d1) => deleteExpiredIdempotencyKeys(d1, NOW, 10),
    uses: ["idempotency_keys_expiry"],
  },
  { name: "API keys", run: (db) => listApiKeys(db, later), uses: ["api_keys_created"] },
  { name: "how many API keys", run: (db) => countApiKeys(db), uses: ["api_keys_tenant"] },
  {
    name: "the use of an API key",
    run: (_, d1) => touchApiKey(d1, newId("key"), NOW),
    uses: ["sqlite_autoindex_api_keys_1"],
  },
  { name: "expired sessions", run: (_, d1) => deleteExpiredSessions(d1, NOW, 100), uses: ["sessions_expiry"] },
  {
    name: "the rows of new links, not all rows of a tenant,",
    run: (db) => writeLinks(db, [{ id: "aud_x", seq: 1, hash: "x" }]),
    uses: ["sqlite_autoindex_audit_log_1"],
  },
  {
    name: "the customers whose names were read, not all,",
    run: (db) => indexNames(db, "customers", [{ id: newId("cus"), tokens: ["x"] }]),
    uses: ["name_index_owner", "sqlite_autoindex_customers_1"],
  },
  {
    name: "deliveries that are named",
    run: (db) => db.orm.batch([restartDeliveries(db, [newId("whd")], NOW)]),
    uses: ["sqlite_autoindex_webhook_deliveries_1"],
  },
  {
    name: "the customers of new appointments, not all by age,",
    run: (db) => projectAppointments(db, tenant.branchId, [withEmailOnly()]),
    uses: ["customers_email", "customers_phone"],
    sorts: true, // the few who share an address
  },
  { name: "all branches", run: (_, d1) => listBranchRefs(d1, null, 100), uses: ["sqlite_autoindex_branches_1"] },
];

/** As the calendar hands it over, as far as the statement reads it. */
function withEmailOnly(): Appointment {
  const contact = { sealed: "x", sealedForCustomer: "x", phoneIndex: null, emailIndex: "x", customerId: newId("cus") };
  const appointment = { ...anAppointmentRow(tenant), contact, source: {} };
  return appointment as unknown as Appointment;
}

describe("query plans", () => {
  it.each(cases)("finds $name by index", async ({ run, uses, sorts }) => {
    const plan = await plansOf((d1) => run(tenantDb(d1, tenant.tenantId), d1));
    for (const index of uses)
      expect(plan.join("\n")).toMatch(new RegExp(`SEARCH .* (USING|INDEX|INTEGER) ${index}\\b`));
    // "mine" is what a subquery has just found.
    expect(plan.filter((line) => /^SCAN (?!CONSTANT ROW|mine$)/.test(line))).toEqual([]);
    if (!sorts) expect(plan.filter((line) => line.includes("TEMP B-TREE"))).toEqual([]);
  });
});
