import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { aBooking, dateInTenDays, inTenDays } from "../../support/worker/commands.ts";
import { travel } from "../../support/worker/outages.ts";
import { ask } from "../../support/worker/retell.ts";

const at = (clock: string) => `${dateInTenDays()}T${clock}`;
const wish = { service: "Cut", startsAt: at("10:00"), name: "Erika" };
const SIX_MINUTES = 6 * 60_000;

async function standing(tenant: TestTenant): Promise<string[]> {
  const window = { start: inTenDays(0), end: inTenDays(1_439) };
  const { appointments } = await tenant.calendar().day(tenant.ref, window);
  return appointments.filter(({ status }) => status === "confirmed").map(({ id }) => id);
}

beforeAll(async () => {
  await ask(await aTenant(), "list_services");
});
afterEach(() => vi.useRealTimers());

describe("the vendor's retry of a function call", () => {
  it("books once and gets the same answer, one after the other and all at once", async () => {
    const tenant = await aTenant();
    const first = await ask(tenant, "book_appointment", wish);
    const later = await Promise.all(Array.from({ length: 5 }, () => ask(tenant, "book_appointment", wish)));
    expect(first.ok).toBe(true);
    for (const answer of later) expect(answer).toEqual(first);
    expect(await standing(tenant)).toEqual([first.data["appointmentId"]]);

    const other = await aTenant();
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(other, "book_appointment", wish)));
    expect(new Set(answers.map(({ data }) => data["appointmentId"])).size).toBe(1);
    expect(await standing(other)).toHaveLength(1);
  });

  it("holds, moves and cancels once too", async () => {
    const tenant = await aTenant();
    const holds = [await ask(tenant, "hold_slot", wish), await ask(tenant, "hold_slot", wish)];
    expect(holds[1]?.data["holdId"]).toBe(holds[0]?.data["holdId"]);
    await ask(tenant, "book_appointment", { ...wish, holdId: holds[0]?.data["holdId"] });

    const moves = [1, 2].map(() => ask(tenant, "reschedule_appointment", { startsAt: at("14:00") }));
    const [moved, again] = await Promise.all(moves);
    expect(moved?.ok).toBe(true);
    expect(again).toEqual(moved);
    const [id] = await standing(tenant);
    expect(await tenant.calendar().page(tenant.ref, "", 10)).toMatchObject([{ id, version: 2 }]);

    const cancelled = await ask(tenant, "cancel_appointment");
    expect(cancelled.ok).toBe(true);
    expect(await ask(tenant, "cancel_appointment")).toEqual(cancelled);
    expect(await tenant.calendar().page(tenant.ref, "", 10)).toMatchObject([{ id, version: 3 }]);
  });

  it("is not mistaken for the same words in another call", async () => {
    const tenant = await aTenant();
    expect((await ask(tenant, "book_appointment", { ...wish, staff: "Anna" })).ok).toBe(true);
    const other = await ask(tenant, "book_appointment", { ...wish, staff: "Anna" }, { callId: "call_2" });
    expect([other.ok, other.data["code"]]).toEqual([false, "slot_taken"]);
  });
});

describe("the same words said again, when they mean something new,", () => {
  it("book anew after the appointment was cancelled", async () => {
    const tenant = await aTenant();
    const first = await ask(tenant, "book_appointment", wish);
    await ask(tenant, "cancel_appointment");
    const second = await ask(tenant, "book_appointment", wish);
    expect(second.ok).toBe(true);
    expect(second.data["appointmentId"]).not.toBe(first.data["appointmentId"]);
    expect(await standing(tenant)).toEqual([second.data["appointmentId"]]);
  });

  it("book anew after the appointment was moved away", async () => {
    const tenant = await aTenant();
    const first = await ask(tenant, "book_appointment", wish);
    await ask(tenant, "reschedule_appointment", { startsAt: at("14:00") });
    const second = await ask(tenant, "book_appointment", wish);
    expect(second.data["appointmentId"]).not.toBe(first.data["appointmentId"]);
    expect(await standing(tenant)).toHaveLength(2);
  });

  it("cancel the appointment that was booked after the first was cancelled", async () => {
    const tenant = await aTenant();
    await ask(tenant, "book_appointment", wish);
    await ask(tenant, "cancel_appointment");
    const { data } = await ask(tenant, "book_appointment", { ...wish, startsAt: at("14:00") });
    const second = await ask(tenant, "cancel_appointment");
    expect(second.data["appointmentId"]).toBe(data["appointmentId"]);
    expect(await standing(tenant)).toEqual([]);
  });

  it("move there and back and there again", async () => {
    const tenant = await aTenant();
    await ask(tenant, "book_appointment", wish);
    for (const clock of ["14:00", "10:00", "14:00"]) {
      expect((await ask(tenant, "reschedule_appointment", { startsAt: at(clock) })).ok).toBe(true);
    }
    expect(await tenant.calendar().page(tenant.ref, "", 10)).toMatchObject([{ startsAt: inTenDays(840), version: 4 }]);
  });

  it("ask which one is meant once there are two", async () => {
    const tenant = await aTenant();
    await ask(tenant, "book_appointment", wish);
    await ask(tenant, "reschedule_appointment", { startsAt: at("14:00") });
    await ask(tenant, "book_appointment", { ...wish, startsAt: at("16:00") });
    const answer = await ask(tenant, "reschedule_appointment", { startsAt: at("14:00") });
    expect(answer.data["code"]).toBe("ambiguous_appointment");
  });

  it("cancel what is there now although there was nothing a moment ago", async () => {
    const tenant = await aTenant();
    expect((await ask(tenant, "cancel_appointment")).data["code"]).toBe("appointment_not_found");
    await ask(tenant, "book_appointment", wish);
    expect((await ask(tenant, "cancel_appointment")).ok).toBe(true);
    expect(await standing(tenant)).toEqual([]);
  });

  it("book a time that was taken a moment ago and is free now", async () => {
    const tenant = await aTenant();
    const rival = await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(600) }));
    if (!rival.ok) throw new Error(rival.error.reason);
    expect((await ask(tenant, "book_appointment", { ...wish, staff: "Anna" })).data["code"]).toBe("slot_taken");
    const target = { appointmentId: rival.value.id, phoneIndex: null };
    const idempotency = { key: "free", fingerprint: "free", scope: "api" } as const;
    await tenant.calendar().cancel(tenant.ref, { target, reason: null, actor: "test", idempotency });
    expect((await ask(tenant, "book_appointment", { ...wish, staff: "Anna" })).ok).toBe(true);
  });

  it("hold anew after the first hold has lapsed", async () => {
    const tenant = await aTenant();
    const first = await ask(tenant, "hold_slot", wish);
    travel(SIX_MINUTES);
    const second = await ask(tenant, "hold_slot", wish);
    expect(second.ok).toBe(true);
    expect(second.data["holdId"]).not.toBe(first.data["holdId"]);
    expect((await ask(tenant, "book_appointment", { ...wish, holdId: second.data["holdId"] })).ok).toBe(true);
  });

  it("hold anew after what the first hold became was cancelled", async () => {
    const tenant = await aTenant();
    const first = await ask(tenant, "hold_slot", wish);
    await ask(tenant, "book_appointment", { ...wish, holdId: first.data["holdId"] });
    await ask(tenant, "cancel_appointment");
    const second = await ask(tenant, "hold_slot", wish);
    expect(second.data["holdId"]).not.toBe(first.data["holdId"]);
    expect((await ask(tenant, "book_appointment", { ...wish, holdId: second.data["holdId"] })).ok).toBe(true);
  });
});
