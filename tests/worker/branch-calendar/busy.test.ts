import { runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import type { BranchCalendar } from "../../../durable-objects/branch-calendar/branch-calendar.ts";
import type { StaffId } from "../../../src/domain/ids.ts";
import { DAY_MS, toLocal } from "../../../src/domain/time.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { rawStub } from "../../support/worker/calendar-object.ts";
import { aBooking, inTenDays } from "../../support/worker/commands.ts";
import { evict } from "../../support/worker/evict.ts";
import { blocked, booked, cancel, idempotent, loggedTypes, openConflicts } from "../../support/worker/waitlist.ts";

const SOURCE = "google:con_1";
const day = { start: inTenDays(0), end: inTenDays(1_439) };
const minuteOf = (instant: number) => toLocal("Europe/Berlin", instant).minute;
const span = (from: number, to: number) => ({ start: inTenDays(from), end: inTenDays(to) });

function tell(tenant: TestTenant, intervals: { start: number; end: number }[], window = day, source = SOURCE) {
  const command = { source, calendarId: tenant.anna, window, intervals, actor: "test" };
  return tenant.calendar().busy(tenant.ref, "set", command);
}

async function startsOf(tenant: TestTenant, staffId: StaffId = tenant.anna): Promise<number[]> {
  const query = { serviceId: tenant.cut, staffId, from: day.start, to: day.end, limit: 100 };
  const { slots } = await tenant.calendar().findSlots(tenant.ref, query);
  return slots.map(({ startsAt }) => minuteOf(startsAt));
}

function listed(tenant: TestTenant) {
  return tenant.calendar().busy(tenant.ref, "list", { window: day, limit: 100 });
}

beforeAll(async () => {
  const tenant = await aTenant();
  await tenant.calendar().refreshRules(tenant.ref);
});

describe("time that is busy elsewhere", () => {
  it("is neither offered nor booked, before and after eviction", async () => {
    const tenant = await aTenant({ fromMinute: 540, toMinute: 720 });
    await tell(tenant, [span(570, 660)]);

    expect(await startsOf(tenant)).toEqual([660, 675]);
    await evict(rawStub(tenant));
    const answer = await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(600) }));
    expect(answer).toMatchObject({ ok: false, error: { reason: "slot_taken" } });
    expect(await startsOf(tenant, tenant.ben)).toContain(600);
  });

  it("told again changes nothing and logs nothing", async () => {
    const tenant = await aTenant();
    expect(await tell(tenant, [span(570, 660), span(700, 720)])).toEqual({ added: 2, removed: 0 });
    const [before, types] = [await listed(tenant), await loggedTypes(tenant)];

    expect(await tell(tenant, [span(570, 660), span(700, 720)])).toEqual({ added: 0, removed: 0 });

    expect(await listed(tenant)).toEqual(before);
    expect(await loggedTypes(tenant)).toEqual(types);
    expect(types).toEqual(["busy_changed"]);
  });

  it("replaces what the same source said of the window, and nothing else", async () => {
    const tenant = await aTenant();
    await tell(tenant, [span(540, 600), span(660, 720)]);
    await tell(tenant, [span(540, 560)], day, "google:con_2");

    await tell(tenant, [span(600, 630)], span(570, 690));

    const spans = (await listed(tenant)).map(({ source, start, end }) => [source, minuteOf(start), minuteOf(end)]);
    const own = spans.filter(([source]) => source === SOURCE);
    expect(own).toEqual([
      [SOURCE, 540, 570],
      [SOURCE, 600, 630],
      [SOURCE, 690, 720],
    ]);
    expect(spans).toHaveLength(4);
  });

  it("that is longer than a day is kept in pieces, and all of them go", async () => {
    const tenant = await aTenant();
    const window = { start: day.start - 3 * DAY_MS, end: day.start + 3 * DAY_MS };
    await tell(tenant, [window], window);
    expect(await startsOf(tenant)).toEqual([]);
    expect(await countBlocks(tenant)).toBe(6);

    expect(await tell(tenant, [], window)).toEqual({ added: 0, removed: 1 });

    expect(await countBlocks(tenant)).toBe(0);
    expect(await startsOf(tenant)).toContain(540);
  });
});

describe("a conflict", () => {
  it("is raised for an appointment that stands in new busy time, and for no other", async () => {
    const tenant = await aTenant();
    const appointment = await booked(tenant, 600);
    await booked(tenant, 645);
    await booked(tenant, 600, tenant.ben);
    await cancel(tenant, await booked(tenant, 840));

    await tell(tenant, [span(620, 645), span(840, 900)]);

    const [conflict, ...others] = await openConflicts(tenant);
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({ appointmentId: appointment.id, calendarId: tenant.anna, ...span(620, 645) });
    expect((await tenant.calendar().appointment(tenant.ref, appointment.id))?.status).toBe("confirmed");
    await tell(tenant, [span(620, 645), span(840, 900)]);
    expect(await openConflicts(tenant)).toHaveLength(1);
    expect((await loggedTypes(tenant)).filter((type) => type === "conflict_raised")).toHaveLength(1);
  });

  it.each([
    { by: "cancelling", act: (tenant: TestTenant, it: Clash) => cancel(tenant, it.appointment) },
    { by: "moving", act: (tenant: TestTenant, it: Clash) => move(tenant, it, 840) },
    { by: "the busy time going", act: (tenant: TestTenant) => tell(tenant, []) },
    { by: "the busy time shrinking", act: (tenant: TestTenant) => tell(tenant, [span(590, 600)]) },
    { by: "dismissing it", act: dismiss },
  ])("is resolved by $by", async ({ act }) => {
    const tenant = await aTenant();
    const appointment = await booked(tenant, 600);
    await tell(tenant, [span(590, 620)]);
    const [conflict] = await openConflicts(tenant);
    if (!conflict) throw new Error("nothing was raised");

    await act(tenant, { appointment, conflictId: conflict.id });

    expect(await openConflicts(tenant)).toEqual([]);
    expect((await loggedTypes(tenant)).filter((type) => type === "conflict_resolved")).toHaveLength(1);
  });

  it("stays while the busy time only grows, after eviction too", async () => {
    const tenant = await aTenant();
    await booked(tenant, 600);
    await tell(tenant, [span(590, 620)]);
    const before = await openConflicts(tenant);

    await tell(tenant, [span(590, 700)]);

    expect(await openConflicts(tenant)).toEqual(before);
    await evict(rawStub(tenant));
    expect(await openConflicts(tenant)).toEqual(before);
  });

  it("is not made by the same id for another time", async () => {
    const tenant = await aTenant();
    const busy = await blocked(tenant, [600, 615]);
    const again = (fingerprint: string, changes = {}) =>
      tenant.calendar().busy(tenant.ref, "block", { busy: { ...busy, ...changes }, fingerprint, actor: "test" });
    expect(await again("same")).toEqual({ ok: true, value: busy });
    expect(await again("other", { end: busy.end + 1 })).toEqual({
      ok: false,
      error: { reason: "idempotency_mismatch" },
    });
  });

  it("comes with time that staff block themselves", async () => {
    const tenant = await aTenant();
    const appointment = await booked(tenant, 600);
    const busy = await blocked(tenant, [600, 615]);
    expect(await openConflicts(tenant)).toMatchObject([{ appointmentId: appointment.id, busyId: busy.id }]);

    const freed = await tenant.calendar().busy(tenant.ref, "free", { busyId: busy.id, actor: "test", only: null });

    expect(freed).toEqual({ ok: true, value: true });
    expect(await openConflicts(tenant)).toEqual([]);
  });
});

type Clash = {
  appointment: Awaited<ReturnType<typeof booked>>;
  conflictId: Awaited<ReturnType<typeof openConflicts>>[number]["id"];
};

function move(tenant: TestTenant, { appointment }: Clash, minute: number) {
  const target = { appointmentId: appointment.id, phoneIndex: null };
  const wanted = { startsAt: inTenDays(minute), staffId: null };
  return tenant.calendar().reschedule(tenant.ref, { target, ...wanted, actor: "test", idempotency: idempotent() });
}

function dismiss(tenant: TestTenant, { conflictId }: Clash) {
  return tenant.calendar().busy(tenant.ref, "dismiss", { conflictId, actor: "test", only: null });
}

function countBlocks(tenant: TestTenant): Promise<number> {
  return runInDurableObject<BranchCalendar, number>(
    rawStub(tenant),
    (_, { storage }) => storage.sql.exec<{ n: number }>("SELECT count(*) AS n FROM blocks").one().n,
  );
}
