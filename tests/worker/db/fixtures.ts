import { env } from "cloudflare:workers";
import type { AppointmentRow } from "../../../src/db/queries/appointments.ts";
import type { CallRow } from "../../../src/db/queries/calls.ts";
import * as schema from "../../../src/db/schema/index.ts";
import { type TenantDb, tenantDb } from "../../../src/db/tenant-db.ts";
import { createTenantKey, openVault, type Vault } from "../../../src/db/vault.ts";
import type { BranchId, ServiceId, StaffId, TenantId } from "../../../src/domain/ids.ts";
import { newId } from "../../../src/use-cases/new-id.ts";

export const NOW = Date.parse("2026-11-23T09:00:00Z");

export type TestTenant = { tenantId: TenantId; branchId: BranchId; db: TenantDb; vault: Vault };

/** A tenant of its own for each test, with one branch, so that tests never meet. */
export async function aTenant(name = "Salon Test"): Promise<TestTenant> {
  const tenantId = newId("ten");
  const branchId = newId("brn");
  const wrappedKey = await createTenantKey(env.DATA_KEY_V1, tenantId);
  const db = tenantDb(env.DB, tenantId);
  await db.orm.batch([
    db.orm.insert(schema.tenants).values({
      id: tenantId,
      name,
      slug: tenantId,
      language: "de",
      wrappedKey,
      // Tests that are not about second factors do without.
      requireSecondFactorFor: [],
      createdAt: NOW,
    }),
    db.orm.insert(schema.branches).values({
      tenantId,
      id: branchId,
      name: "Mitte",
      timeZone: "Europe/Berlin",
      language: "de",
      address: "Torstraße 1, 10119 Berlin",
      phone: null,
      createdAt: NOW,
    }),
  ]);
  return { tenantId, branchId, db, vault: await openVault(env.DATA_KEY_V1, tenantId, wrappedKey) };
}

export async function aService(
  { db, tenantId, branchId }: TestTenant,
  overrides: { position?: number; archivedAt?: number } = {},
): Promise<ServiceId> {
  const id = newId("svc");
  await db.orm.insert(schema.services).values({
    tenantId,
    id,
    branchId,
    name: `Haarschnitt ${overrides.position ?? 0}`,
    aliases: ["Schnitt"],
    description: "",
    durationMinutes: 30,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    minimumNoticeMinutes: 60,
    horizonDays: 60,
    slotStepMinutes: 15,
    priceMinor: 3_200,
    currency: "EUR",
    position: 0,
    createdAt: NOW,
    ...overrides,
  });
  return id;
}

type StaffOverrides = { position?: number; archivedAt?: number; followsBranchHours?: boolean };

export async function aStaffMember(tenant: TestTenant, overrides: StaffOverrides = {}): Promise<StaffId> {
  const { db, tenantId, branchId } = tenant;
  const id = newId("stf");
  const base = { tenantId, id, branchId, name: "Aylin", followsBranchHours: true, position: 0, createdAt: NOW };
  await db.orm.insert(schema.staff).values({ ...base, ...overrides });
  return id;
}

export async function offers(
  { db, tenantId }: TestTenant,
  serviceId: ServiceId,
  ...staffIds: StaffId[]
): Promise<void> {
  await db.orm.insert(schema.serviceStaff).values(staffIds.map((staffId) => ({ tenantId, serviceId, staffId })));
}

export function anAppointmentRow(tenant: TestTenant, overrides: Partial<AppointmentRow> = {}): AppointmentRow {
  return {
    tenantId: tenant.tenantId,
    id: newId("apt"),
    branchId: tenant.branchId,
    serviceId: newId("svc"),
    staffId: newId("stf"),
    customerId: null,
    startsAt: NOW,
    endsAt: NOW + 30 * 60_000,
    resourceIds: [],
    partySize: 1,
    status: "confirmed",
    approvalExpiresAt: null,
    checkedInAt: null,
    groupId: null,
    groupKind: null,
    groupPosition: null,
    version: 1,
    channel: "voice",
    callId: null,
    sealedContact: "v1.1.x.y",
    emailIndex: null,
    language: "de",
    priceMinor: 3_200,
    currency: "EUR",
    cancelReason: null,
    createdAt: NOW,
    updatedAt: NOW,
    ...overrides,
  };
}

export async function storeAppointments(tenant: TestTenant, ...rows: AppointmentRow[]): Promise<void> {
  for (const row of rows) await tenant.db.orm.insert(schema.appointments).values(row);
}

export function aCallRow(tenant: TestTenant, overrides: Partial<CallRow> = {}): CallRow {
  return {
    tenantId: tenant.tenantId,
    id: newId("cal"),
    connectionId: newId("con"),
    provider: "retell",
    providerCallId: `call_${crypto.randomUUID()}`,
    branchId: tenant.branchId,
    direction: "inbound",
    status: "ongoing",
    agentId: null,
    language: "de",
    startedAt: NOW,
    endedAt: null,
    durationMs: null,
    disconnectionReason: null,
    successful: null,
    sentiment: null,
    costCents: null,
    phoneIndex: null,
    sealed: "v1.1.x.y",
    fileKey: null,
    version: 1,
    wordsErasedAt: null,
    markedSpam: null,
    createdAt: NOW,
    updatedAt: NOW,
    ...overrides,
  };
}
