import { beforeAll, describe, expect, it } from "vitest";
import type { GroupResult } from "../../../durable-objects/branch-calendar/group-answer-store.ts";
import { DAY_MS } from "../../../src/domain/time.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { rawStub } from "../../support/worker/calendar-object.ts";
import { aBooking, inTenDays } from "../../support/worker/commands.ts";
import { evict } from "../../support/worker/evict.ts";
import { aPackage, aSeries } from "../../support/worker/groups.ts";
import { rawRows } from "../../support/worker/rows.ts";

const TEN = 600;
const FIVE_DAYS = "FREQ=DAILY;COUNT=5";

async function standing(tenant: TestTenant) {
  const window = { start: inTenDays(0), end: inTenDays(0) + 40 * DAY_MS };
  return (await tenant.calendar().day(tenant.ref, window)).appointments;
}

function granted(answer: GroupResult) {
  if (!answer.ok) throw new Error(answer.error.reason);
  return answer.value;
}

beforeAll(async () => {
  const tenant = await aTenant();
  await tenant.calendar().refreshRules(tenant.ref);
});

describe("one series of times, many callers", () => {
  it("gives all of it to exactly one of 50, and nothing to the others", async () => {
    const tenant = await aTenant();
    const startsAt = inTenDays(TEN);
    const commands = await Promise.all(
      Array.from({ length: 50 }, () => aSeries(tenant, { startsAt, rrule: FIVE_DAYS })),
    );

    const answers = await Promise.all(commands.map((command) => tenant.calendar().bookSeries(tenant.ref, command)));

    const winners = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    expect(winners).toHaveLength(1);
    const kept = await standing(tenant);
    expect(kept.map(({ id }) => id)).toEqual(winners[0]?.appointments.map(({ id }) => id));
    expect(kept).toHaveLength(5);
  });

  it("books a part of none where they cross each other", async () => {
    const tenant = await aTenant();
    const commands = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        aSeries(tenant, { startsAt: inTenDays(TEN) + (index % 5) * DAY_MS, rrule: FIVE_DAYS, staffId: null }),
      ),
    );

    const answers = await Promise.all(commands.map((command) => tenant.calendar().bookSeries(tenant.ref, command)));

    const booked = answers.flatMap((answer) => (answer.ok ? answer.value.appointments : []));
    expect(booked.length % 5).toBe(0);
    expect((await standing(tenant)).map(({ id }) => id).sort()).toEqual(booked.map(({ id }) => id).sort());
  });
});

describe("a conflict", () => {
  it("leaves the log, the calendar and the read model as they were", async () => {
    const tenant = await aTenant();
    await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(TEN + 3 * 1_440) }));
    const { seq } = await tenant.calendar().day(tenant.ref, { start: 0, end: 1 });

    const command = await aSeries(tenant, { startsAt: inTenDays(TEN), rrule: FIVE_DAYS });
    const answer = await tenant.calendar().bookSeries(tenant.ref, command);

    expect(answer).toMatchObject({ ok: false, error: { reason: "series_conflict" } });
    expect((await tenant.calendar().day(tenant.ref, { start: 0, end: 1 })).seq).toBe(seq);
    await tenant.calendar().drain(tenant.ref);
    expect(await rawRows(tenant, "appointments")).toHaveLength(1);
  });

  it("in the second service of a package books the first neither", async () => {
    const tenant = await aTenant();
    await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(TEN + 45) }));

    const answer = await tenant.calendar().bookPackage(tenant.ref, await aPackage(tenant, inTenDays(TEN)));

    expect(answer).toMatchObject({ ok: false, error: { reason: "package_conflict" } });
    expect(await standing(tenant)).toHaveLength(1);
    const alternatives = !answer.ok && "alternatives" in answer.error ? answer.error.alternatives : [];
    expect(alternatives).toHaveLength(3);
    const startsAt = alternatives[0]?.startsAt ?? 0;
    expect((await tenant.calendar().bookPackage(tenant.ref, await aPackage(tenant, startsAt))).ok).toBe(true);
  });
});

describe("the same command again", () => {
  it("gets the same answer, after eviction too, and books once", async () => {
    const tenant = await aTenant();
    const once = { startsAt: inTenDays(TEN), rrule: FIVE_DAYS, key: "once" };
    const first = granted(await tenant.calendar().bookSeries(tenant.ref, await aSeries(tenant, once)));
    await evict(rawStub(tenant));

    const second = granted(await tenant.calendar().bookSeries(tenant.ref, await aSeries(tenant, once)));

    expect(second).toEqual(first);
    expect(await standing(tenant)).toHaveLength(5);
  });

  it("gets what it left behind, whatever has changed since", async () => {
    const tenant = await aTenant();
    const once = { startsAt: inTenDays(TEN), key: "once" };
    const first = granted(await tenant.calendar().bookSeries(tenant.ref, await aSeries(tenant, once)));
    const idempotency = { key: "cancel", fingerprint: "same", scope: "api" } as const;
    const all = { groupId: first.id, scope: "all", fromAppointmentId: null, reason: null } as const;
    const cancelled = await tenant.calendar().cancelGroup(tenant.ref, { ...all, actor: "test", idempotency });

    expect(granted(await tenant.calendar().bookSeries(tenant.ref, await aSeries(tenant, once)))).toEqual(first);
    expect(await tenant.calendar().cancelGroup(tenant.ref, { ...all, actor: "test", idempotency })).toEqual(cancelled);
    expect((await standing(tenant)).map(({ status }) => status)).toEqual(["cancelled", "cancelled"]);
  });
});

describe("the time of a cancelled series", () => {
  it("is free again", async () => {
    const tenant = await aTenant();
    const { id } = granted(
      await tenant.calendar().bookSeries(tenant.ref, await aSeries(tenant, { startsAt: inTenDays(TEN) })),
    );
    const idempotency = { key: "cancel", fingerprint: "same", scope: "api" } as const;
    const all = { groupId: id, scope: "all", fromAppointmentId: null, reason: "ill" } as const;
    await tenant.calendar().cancelGroup(tenant.ref, { ...all, actor: "test", idempotency });

    const again = await tenant.calendar().bookSeries(tenant.ref, await aSeries(tenant, { startsAt: inTenDays(TEN) }));
    expect(again.ok).toBe(true);
  });
});
