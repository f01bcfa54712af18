import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { BranchCalendar } from "../../../durable-objects/branch-calendar/branch-calendar.ts";
import type { Appointment } from "../../../src/domain/booking/appointment.ts";
import type { ChangeHoldCommand, ImportedAppointment, Settlement } from "../../../src/domain/booking/commands.ts";
import { NO_CAPS } from "../../../src/domain/booking/rulebook.ts";
import type { AppointmentId, StaffId } from "../../../src/domain/ids.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../src/domain/time.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { expireHolds, rawStub } from "../../support/worker/calendar-object.ts";
import { setPolicy } from "../../support/worker/catalogue.ts";
import { aBooking, aHold, anImported, inTenDays } from "../../support/worker/commands.ts";
import { evict } from "../../support/worker/evict.ts";
import { travel } from "../../support/worker/outages.ts";
import { booked, cancel, idempotent, join, loggedTypes } from "../../support/worker/waitlist.ts";

const TEN = 600;

beforeAll(async () => {
  const tenant = await aTenant();
  await tenant.calendar().refreshRules(tenant.ref);
});
afterEach(() => vi.useRealTimers());

const tryBooking = async (tenant: TestTenant, minute: number, staffId = tenant.anna) => {
  const answer = await tenant
    .calendar()
    .book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(minute), staffId }));
  return answer.ok ? "booked" : answer.error.reason;
};

function settle(tenant: TestTenant, appointmentId: AppointmentId, action: Settlement) {
  return tenant.calendar().settle(tenant.ref, { appointmentId, action, actor: "test", idempotency: idempotent() });
}

function moveTo(tenant: TestTenant, { id }: Appointment, minute: number, staffId: StaffId | null = tenant.anna) {
  const target = { appointmentId: id, phoneIndex: null };
  const command = { target, startsAt: inTenDays(minute), staffId, actor: "test", idempotency: idempotent() };
  return tenant.calendar().reschedule(tenant.ref, command);
}

describe("time that was taken", () => {
  it("by a request that was accepted stays taken when nobody could accept it any more", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { approvalHours: 24 });
    const request = await booked(tenant, TEN);
    expect(request.status).toBe("pending");
    expect(await settle(tenant, request.id, { do: "accept" })).toMatchObject({ value: { status: "confirmed" } });
    expect(await tryBooking(tenant, TEN)).toBe("slot_taken");

    travel(2 * DAY_MS);
    expect(await tryBooking(tenant, TEN)).toBe("slot_taken");
    await evict(rawStub(tenant));
    expect(await tryBooking(tenant, TEN)).toBe("slot_taken");
  });

  it("by a request that nobody accepted is free at its end, before anything is swept", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { approvalHours: 24 });
    await booked(tenant, TEN);
    expect(await tryBooking(tenant, TEN)).toBe("slot_taken");
    travel(DAY_MS);
    expect(await tryBooking(tenant, TEN)).toBe("booked");
  });

  it("with buffers on both sides is given back as a whole", async () => {
    const tenant = await aTenant();
    await setBuffers(tenant, 30);
    const first = await booked(tenant, TEN);
    expect(await tryBooking(tenant, TEN + 60)).toBe("buffer");
    await cancel(tenant, first);
    expect(await tryBooking(tenant, TEN + 60)).toBe("booked");
    expect(await blocksOf(tenant)).toHaveLength(1);
  });

  it("to see what an import would do was never taken", async () => {
    const tenant = await aTenant();
    expect(await tryBooking(tenant, 900)).toBe("booked"); // the day is in memory
    const imported = await anImport(tenant, TEN);
    expect(await tenant.calendar().previewImport(tenant.ref, [imported, imported])).toEqual({
      imported: 1,
      known: 1,
      refused: [],
    });
    expect(await tryBooking(tenant, TEN)).toBe("booked");
    expect(await loggedTypes(tenant)).toEqual(["appointment_booked", "appointment_booked"]);
  });

  it("by what was imported is as it became since when the import comes again", async () => {
    const tenant = await aTenant();
    const imported = await anImport(tenant, TEN);
    await tenant.calendar().importAppointments(tenant.ref, [imported], "test");
    const cancelled = await tenant.calendar().appointment(tenant.ref, imported.id);
    if (!cancelled) throw new Error("it was not imported");
    await cancel(tenant, cancelled);

    expect(await tenant.calendar().importAppointments(tenant.ref, [imported], "test")).toEqual({
      imported: 0,
      known: 1,
      refused: [],
    });
    expect(await tenant.calendar().appointment(tenant.ref, imported.id)).toMatchObject({
      status: "cancelled",
      version: 2,
    });
    expect(await tryBooking(tenant, TEN)).toBe("booked");
  });
});

describe("holds", () => {
  const place = (tenant: TestTenant, minute: number, holder: string) =>
    tenant.calendar().hold(tenant.ref, aHold(tenant, { startsAt: inTenDays(minute), holder }));
  const change = (tenant: TestTenant, holder: string, what: ChangeHoldCommand["change"]) =>
    tenant.calendar().changeHold(tenant.ref, { change: what, holder, actor: holder, idempotency: idempotent() });

  it("abuse 15: that lapsed no longer count, swept or not", async () => {
    const tenant = await aTenant();
    for (const minute of [540, 600, 660]) expect((await place(tenant, minute, "caller")).ok).toBe(true);
    expect(await place(tenant, 720, "caller")).toMatchObject({ error: { reason: "too_many_holds" } });
    await expireHolds(tenant);
    expect(await place(tenant, 720, "caller")).toMatchObject({ ok: true });
  });

  it("are carried as the newest of who holds them, whoever holds a newer one", async () => {
    const tenant = await aTenant();
    await place(tenant, 540, "caller");
    const newest = await place(tenant, 600, "caller");
    await place(tenant, 660, "other");
    const carried = await change(tenant, "caller", { do: "carry", claimHash: "secret" });
    expect(carried).toMatchObject({ value: { id: newest.ok && newest.value.id, holder: "caller" } });
  });

  it("that were extended block their time once, and to the end", async () => {
    const tenant = await aTenant();
    const hold = await place(tenant, TEN, "caller");
    if (!hold.ok) throw new Error(hold.error.reason);
    travel(4 * MINUTE_MS);
    expect(await change(tenant, "caller", { do: "extend", holdId: hold.value.id })).toMatchObject({ ok: true });
    expect(await blocksOf(tenant)).toHaveLength(1);
    travel(4 * MINUTE_MS);
    expect(await tryBooking(tenant, TEN)).toBe("slot_taken");
    travel(MINUTE_MS);
    expect(await tryBooking(tenant, TEN)).toBe("booked");
  });
});

describe("the same key", () => {
  it("of the API is answered as it was, though the appointment has changed since; on the phone it is asked anew", async () => {
    const tenant = await aTenant();
    const command = await aBooking(tenant, { startsAt: inTenDays(TEN) });
    const first = await tenant.calendar().book(tenant.ref, command);
    if (!first.ok) throw new Error(first.error.reason);
    await moveTo(tenant, first.value, TEN + 60);
    expect(await tenant.calendar().book(tenant.ref, command)).toEqual(first);
    expect((await tenant.calendar().appointment(tenant.ref, first.value.id))?.version).toBe(2);
  });

  it("is known as long as it may come again, whatever is pruned, and forgotten after a day", async () => {
    const tenant = await aTenant();
    const command = await aBooking(tenant, { startsAt: inTenDays(TEN) });
    const first = await tenant.calendar().book(tenant.ref, command);
    await tenant.calendar().prune(tenant.ref);
    expect(await tenant.calendar().book(tenant.ref, command)).toEqual(first);

    travel(DAY_MS + 1);
    expect(await tenant.calendar().book(tenant.ref, command)).toMatchObject({ error: { reason: "slot_taken" } });
    travel(2 * MINUTE_MS);
    await tenant.calendar().prune(tenant.ref);
    const kept = () =>
      runInDurableObject<BranchCalendar, number>(
        rawStub(tenant),
        (_, { storage }) => storage.sql.exec<{ kept: number }>("SELECT count(*) AS kept FROM answers").one().kept,
      );
    expect(await kept()).toBe(0);
  });
});

describe("what is no change", () => {
  it("leaves nothing in the log", async () => {
    const tenant = await aTenant();
    const id = await anImported(tenant, "confirmed", -HOUR_MS);
    await settle(tenant, id, { do: "complete" });
    const before = await loggedTypes(tenant);
    expect(await settle(tenant, id, { do: "complete" })).toMatchObject({ value: { status: "completed", version: 2 } });
    expect(await loggedTypes(tenant)).toEqual(before);
  });
});

describe("what is not over", () => {
  const upcoming = async (tenant: TestTenant) => (await tenant.calendar().upcoming(tenant.ref)).count;

  it("is what began and has not ended", async () => {
    const tenant = await aTenant();
    await anImported(tenant, "confirmed", -10 * MINUTE_MS);
    expect(await upcoming(tenant)).toBe(1);
    travel(35 * MINUTE_MS);
    expect(await upcoming(tenant)).toBe(0);
  });

  it("is a request, as long as somebody may accept it", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { approvalHours: 24 });
    await booked(tenant, TEN);
    expect(await upcoming(tenant)).toBe(1);
    travel(DAY_MS);
    expect(await upcoming(tenant)).toBe(0);
  });

  it("is shown in every window that it reaches into", async () => {
    const tenant = await aTenant();
    const { id } = await booked(tenant, TEN);
    const shown = async (from: number, to: number) => {
      const day = await tenant.calendar().day(tenant.ref, { start: inTenDays(from), end: inTenDays(to) });
      return day.appointments.map((each) => each.id);
    };
    for (const [from, to] of [
      [TEN + 44, TEN + 60],
      [TEN - 15, TEN + 1],
      [TEN + 10, TEN + 20],
    ] as const)
      expect(await shown(from, to)).toEqual([id]);
    for (const [from, to] of [
      [TEN + 45, TEN + 60],
      [TEN - 15, TEN],
    ] as const)
      expect(await shown(from, to)).toEqual([]);
  });
});

describe("a caller", () => {
  it("has only what is to come and stands, soonest first", async () => {
    const tenant = await aTenant();
    await anImported(tenant, "confirmed", -2 * HOUR_MS);
    await anImported(tenant, "cancelled", 48 * HOUR_MS);
    const [later, sooner] = [await booked(tenant, TEN + 60), await booked(tenant, TEN)];
    const found = await tenant.calendar().upcomingOf(tenant.ref, sooner.contact.phoneIndex ?? "");
    expect(found.map(({ id }) => id)).toEqual([sooner.id, later.id]);
  });

  it("who cannot move is not offered the time they have", async () => {
    const tenant = await aTenant();
    const mine = await booked(tenant, TEN);
    for (const staffId of [tenant.anna, tenant.ben]) await tryBooking(tenant, TEN + 45, staffId);
    const refused = await moveTo(tenant, mine, TEN + 45, null);
    const offered = refused.ok ? [] : refused.error.alternatives.map(({ startsAt }) => startsAt);
    expect(offered).toHaveLength(3);
    expect(offered).not.toContain(mine.startsAt);
  });
});

describe("who waits", () => {
  const take = (tenant: TestTenant, entryId: Awaited<ReturnType<typeof join>>["id"]) =>
    tenant
      .calendar()
      .waitlist(tenant.ref, "book", { entryId, only: null, sealed: null, actor: "test", idempotency: idempotent() });
  const statusOf = async (tenant: TestTenant, entryId: Awaited<ReturnType<typeof join>>["id"]) =>
    (await tenant.calendar().waitlist(tenant.ref, "find", { entryId, only: null }))?.status;

  it("has the notice of when it was offered", async () => {
    const tenant = await aTenant();
    await setNotice(tenant, 9 * 24 * 60);
    const appointment = await booked(tenant, TEN);
    const entry = await join(tenant);
    const lastMoment = inTenDays(TEN) - 9 * DAY_MS - Date.now();
    travel(lastMoment);
    await cancel(tenant, appointment);
    expect(await statusOf(tenant, entry.id)).toBe("offered");
    travel(2 * MINUTE_MS);
    expect(await take(tenant, entry.id)).toMatchObject({ ok: true });
  });

  it("too late is told that nothing is offered any more, and the next has it", async () => {
    const tenant = await aTenant();
    const appointment = await booked(tenant, TEN);
    const [first, second] = [await join(tenant), await join(tenant)];
    await cancel(tenant, appointment);
    await tenant.calendar().waitlist(tenant.ref, "leave", { entryId: first.id, only: null, actor: "test" });
    expect(await take(tenant, first.id)).toEqual({ ok: false, error: { reason: "not_offered", status: "left" } });
    expect(await statusOf(tenant, second.id)).toBe("offered");
  });

  it("and has all that a cap lets them have is passed over", async () => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { caps: { ...NO_CAPS, customerDay: 1 } });
    const [phone, other] = ["+4915100000071", "+4915100000072"];
    const freed = await tenant
      .calendar()
      .book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(TEN), phone: other }));
    await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(900), phone }));
    const [full, next] = [await join(tenant, { phone }), await join(tenant)];
    if (!freed.ok) throw new Error(freed.error.reason);
    await cancel(tenant, freed.value);
    expect([await statusOf(tenant, full.id), await statusOf(tenant, next.id)]).toEqual(["waiting", "offered"]);
  });

  it("longest is first, however many came after", async () => {
    const tenant = await aTenant();
    const appointment = await booked(tenant, TEN);
    const first = await join(tenant);
    for (let count = 0; count < 51; count++) await join(tenant);
    await cancel(tenant, appointment);
    expect(await statusOf(tenant, first.id)).toBe("offered");
  });
});

it("who was erased has been nobody since, in the time that is taken as well", async () => {
  const tenant = await aTenant();
  const { id, contact, ...rest } = await booked(tenant, TEN);
  const nobody = { ...contact, phoneIndex: null, emailIndex: null, sealed: "-", sealedForCustomer: "-" };
  const forgotten = [
    { id, contact: nobody },
    { id: newId("apt"), contact: nobody },
  ];
  expect(await tenant.calendar().forgetContacts(tenant.ref, forgotten)).toBe(1);
  expect(await tenant.calendar().appointment(tenant.ref, id)).toEqual({ ...rest, id, contact: nobody });
  expect(await tenant.calendar().upcomingOf(tenant.ref, contact.phoneIndex ?? "")).toEqual([]);
  expect(await blocksOf(tenant)).toMatchObject([{ owner: id, customer: null }]);
  expect(await tryBooking(tenant, TEN)).toBe("slot_taken");
  expect(await loggedTypes(tenant)).toEqual(["appointment_booked"]);
});

describe("a log", () => {
  it("is kept for a month, and time that is past for two", async () => {
    const tenant = await aTenant();
    await anImported(tenant, "completed", -61 * DAY_MS);
    await anImported(tenant, "completed", -58 * DAY_MS);
    await booked(tenant, TEN);
    await booked(tenant, TEN + 60);
    await tenant.calendar().drain(tenant.ref);
    const pruned = async () => {
      await tenant.calendar().prune(tenant.ref);
      return [(await loggedTypes(tenant)).length, (await blocksOf(tenant)).length];
    };
    expect(await pruned()).toEqual([4, 3]);
    travel(29 * DAY_MS);
    expect(await pruned()).toEqual([4, 2]);
    travel(2 * DAY_MS);
    expect(await pruned()).toEqual([1, 2]); // the last stays, for the count goes on
  });
});

async function setBuffers({ cut }: TestTenant, minutes: number): Promise<void> {
  const query = "UPDATE services SET buffer_before_minutes = ?1, buffer_after_minutes = ?1 WHERE id = ?2";
  await env.DB.prepare(query).bind(minutes, cut).run();
}

async function setNotice({ cut }: TestTenant, minutes: number): Promise<void> {
  await env.DB.prepare("UPDATE services SET minimum_notice_minutes = ? WHERE id = ?").bind(minutes, cut).run();
}

function blocksOf(tenant: TestTenant) {
  return runInDurableObject<BranchCalendar, unknown[]>(rawStub(tenant), (_, { storage }) =>
    storage.sql.exec("SELECT * FROM blocks").toArray(),
  );
}

async function anImport(tenant: TestTenant, minute: number): Promise<ImportedAppointment> {
  const { appointmentId: id, contact, language } = await aBooking(tenant, { startsAt: inTenDays(minute) });
  const startsAt = inTenDays(minute);
  const what = { id, serviceId: tenant.cut, staffId: tenant.anna, startsAt, endsAt: startsAt + 45 * MINUTE_MS };
  const source = { channel: "import", callId: null } as const;
  return { ...what, status: "confirmed", contact, source, language, cancelReason: null, createdAt: 1 };
}
