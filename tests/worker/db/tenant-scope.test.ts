import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import {
  countApiKeys,
  endApiKey,
  findTenantApiKey,
  listApiKeys,
  renameApiKey,
  revokeApiKey,
} from "../../../src/db/queries/api-keys.ts";
import { summariseDays } from "../../../src/db/queries/appointment-days.ts";
import {
  appointmentIdsByCalls,
  findAppointment,
  findBranchOfGroup,
  listAppointments,
} from "../../../src/db/queries/appointments.ts";
import { auditInsert } from "../../../src/db/queries/audit.ts";
import {
  findCall,
  findCalls,
  listCalls,
  listCallsOfCustomer,
  listKnownCallIds,
  storeCalls,
} from "../../../src/db/queries/calls.ts";

import { listBranches, listServices, listStaff, loadRulebook } from "../../../src/db/queries/catalogue.ts";
import {
  archiveResource,
  commitEdit,
  findBranchOfResource,
  findBranchOfService,
  findBranchOfStaff,
  insertResource,
  updateBranch,
  updateResource,
} from "../../../src/db/queries/catalogue-edits.ts";
import { archiveService, updatePolicy, updateService } from "../../../src/db/queries/catalogue-services.ts";
import {
  deleteTimeOff,
  findTimeOff,
  insertTimeOff,
  listExceptionDates,
  listTimeOff,
  replaceHours,
  updateStaff,
} from "../../../src/db/queries/catalogue-staff.ts";
import {
  countAppointments,
  findCustomer,
  findCustomersByIds,
  listCustomers,
} from "../../../src/db/queries/customers.ts";
import {
  deleteSession,
  findTenant,
  findUser,
  insertApiKey,
  insertSession,
  insertUser,
  touchSession,
} from "../../../src/db/queries/identity.ts";
import { listUnindexed } from "../../../src/db/queries/names.ts";
import { findSession } from "../../../src/db/queries/platform.ts";
import { countUpcoming } from "../../../src/db/queries/upcoming.ts";
import { findWebhookEvents, insertWebhookEvents } from "../../../src/db/queries/webhook-events.ts";
import { auditLog, customers, hoursExceptions } from "../../../src/db/schema/index.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { ServiceId, StaffId } from "../../../src/domain/ids.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import {
  aCallRow,
  anAppointmentRow,
  aService,
  aStaffMember,
  aTenant,
  NOW,
  offers,
  storeAppointments,
  type TestTenant,
} from "./fixtures.ts";

const page = { cursor: null, limit: 100 };

let mine: TestTenant;
let other: TestTenant;
const customerId = newId("cus");
const groupId = newId("ser");
const userId = newId("usr");
const apiKeyId = newId("key");
const tokenHash = crypto.randomUUID();
const [resourceId, timeOffId] = [newId("res"), newId("tof")];
let serviceId: ServiceId;
let staffId: StaffId;
const webhookEventId = newId("evt");
let call: ReturnType<typeof aCallRow>;
let appointment: ReturnType<typeof anAppointmentRow>;

beforeAll(async () => {
  [mine, other] = [await aTenant(), await aTenant()];
  [serviceId, staffId] = [await aService(mine), await aStaffMember(mine)];
  await offers(mine, serviceId, staffId);
  const { tenantId, branchId } = mine;
  const away = { staffId, fromDate: "2027-01-01", toDate: "2027-01-02", span: null };
  await mine.db.orm.batch([
    insertResource(mine.db, { id: resourceId, branchId, name: "Chair", kind: "Chair", createdAt: NOW }),
    insertTimeOff(mine.db, { ...away, id: timeOffId, createdAt: NOW }),
    mine.db.orm.insert(hoursExceptions).values({ tenantId, ownerId: branchId, date: "2027-01-01", spans: [] }),
  ]);
  call = aCallRow(mine);
  appointment = anAppointmentRow(mine, { callId: call.id, customerId, groupId, groupKind: "series", groupPosition: 1 });
  await storeCalls(mine.db, [call]);
  const { connectionId } = call;
  const facts = { type: "call_started", dedupeKey: "x", status: "received", confidence: null, evidence: null } as const;
  const payload = { sealedPayload: "s", fileKey: null, requestId: null, receivedAt: NOW };
  await insertWebhookEvents(mine.db.client, [{ tenantId, id: webhookEventId, connectionId, ...facts, ...payload }]);
  await storeAppointments(mine, appointment);
  await mine.db.orm.insert(customers).values({
    tenantId: mine.tenantId,
    id: customerId,
    sealedContact: "v1.1.x.y",
    language: "de",
    createdAt: NOW,
    updatedAt: NOW,
  });
  const user = { id: userId, emailIndex: userId, sealedProfile: "s", passwordHash: "p", createdAt: NOW };
  await insertUser(mine.db, { ...user, role: "owner", language: "de", disabledAt: null });
  const key = { id: apiKeyId, name: "Till", secretHash: apiKeyId, prefix: null, lastFour: null, scopes: [] };
  const never = { expiresAt: null, revokedAt: null, lastUsedAt: null, replaces: null };
  await insertApiKey(mine.db, { ...key, ...never, createdAt: NOW, createdBy: userId });
  await insertSession(mine.db, { tokenHash, userId, createdAt: NOW, lastSeenAt: NOW, expiresAt: NOW + 1 });
});

type Probe = { name: string; run: (tenant: TestTenant) => Promise<unknown> };

/** Each is given the ids of `mine`, whoever asks. */
const probes: Probe[] = [
  { name: "listAppointments", run: async ({ db }) => (await listAppointments(db, {}, page)).items },
  {
    name: "listAppointments of a branch",
    run: async ({ db }) => (await listAppointments(db, { branchId: mine.branchId }, page)).items,
  },
  {
    name: "listAppointments of a customer",
    run: async ({ db }) => (await listAppointments(db, { customerId }, page)).items,
  },
  {
    name: "summariseDays",
    run: async ({ db }) => {
      const filter = { branchId: mine.branchId, withCancelled: true, sight: "all" } as const;
      const [day] = await summariseDays(db, filter, [{ date: "2026-11-23", start: 0, end: 2 ** 45 }]);
      return day && day.count > 0 ? day.first : [];
    },
  },
  { name: "findAppointment", run: ({ db }) => findAppointment(db, appointment.id) },
  { name: "findBranchOfGroup", run: ({ db }) => findBranchOfGroup(db, groupId) },
  { name: "appointmentIdsByCalls", run: async ({ db }) => [...(await appointmentIdsByCalls(db, [call.id], "all"))] },
  { name: "listCalls", run: async ({ db }) => (await listCalls(db, { sight: "all" }, page)).items },
  { name: "listKnownCallIds", run: ({ db }) => listKnownCallIds(db, [call.id]) },
  { name: "findCall", run: ({ db }) => findCall(db, call.id) },
  { name: "findCalls", run: async ({ db }) => [...(await findCalls(db, [call.id])).keys()] },
  { name: "findWebhookEvents", run: ({ db }) => findWebhookEvents(db, [webhookEventId]) },
  { name: "findCustomer", run: ({ db }) => findCustomer(db, customerId, "all") },
  { name: "listUnindexed", run: ({ db }) => listUnindexed(db, 10) },
  {
    name: "listCallsOfCustomer",
    run: async ({ db }) =>
      (await listCallsOfCustomer(db, { id: customerId, phoneIndex: null, sight: "all" }, page)).items,
  },
  {
    name: "countAppointments",
    run: async ({ db }) =>
      (await countAppointments(db, { id: customerId, sight: "all", now: NOW })).appointments || null,
  },
  {
    name: "listCustomers",
    run: async ({ db }) => (await listCustomers(db, { search: null, sight: "all" }, page)).items,
  },
  { name: "findCustomersByIds", run: ({ db }) => findCustomersByIds(db, [customerId]) },
  { name: "loadRulebook", run: ({ db }) => loadRulebook(db, mine.branchId) },
  { name: "listServices", run: ({ db }) => listServices(db, mine.branchId) },
  { name: "listStaff", run: ({ db }) => listStaff(db, mine.branchId) },
  { name: "findBranchOfService", run: ({ db }) => findBranchOfService(db, serviceId) },
  { name: "findBranchOfStaff", run: ({ db }) => findBranchOfStaff(db, staffId) },
  { name: "findBranchOfResource", run: ({ db }) => findBranchOfResource(db, resourceId) },
  { name: "findTimeOff", run: ({ db }) => findTimeOff(db, timeOffId) },
  { name: "listTimeOff", run: ({ db }) => listTimeOff(db, staffId, NOW) },
  {
    name: "listExceptionDates",
    run: ({ db }) => listExceptionDates(db, mine.branchId, { from: "2027-01-01", to: "2027-12-31" }),
  },
  {
    name: "countUpcoming",
    run: async ({ db }) => (await countUpcoming(db, mine.branchId, { staffId: appointment.staffId }, NOW - 1)) || null,
  },
  { name: "listApiKeys", run: async ({ db }) => (await listApiKeys(db, page)).items },
  { name: "findTenantApiKey", run: ({ db }) => findTenantApiKey(db, apiKeyId) },
  { name: "countApiKeys", run: async ({ db }) => (await countApiKeys(db)) || null },
  { name: "findUser", run: ({ db }) => findUser(db, userId) },
];

describe("tenant scope", () => {
  it.each(probes)("$name finds what is there, and nothing for another tenant", async ({ run }) => {
    const found = await run(mine);
    expect(Array.isArray(found) ? found : [found]).toHaveLength(1);
    expect(found).not.toBeNull();
    const leaked = await run(other);
    expect(leaked === null || (Array.isArray(leaked) && leaked.length === 0)).toBe(true);
  });

  it("lists only a tenant's own branches and finds only itself", async () => {
    expect((await listBranches(other.db)).map((branch) => branch.id)).toEqual([other.branchId]);
    expect((await findTenant(other.db))?.id).toBe(other.tenantId);
  });

  it("does not replace another tenant's call", async () => {
    expect(await storeCalls(other.db, [{ ...call, status: "ended", version: 2 }])).toEqual([]);
    expect(await findCall(mine.db, call.id)).toMatchObject({ status: "ongoing", tenantId: mine.tenantId });
  });

  it("does not take the tenant from a row", async () => {
    const foreign = aCallRow(mine);
    expect(await storeCalls(other.db, [foreign])).toEqual([foreign.id]);
    expect(await findCall(mine.db, foreign.id)).toBeNull();
    expect(await findCall(other.db, foreign.id)).toMatchObject({ tenantId: other.tenantId });
  });

  it("does not touch or delete another tenant's session", async () => {
    await touchSession(other.db, tokenHash, NOW + 5);
    await deleteSession(other.db, tokenHash);
    expect((await findSession(env.DB, tokenHash))?.session.lastSeenAt).toBe(NOW);
  });

  it("does not rename, end or revoke another tenant's key", async () => {
    const before = await findTenantApiKey(mine.db, apiKeyId);
    const { db } = other;
    await db.orm.batch([
      renameApiKey(db, apiKeyId, "Taken"),
      endApiKey(db, apiKeyId, 1),
      revokeApiKey(db, apiKeyId, 1),
    ]);
    expect(await findTenantApiKey(mine.db, apiKeyId)).toEqual(before);
  });

  it("does not change or archive anything of another tenant's catalogue", async () => {
    const before = await loadRulebook(mine.db, mine.branchId, NOW);
    const [service] = before?.services ?? [];
    if (!before || !service) throw new Error("the branch has a service");
    const audit = { actor: "system", action: "x", subjectId: "x", facts: {}, requestId: "r", at: NOW } as const;
    const { db } = other;
    const columns = { name: "Taken", timeZone: "UTC", language: "en", address: "" } as const;
    const statements = [
      updateBranch(db, mine.branchId, columns),
      ...updateService(db, { ...service, name: "Taken", staffIds: [] }),
      updatePolicy(db, { ...service, capacity: 9 }),
      archiveService(db, service.id, NOW),
      updateStaff(db, staffId, { name: "Taken", archivedAt: NOW }),
      updateResource(db, resourceId, { name: "Taken" }),
      archiveResource(db, resourceId, NOW),
      deleteTimeOff(db, timeOffId),
      ...replaceHours(db, mine.branchId, { weekly: [], exceptions: [] }, NOW),
    ];
    await commitEdit(db, { branchId: mine.branchId, version: before.version }, statements, audit);
    expect(await loadRulebook(mine.db, mine.branchId, NOW)).toEqual(before);
  });

  it("writes audit entries under the asking tenant", async () => {
    const entry = { actor: "system", action: "test.done", subjectId: userId, facts: { a: 1 }, requestId: "r" } as const;
    await other.db.orm.batch([auditInsert(other.db, { ...entry, at: NOW })]);
    const rows = await other.db.orm.select().from(auditLog);
    expect(rows.filter((row) => row.subjectId === userId)).toMatchObject([
      { tenantId: other.tenantId, facts: { a: 1 } },
    ]);
  });

  it("does not compile without a tenant", () => {
    // Never run: the compiler is the test, an unused directive fails the build.
    const wrong = () => [
      // @ts-expect-error a raw database names no tenant
      listAppointments(env.DB, {}, page),
      // @ts-expect-error nor does the orm
      listCalls(mine.db.orm, {}, page),
      // @ts-expect-error a scope made by hand is none
      listCustomers({ tenantId: mine.tenantId, orm: mine.db.orm }, null, page),
      // @ts-expect-error an id of something else is no tenant
      tenantDb(env.DB, mine.branchId),
    ];
    expect(wrong).toBeTypeOf("function");
  });
});
