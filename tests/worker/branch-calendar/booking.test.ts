import { beforeAll, describe, expect, it } from "vitest";
import type { Appointment } from "../../../src/domain/booking/appointment.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { expireHolds, rawStub } from "../../support/worker/calendar-object.ts";
import { aBooking, aHold, anImported, inTenDays } from "../../support/worker/commands.ts";
import { evict } from "../../support/worker/evict.ts";

const TEN = 600;

beforeAll(async () => {
  // The first test must not pay for a cold start.
  const tenant = await aTenant();
  await tenant.calendar().refreshRules(tenant.ref);
});

describe("abuse 16: one slot, many callers", () => {
  it("gives a slot to exactly one of 1,000 concurrent callers", async () => {
    const tenant = await aTenant();
    const commands = await Promise.all(
      Array.from({ length: 1_000 }, () => aBooking(tenant, { startsAt: inTenDays(TEN) })),
    );

    const answers = await Promise.all(commands.map((command) => tenant.calendar().book(tenant.ref, command)));

    const booked = answers.filter((answer) => answer.ok);
    expect(booked).toHaveLength(1);
    const refusals = answers.filter((answer) => !answer.ok).map((answer) => answer.error.reason);
    expect(new Set(refusals)).toEqual(new Set(["slot_taken"]));
    expect(answers.find((answer) => !answer.ok)?.error.alternatives).toHaveLength(3);
  }, 90_000);

  it("never lets overlapping starts stand beside each other", async () => {
    const tenant = await aTenant();
    const starts = Array.from({ length: 400 }, (_, index) => inTenDays(540 + (index % 33) * 15));
    const commands = await Promise.all(starts.map((startsAt) => aBooking(tenant, { startsAt, staffId: null })));

    const answers = await Promise.all(commands.map((command) => tenant.calendar().book(tenant.ref, command)));

    const booked = answers.filter((answer) => answer.ok).map((answer) => answer.value);
    expect(booked.length).toBeGreaterThan(10);
    expect(overlappingPairs(booked)).toEqual([]);
    const { appointments } = await tenant.calendar().day(tenant.ref, { start: inTenDays(0), end: inTenDays(1_439) });
    expect(appointments.map(({ id }) => id).sort()).toEqual(booked.map(({ id }) => id).sort());
  });

  it("still knows what it gave away after eviction", async () => {
    const tenant = await aTenant();
    const first = await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(TEN) }));
    expect(first.ok).toBe(true);

    await evict(rawStub(tenant));

    const second = await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(TEN + 30) }));
    expect(second).toMatchObject({ ok: false, error: { reason: "slot_taken" } });
  });
});

describe("the same request again", () => {
  it("gets the same answer and books once", async () => {
    const tenant = await aTenant();
    const command = await aBooking(tenant, { startsAt: inTenDays(TEN) });
    const retry = { ...(await aBooking(tenant, { startsAt: inTenDays(TEN) })), idempotency: command.idempotency };

    const answers = await Promise.all([command, retry, retry].map((each) => tenant.calendar().book(tenant.ref, each)));

    expect(new Set(answers.map((answer) => answer.ok && answer.value.id)).size).toBe(1);
    expect(answers.every((answer) => answer.ok)).toBe(true);
  });

  it("is refused when the key comes with another input", async () => {
    const tenant = await aTenant();
    const command = await aBooking(tenant, { startsAt: inTenDays(TEN) });
    await tenant.calendar().book(tenant.ref, command);

    const other = await aBooking(tenant, { startsAt: inTenDays(TEN + 60) });
    const idempotency = { ...command.idempotency, fingerprint: "other" };
    const answer = await tenant.calendar().book(tenant.ref, { ...other, idempotency });

    expect(answer).toMatchObject({ ok: false, error: { reason: "idempotency_mismatch" } });
  });

  it("books anew on the phone once the appointment it spoke of was cancelled", async () => {
    const tenant = await aTenant();
    const idempotency = { key: "call-1|book", fingerprint: "same", scope: "call" } as const;
    const words = async () => ({ ...(await aBooking(tenant, { startsAt: inTenDays(TEN) })), idempotency });
    const first = booked(await tenant.calendar().book(tenant.ref, await words()));
    await cancel(tenant, first);

    const second = booked(await tenant.calendar().book(tenant.ref, await words()));

    expect(second.id).not.toBe(first.id);
    expect(second.status).toBe("confirmed");
  });
});

describe("holds", () => {
  it("block the slot for others and become the appointment of their holder", async () => {
    const tenant = await aTenant();
    const hold = await tenant
      .calendar()
      .hold(tenant.ref, aHold(tenant, { startsAt: inTenDays(TEN), holder: "caller" }));
    if (!hold.ok) throw new Error(hold.error.reason);

    const rival = await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(TEN) }));
    expect(rival).toMatchObject({ ok: false, error: { reason: "slot_taken" } });
    const thief = { startsAt: inTenDays(TEN), holdId: hold.value.id, holder: "thief" };
    expect(await tenant.calendar().book(tenant.ref, await aBooking(tenant, thief))).toMatchObject({
      error: { reason: "hold_not_found" },
    });

    const owner = { ...thief, holder: "caller" };
    const answer = booked(await tenant.calendar().book(tenant.ref, await aBooking(tenant, owner)));
    expect(answer.staffId).toBe(hold.value.staffId);
  });

  it("that expired are refused with three alternatives", async () => {
    const tenant = await aTenant();
    const hold = await tenant.calendar().hold(tenant.ref, aHold(tenant, { startsAt: inTenDays(TEN) }));
    if (!hold.ok) throw new Error(hold.error.reason);
    await expireHolds(tenant);

    const late = { startsAt: inTenDays(TEN), holdId: hold.value.id };
    const answer = await tenant.calendar().book(tenant.ref, await aBooking(tenant, late));

    expect(answer).toMatchObject({ ok: false, error: { reason: "hold_expired" } });
    expect(!answer.ok && answer.error.alternatives).toHaveLength(3);
    const walkIn = await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(TEN) }));
    expect(walkIn.ok).toBe(true);
  });

  it("abuse 15: are limited per holder", async () => {
    const tenant = await aTenant();
    const place = (minute: number) =>
      tenant.calendar().hold(tenant.ref, aHold(tenant, { startsAt: inTenDays(minute), holder: "greedy" }));
    for (const minute of [540, 600, 660]) expect((await place(minute)).ok).toBe(true);

    expect(await place(720)).toMatchObject({ ok: false, error: { reason: "too_many_holds", limit: 3 } });
  });

  it("abuse 15: are given back by their holder only", async () => {
    const tenant = await aTenant();
    const hold = await tenant.calendar().hold(tenant.ref, aHold(tenant, { startsAt: inTenDays(TEN) }));
    if (!hold.ok) throw new Error(hold.error.reason);
    const release = (holder: string) =>
      tenant.calendar().releaseHold(tenant.ref, { holdId: hold.value.id, holder, actor: holder });

    expect(await release("thief")).toBe(false);
    expect(await release("test")).toBe(true);
    expect(await release("test")).toBe(false);
  });
});

describe("moving and cancelling", () => {
  it("moves to the new time and frees the old in one step", async () => {
    const tenant = await aTenant();
    const before = booked(
      await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(TEN) })),
    );

    const moved = booked(await move(tenant, before, inTenDays(TEN + 15)));

    expect(moved).toMatchObject({ id: before.id, startsAt: inTenDays(TEN + 15), version: 2 });
    const { slots } = await tenant.calendar().findSlots(tenant.ref, {
      serviceId: tenant.cut,
      staffId: tenant.anna,
      from: inTenDays(540),
      to: inTenDays(720),
      limit: 100,
    });
    // Free again: 9:30 fits before 10:15; what overlaps the moved appointment does not.
    expect(slots.map(({ startsAt }) => startsAt)).toEqual([540, 555, 570, 660, 675, 690, 705].map((m) => inTenDays(m)));
  });

  it("keeps the old time when the new one is taken", async () => {
    const tenant = await aTenant();
    const mine = booked(await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(TEN) })));
    for (const staffId of [tenant.anna, tenant.ben]) {
      await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(TEN + 60), staffId }));
    }

    expect(await move(tenant, mine, inTenDays(TEN + 60))).toMatchObject({ error: { reason: "slot_taken" } });
    expect(await tenant.calendar().appointment(tenant.ref, mine.id)).toEqual(mine);
  });

  it("lets a caller change only what is booked under their own number", async () => {
    const tenant = await aTenant();
    const theirs = booked(
      await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(TEN) })),
    );
    const stranger = { appointmentId: theirs.id, phoneIndex: "another number" };
    const idempotency = { key: "x", fingerprint: "x", scope: "call" } as const;
    const command = { target: stranger, reason: null, actor: "call", idempotency };

    expect(await tenant.calendar().cancel(tenant.ref, command)).toMatchObject({
      error: { reason: "not_your_appointment" },
    });
  });

  it.each(["cancelled", "declined", "lapsed"] as const)(
    "leaves the time of what was %s elsewhere to others",
    async (status) => {
      const tenant = await aTenant();
      await anImported(tenant, status, inTenDays(TEN) - Date.now());
      const booked = await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(TEN) }));
      expect(booked).toMatchObject({ ok: true });
    },
  );

  it("frees the slot of a cancelled appointment and refuses to cancel twice", async () => {
    const tenant = await aTenant();
    const appointment = booked(
      await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(TEN) })),
    );

    expect((await cancel(tenant, appointment)).ok).toBe(true);
    expect(await cancel(tenant, appointment)).toMatchObject({ error: { reason: "already_cancelled" } });
    expect((await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(TEN) }))).ok).toBe(
      true,
    );
  });
});

function overlappingPairs(appointments: Appointment[]): [string, string][] {
  return appointments.flatMap((a) =>
    appointments
      .filter((b) => a.id < b.id && a.staffId === b.staffId && a.startsAt < b.endsAt && b.startsAt < a.endsAt)
      .map((b): [string, string] => [a.id, b.id]),
  );
}

function booked(answer: Awaited<ReturnType<ReturnType<TestTenant["calendar"]>["book"]>>): Appointment {
  if (!answer.ok) throw new Error(answer.error.reason);
  return answer.value;
}

function move(tenant: TestTenant, { id }: Appointment, startsAt: number) {
  const idempotency = { key: crypto.randomUUID(), fingerprint: "same", scope: "api" } as const;
  const target = { appointmentId: id, phoneIndex: null };
  return tenant.calendar().reschedule(tenant.ref, { target, startsAt, staffId: null, actor: "test", idempotency });
}

function cancel(tenant: TestTenant, { id }: Appointment) {
  const idempotency = { key: crypto.randomUUID(), fingerprint: "same", scope: "api" } as const;
  const target = { appointmentId: id, phoneIndex: null };
  return tenant.calendar().cancel(tenant.ref, { target, reason: "test", actor: "test", idempotency });
}
