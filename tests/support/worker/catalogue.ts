import { env } from "cloudflare:workers";
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import {
  branches,
  hoursExceptions,
  openingHours,
  resources,
  serviceStaff,
  services,
  staff,
  timeOff,
} from "../../../src/db/schema/catalogue.ts";
import type { ServicePolicy } from "../../../src/domain/booking/rulebook.ts";
import type { ResourceId, ServiceId, StaffId, TimeOffId } from "../../../src/domain/ids.ts";
import type { LocalDate } from "../../../src/domain/time.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";
import { aSession, request } from "./credentials.ts";

/** One more service, half an hour long. Add it before the tenant is first asked: rules are copied then. */
export async function addService(
  { tenantId, branchId, anna }: TestTenant,
  { name, aliases = [], staffIds = [anna] }: { name: string; aliases?: string[]; staffIds?: StaffId[] },
): Promise<ServiceId> {
  const id = newId("svc");
  const orm = drizzle(env.DB);
  await orm.insert(services).values({
    tenantId,
    id,
    branchId,
    name,
    aliases,
    description: "",
    durationMinutes: 30,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    minimumNoticeMinutes: 60,
    horizonDays: 400,
    slotStepMinutes: 15,
    priceMinor: 1_500,
    currency: "EUR",
    position: 10,
    createdAt: 1,
  });
  if (staffIds.length === 0) return id;
  await orm.insert(serviceStaff).values(staffIds.map((staffId) => ({ tenantId, serviceId: id, staffId })));
  return id;
}

/** One more member, who does the cut. */
export async function addStaff({ tenantId, branchId, cut }: TestTenant, name: string): Promise<StaffId> {
  const id = newId("stf");
  const orm = drizzle(env.DB);
  await orm
    .insert(staff)
    .values({ tenantId, id, branchId, name, followsBranchHours: true, position: 10, createdAt: 1 });
  await orm.insert(serviceStaff).values({ tenantId, serviceId: cut, staffId: id });
  return id;
}

export async function closeOn({ tenantId, branchId }: TestTenant, date: LocalDate): Promise<void> {
  await drizzle(env.DB).insert(hoursExceptions).values({ tenantId, ownerId: branchId, date, spans: [] });
}

/** The business has another branch from now on: the last one cannot be closed. */
export async function closeBranch(tenant: TestTenant): Promise<void> {
  const session = await aSession(tenant, "owner");
  await request("/api/v1/branches", { session, body: { name: "Nord", timeZone: "Europe/Berlin" } });
  await env.DB.prepare("DELETE FROM phone_numbers WHERE tenant_id = ?").bind(tenant.tenantId).run();
  const closed = await request(`/api/v1/branches/${tenant.branchId}/close`, { session, body: {} });
  if (!closed.ok) throw new Error(await closed.text());
}

export async function reopenBranch(tenant: TestTenant): Promise<void> {
  const session = await aSession(tenant, "owner");
  await request(`/api/v1/branches/${tenant.branchId}/reopen`, { session, body: {} });
}

/** As an edit does it: the calendar is told of the newer rules. */
export async function closeEveryDayAt(
  { branchId, ref, calendar }: Pick<TestTenant, "branchId" | "ref" | "calendar">,
  toMinute: number,
): Promise<void> {
  const orm = drizzle(env.DB);
  const [, [branch]] = await orm.batch([
    orm.update(openingHours).set({ toMinute }).where(eq(openingHours.ownerId, branchId)),
    orm
      .update(branches)
      .set({ rulebookVersion: sql`${branches.rulebookVersion} + 1` })
      .where(eq(branches.id, branchId))
      .returning({ rulebookVersion: branches.rulebookVersion }),
  ]);
  if (!branch) throw new Error("there is no such branch");
  await calendar().refreshRules({ ...ref, ...branch });
}

/** Rules that only some services need. Set them before the tenant is first asked: rules are copied then. */
export async function setPolicy(serviceId: ServiceId, policy: ServicePolicy): Promise<void> {
  await drizzle(env.DB).update(services).set({ policy }).where(eq(services.id, serviceId));
}

/** One more chair. No service needs it yet. */
export async function addResource({ tenantId, branchId }: TestTenant, name = "Chair 1"): Promise<ResourceId> {
  const id = newId("res");
  await drizzle(env.DB).insert(resources).values({ tenantId, id, branchId, name, kind: "Chair", createdAt: 1 });
  return id;
}

/** Whole days on which Anna is away. */
export async function addTimeOff(
  { tenantId, anna: staffId }: TestTenant,
  { fromDate, toDate = fromDate }: { fromDate: LocalDate; toDate?: LocalDate },
): Promise<TimeOffId> {
  const id = newId("tof");
  await drizzle(env.DB).insert(timeOff).values({ tenantId, id, staffId, fromDate, toDate, span: null, createdAt: 1 });
  return id;
}
