import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { listServices, loadRulebook } from "../../../src/db/queries/catalogue.ts";
import {
  branches,
  hoursExceptions,
  openingHours,
  resources,
  serviceStaff,
  services,
  timeOff,
} from "../../../src/db/schema/index.ts";
import { NO_CAPS } from "../../../src/domain/booking/rulebook.ts";
import type { StaffId } from "../../../src/domain/ids.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aService, aStaffMember, aTenant, NOW, offers, type TestTenant } from "./fixtures.ts";

/** The branch on Tuesdays, longer in summer; the member an hour later. Of the exceptions the first is past. */
async function storeHours({ db, tenantId, branchId }: TestTenant, member: StaffId): Promise<void> {
  const day = { tenantId, weekday: 2, fromMinute: 540, toMinute: 1_140 };
  const summer = { fromMinute: 1_140, toMinute: 1_200, validFrom: "2027-06-01", validUntil: "2027-08-31" };
  await db.orm.insert(openingHours).values([
    { ...day, ownerId: branchId },
    { ...day, ...summer, ownerId: branchId },
    { ...day, ownerId: member, fromMinute: 600 },
  ]);
  const dates = ["2026-11-20", "2026-11-22", "2026-12-25"];
  await db.orm.insert(hoursExceptions).values(dates.map((date) => ({ tenantId, ownerId: branchId, date, spans: [] })));
}

/** One that ended yesterday and one to come of the first member, a past one of the second. */
async function storeTimeOff({ db, tenantId }: TestTenant, first: StaffId, second: StaffId): Promise<void> {
  const away = (staffId: StaffId, fromDate: string, toDate: string) => {
    return { tenantId, id: newId("tof"), staffId, fromDate, toDate, createdAt: NOW };
  };
  await db.orm.insert(timeOff).values([
    { ...away(first, "2026-12-24", "2026-12-31"), span: { fromMinute: 0, toMinute: 720 } },
    { ...away(first, "2026-11-01", "2026-11-22"), span: null },
    { ...away(second, "2026-11-01", "2026-11-20"), span: null },
  ]);
}

async function resourcesOf({ db, tenantId, branchId }: TestTenant) {
  const [late, early, gone] = [newId("res"), newId("res"), newId("res")];
  const chair = { tenantId, branchId, kind: "Chair", createdAt: NOW };
  await db.orm.insert(resources).values([
    { ...chair, id: late, name: "Chair 2" },
    { ...chair, id: early, name: "Chair 1" },
    { ...chair, id: gone, name: "Chair 0", archivedAt: NOW },
  ]);
  return { early, late };
}

describe("loadRulebook", () => {
  it("assembles the branch in order, without what is archived or past", async () => {
    const tenant = await aTenant("Salon Morgenrot");
    const { db, tenantId, branchId } = tenant;
    const second = await aStaffMember(tenant, { position: 2, followsBranchHours: false });
    const first = await aStaffMember(tenant, { position: 1 });
    const left = await aStaffMember(tenant, { position: 0, archivedAt: NOW });
    const beard = await aService(tenant, { position: 2 });
    const cut = await aService(tenant, { position: 1 });
    await aService(tenant, { position: 0, archivedAt: NOW });
    await offers(tenant, cut, second, first, left);
    await offers(tenant, beard, first, second);
    await db.orm
      .update(serviceStaff)
      .set({ position: 1 })
      .where(and(eq(serviceStaff.serviceId, beard), eq(serviceStaff.staffId, first)));
    await db.orm.update(branches).set({ holidayRegion: "DE-BE" }).where(eq(branches.id, branchId));
    const { early, late } = await resourcesOf(tenant);
    await storeHours(tenant, second);
    await storeTimeOff(tenant, first, second);

    const rules = await loadRulebook(db, branchId, NOW);

    expect(rules).toMatchObject({ tenantId, branchId, version: 1, tenantName: "Salon Morgenrot", branchName: "Mitte" });
    const always = { weekday: 2, fromMinute: 540, toMinute: 1_140, validFrom: null, validUntil: null };
    const summer = { ...always, fromMinute: 1_140, toMinute: 1_200, validFrom: "2027-06-01", validUntil: "2027-08-31" };
    expect(rules?.hours).toEqual({
      weekly: [always, summer],
      exceptions: [
        { date: "2026-11-22", spans: [] },
        { date: "2026-12-25", spans: [] },
      ],
      holidayRegion: "DE-BE",
    });
    expect(rules?.services.map(({ id, staffIds }) => ({ id, staffIds }))).toEqual([
      { id: cut, staffIds: [first, second] },
      { id: beard, staffIds: [second, first] },
    ]);
    expect(rules?.staff).toEqual([
      {
        id: first,
        name: "Aylin",
        hours: null,
        timeOff: [
          { fromDate: "2026-11-01", toDate: "2026-11-22", span: null },
          { fromDate: "2026-12-24", toDate: "2026-12-31", span: { fromMinute: 0, toMinute: 720 } },
        ],
      },
      {
        id: second,
        name: "Aylin",
        hours: { weekly: [{ ...always, fromMinute: 600 }], exceptions: [], holidayRegion: null },
        timeOff: [],
      },
    ]);
    expect(rules?.resources).toEqual([
      { id: early, name: "Chair 1", kind: "Chair" },
      { id: late, name: "Chair 2", kind: "Chair" },
    ]);
    expect((await listServices(db, branchId)).map((service) => service.id)).toEqual([cut, beard]);
  });

  it("gives a service the usual policy, or its own", async () => {
    const tenant = await aTenant();
    const [usual, special] = [await aService(tenant, { position: 1 }), await aService(tenant, { position: 2 })];
    const policy = { capacity: 8, selection: "priority", depositMinor: 500, approvalHours: 24 } as const;
    await tenant.db.orm.update(services).set({ policy }).where(eq(services.id, special));

    const rules = await loadRulebook(tenant.db, tenant.branchId, NOW);

    const defaults = {
      staffTerms: [],
      selection: "least_busy",
      resources: [],
      capacity: 1,
      caps: NO_CAPS,
      depositMinor: null,
      questions: [],
      isBookableOnline: true,
      approvalHours: null,
      freeCancelHours: null,
    };
    expect(rules?.services.find(({ id }) => id === usual)).toMatchObject(defaults);
    expect(rules?.services.find(({ id }) => id === special)).toMatchObject({ ...defaults, ...policy });
  });

  it("is null for a branch that is not there", async () => {
    expect(await loadRulebook((await aTenant()).db, newId("brn"), NOW)).toBeNull();
  });
});
