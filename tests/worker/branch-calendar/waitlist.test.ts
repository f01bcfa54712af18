import { runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import type { BranchCalendar } from "../../../durable-objects/branch-calendar/branch-calendar.ts";
import { type Caps, NO_CAPS } from "../../../src/domain/booking/rulebook.ts";
import { WAITLIST_HOLD_MS, type WaitlistEntry } from "../../../src/domain/booking/waitlist.ts";
import { aTenant, type TestTenant } from "../../support/worker/a-tenant.ts";
import { expireHolds, rawStub } from "../../support/worker/calendar-object.ts";
import { setPolicy } from "../../support/worker/catalogue.ts";
import { aBooking, aHold, inTenDays } from "../../support/worker/commands.ts";
import { evict } from "../../support/worker/evict.ts";
import {
  anOffer,
  aWait,
  blocked,
  booked,
  cancel,
  entryOf,
  idempotent,
  join,
  loggedTypes,
  ring,
  waitlistOf,
} from "../../support/worker/waitlist.ts";

const statuses = async (tenant: TestTenant) => (await waitlistOf(tenant)).map(({ status }) => status);

function take(tenant: TestTenant, { id }: WaitlistEntry) {
  const command = { entryId: id, actor: "test", idempotency: idempotent() };
  return tenant.calendar().waitlist(tenant.ref, "book", { ...command, sealed: null, only: null });
}

function leave(tenant: TestTenant, { id }: WaitlistEntry) {
  return tenant.calendar().waitlist(tenant.ref, "leave", { entryId: id, actor: "test", only: null });
}

beforeAll(async () => {
  const tenant = await aTenant();
  await tenant.calendar().refreshRules(tenant.ref);
});

describe("a cancelled time", () => {
  it("is held for the first in line, longer than for a caller, and nobody else can book it", async () => {
    const tenant = await aTenant();
    const appointment = await booked(tenant, 600);
    const [first, second] = [await join(tenant), await join(tenant)];

    await cancel(tenant, appointment);

    const { status, offer } = await entryOf(tenant, first);
    expect(status).toBe("offered");
    expect(offer).toMatchObject({ startsAt: inTenDays(600), staffId: tenant.anna, holder: `waitlist:${first.id}` });
    expect(offer && offer.expiresAt - Date.now()).toBeGreaterThan(WAITLIST_HOLD_MS - 10_000);
    expect((await entryOf(tenant, second)).status).toBe("waiting");
    const rival = await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(600) }));
    expect(rival).toMatchObject({ ok: false, error: { reason: "slot_taken" } });
    expect((await loggedTypes(tenant)).slice(-3)).toEqual(["appointment_cancelled", "hold_placed", "waitlist_offered"]);
  });

  it("becomes the appointment of who waited, once however often they ask", async () => {
    const tenant = await aTenant();
    const entry = await anOffer(tenant);
    await evict(rawStub(tenant));

    const answers = await Promise.all([take(tenant, entry), take(tenant, entry), take(tenant, entry)]);

    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(new Set(answers.map((answer) => answer.ok && answer.value.id))).toEqual(new Set([entry.appointmentId]));
    expect((await entryOf(tenant, entry)).status).toBe("booked");
    const { holds, appointments } = await tenant.calendar().day(tenant.ref, allDay);
    expect(holds).toEqual([]);
    expect(appointments.filter(({ status }) => status === "confirmed")).toHaveLength(1);
  });

  it("is offered to the next when nobody takes it, and so on down the list", async () => {
    const tenant = await aTenant();
    const appointment = await booked(tenant, 600);
    for (let waiting = 0; waiting < 3; waiting++) await join(tenant);
    await cancel(tenant, appointment);

    for (const expected of [
      ["lapsed", "offered", "waiting"],
      ["lapsed", "lapsed", "offered"],
      ["lapsed", "lapsed", "lapsed"],
    ]) {
      await expireHolds(tenant);
      await ring(tenant);
      expect(await statuses(tenant)).toEqual(expected);
    }
    expect((await tenant.calendar().book(tenant.ref, await aBooking(tenant, { startsAt: inTenDays(600) }))).ok).toBe(
      true,
    );
  });

  it("goes to whom it suits, not to who only waits longer", async () => {
    const tenant = await aTenant();
    const appointment = await booked(tenant, 600);
    const [withBen, atNoon] = [await join(tenant, { staffId: tenant.ben }), await join(tenant, { from: 720 })];
    const anyone = await join(tenant, { staffId: null });

    await cancel(tenant, appointment);

    expect([(await entryOf(tenant, withBen)).status, (await entryOf(tenant, atNoon)).status]).toEqual([
      "waiting",
      "waiting",
    ]);
    expect((await entryOf(tenant, anyone)).offer?.staffId).toBe(tenant.anna);
  });

  it("is each offered once when many are cancelled at the same moment", async () => {
    const tenant = await aTenant();
    const appointments = [];
    for (const minute of [540, 600, 660, 720, 780]) appointments.push(await booked(tenant, minute));
    for (let waiting = 0; waiting < 8; waiting++) await join(tenant);

    await Promise.all(appointments.map((appointment) => cancel(tenant, appointment)));

    const entries = await waitlistOf(tenant);
    expect(entries.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 5 }, () => "offered"),
      ...Array.from({ length: 3 }, () => "waiting"),
    ]);
    const { holds } = await tenant.calendar().day(tenant.ref, allDay);
    const sorted = holds.sort((a, b) => a.startsAt - b.startsAt);
    expect(sorted).toHaveLength(5);
    for (const [index, hold] of sorted.entries()) {
      expect(sorted[index + 1]?.startsAt ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(hold.endsAt);
    }
  });
});

describe("time is freed as well", () => {
  it.each([
    { by: "a hold that is given back", free: freeByRelease },
    { by: "a hold that expires", free: freeByExpiry },
    { by: "an appointment that moves", free: freeByMove },
    { by: "busy time that goes", free: freeByUnblocking },
  ])("by $by", async ({ free }) => {
    const tenant = await aTenant({ fromMinute: 600, toMinute: 645 });
    const release = await free(tenant);
    const entry = await join(tenant);

    await release();

    expect((await entryOf(tenant, entry)).status).toBe("offered");
  });

  it("but not by booking what was held", async () => {
    const tenant = await aTenant();
    const hold = await tenant.calendar().hold(tenant.ref, aHold(tenant, { startsAt: inTenDays(600) }));
    if (!hold.ok) throw new Error(hold.error.reason);
    const entry = await join(tenant, { from: 600, to: 601 });

    const command = await aBooking(tenant, { startsAt: inTenDays(600), holdId: hold.value.id });
    expect((await tenant.calendar().book(tenant.ref, command)).ok).toBe(true);

    expect((await entryOf(tenant, entry)).status).toBe("waiting");
  });
});

describe("an entry", () => {
  it("that leaves gives its offer to the next", async () => {
    const tenant = await aTenant();
    const entry = await anOffer(tenant);
    const next = await join(tenant);

    expect(await leave(tenant, entry)).toBe(true);
    expect(await leave(tenant, entry)).toBe(false);

    expect((await entryOf(tenant, entry)).status).toBe("left");
    expect((await entryOf(tenant, next)).status).toBe("offered");
  });

  it("that joins twice with one request waits once", async () => {
    const tenant = await aTenant();
    const command = await aWait(tenant);
    const ask = (fingerprint: string) => tenant.calendar().waitlist(tenant.ref, "join", { ...command, fingerprint });

    const answers = await Promise.all([ask("same"), ask("same")]);

    expect(answers.map((answer) => answer.ok)).toEqual([true, true]);
    expect(await ask("other")).toMatchObject({ ok: false, error: { reason: "idempotency_mismatch" } });
    expect(await waitlistOf(tenant)).toHaveLength(1);
  });

  it("that joins again for the same keeps its place, and gets another for something else", async () => {
    const tenant = await aTenant();
    const phone = "+4915112345678";
    const first = await join(tenant, { phone, from: 540, to: 720 });
    expect(await join(tenant, { phone, from: 600, to: 700 })).toEqual(first);
    const others = [{ from: 720, to: 900 }, { staffId: null }, { phone: "+4915112345679" }];
    for (const other of others)
      expect((await join(tenant, { phone, from: 540, to: 720, ...other })).id).not.toBe(first.id);
    expect(await waitlistOf(tenant)).toHaveLength(4);

    await leave(tenant, first);
    expect((await join(tenant, { phone, from: 540, to: 720 })).id).not.toBe(first.id);
  });

  it("that joins again for longer keeps its place and is offered what lies in either", async () => {
    const tenant = await aTenant();
    const phone = "+4915112345678";
    const appointment = await booked(tenant, 840);
    const first = await join(tenant, { phone, from: 540, to: 720 });
    const second = await join(tenant);

    const longer = await join(tenant, { phone, from: 600, to: 960 });
    await cancel(tenant, appointment);

    expect(longer).toEqual({ ...first, window: { from: inTenDays(540), to: inTenDays(960) } });
    expect((await entryOf(tenant, first)).offer?.startsAt).toBe(inTenDays(840));
    expect((await entryOf(tenant, second)).status).toBe("waiting");
  });

  it("lapses when its time is over, and cannot be made for the past", async () => {
    const tenant = await aTenant();
    const command = await aWait(tenant);
    const window = { from: Date.now() - 1_000, to: Date.now() + 300 };
    const short = { ...command, entry: { ...command.entry, window } };
    expect((await tenant.calendar().waitlist(tenant.ref, "join", short)).ok).toBe(true);
    await scheduler.wait(350);

    await ring(tenant);

    expect(await statuses(tenant)).toEqual(["lapsed"]);
    const late = await aWait(tenant);
    const past = { ...late, entry: { ...late.entry, window } };
    expect(await tenant.calendar().waitlist(tenant.ref, "join", past)).toMatchObject({
      error: { reason: "window_over" },
    });
  });

  it("cannot book before something is offered, nor after the offer lapsed", async () => {
    const tenant = await aTenant();
    const entry = await join(tenant);
    expect(await take(tenant, entry)).toMatchObject({ error: { reason: "not_offered", status: "waiting" } });
    const offered = await anOffer(await aTenant());
    expect(await take(tenant, offered)).toMatchObject({ error: { reason: "entry_not_found" } });

    const other = await aTenant();
    const lapsed = await anOffer(other);
    await expireHolds(other);
    expect(await take(other, lapsed)).toMatchObject({ error: { reason: "hold_expired" } });
  });

  it("is forgotten when nothing can come of it, three months after its time", async () => {
    const tenant = await aTenant();
    const appointment = await booked(tenant, 600);
    const [offered, left, waiting] = [await join(tenant), await join(tenant), await join(tenant, { from: 900 })];
    await cancel(tenant, appointment);
    await leave(tenant, left);
    const known = async () => {
      await tenant.calendar().prune(tenant.ref);
      return (await waitlistOf(tenant)).map(({ id }) => id);
    };

    await timeWasOver(tenant, 89);
    expect(await known()).toEqual([offered.id, left.id, waiting.id]);
    await timeWasOver(tenant, 91);
    expect(await known()).toEqual([offered.id, waiting.id]);
  });

  it("has no key left to know them by once it is forgotten who they were", async () => {
    const tenant = await aTenant();
    const { entry, ...by } = await aWait(tenant);
    const contact = { ...entry.contact, knownPhoneIndex: "known" };
    await tenant.calendar().waitlist(tenant.ref, "join", { ...by, entry: { ...entry, contact } });
    const entries = [{ id: entry.id, sealed: "" }];
    await tenant.calendar().waitlist(tenant.ref, "forget", { entries, actor: "test" });
    const [forgotten] = await waitlistOf(tenant);
    expect(forgotten?.contact).toEqual({
      customerId: entry.contact.customerId,
      phoneIndex: null,
      emailIndex: null,
      sealed: "",
      sealedForCustomer: "",
    });
  });

  it("is kept without its name", async () => {
    const tenant = await aTenant();
    await join(tenant, { name: "Canary Vogelsang", phone: "+4915199999999" });
    await anOffer(tenant, 600, tenant.ben);
    const text = await runInDurableObject<BranchCalendar, string>(rawStub(tenant), (_, { storage }) =>
      ["waitlist", "events", "holds", "blocks", "answers"]
        .map((table) => JSON.stringify(storage.sql.exec(`SELECT * FROM ${table}`).toArray()))
        .join(),
    );
    expect(text).toContain("wai_");
    expect(text).not.toMatch(/Canary|Vogelsang|15199999999|Erika/);
  });
});

describe("a cap that is reached no longer", () => {
  const capped = async (caps: Partial<Caps>) => {
    const tenant = await aTenant();
    await setPolicy(tenant.cut, { caps: { ...NO_CAPS, ...caps } });
    await tenant.calendar().refreshRules(tenant.ref);
    return tenant;
  };

  it("opens the day to who waits for another member", async () => {
    const tenant = await capped({ branchDay: 1 });
    const appointment = await booked(tenant, 600);
    const [withBen, withAnna] = [await join(tenant, { staffId: tenant.ben }), await join(tenant)];

    await cancel(tenant, appointment);

    const { status, offer } = await entryOf(tenant, withBen);
    expect([status, offer?.staffId]).toEqual(["offered", tenant.ben]);
    expect((await entryOf(tenant, withAnna)).status).toBe("waiting");
  });

  it("opens all of a member's day, to who has waited longest", async () => {
    const tenant = await capped({ staffDay: 1 });
    const appointment = await booked(tenant, 600);
    const [late, atTen] = [await join(tenant, { from: 900, to: 960 }), await join(tenant, { from: 600, to: 660 })];

    await cancel(tenant, appointment);

    expect((await entryOf(tenant, late)).offer).toMatchObject({ startsAt: inTenDays(900), staffId: tenant.anna });
    expect((await entryOf(tenant, atTen)).status).toBe("waiting");
  });

  it("opens the day to whom it suits, however many wait longer for what cannot be had", async () => {
    const tenant = await capped({ branchDay: 2 });
    const appointments = [await booked(tenant, 600), await booked(tenant, 720)];
    for (let count = 0; count < 51; count++) await join(tenant, { from: 0, to: 60 });
    const early = await join(tenant, { from: 540, to: 570 });
    const late = await join(tenant, { from: 1_020, to: 1_050 });

    for (const appointment of appointments) await cancel(tenant, appointment);

    const offered = (await waitlistOf(tenant)).filter(({ status }) => status === "offered");
    expect(offered.map(({ id }) => id)).toEqual([early.id, late.id]);
  });

  it("opens nothing that was free before", async () => {
    const tenant = await capped({ branchDay: 3 });
    const appointment = await booked(tenant, 600);
    await booked(tenant, 720);
    const withBen = await join(tenant, { staffId: tenant.ben });

    await cancel(tenant, appointment);

    expect((await entryOf(tenant, withBen)).status).toBe("waiting");
  });

  it("stays reached when what counted is only moved within its day", async () => {
    const tenant = await capped({ branchDay: 1 });
    const { id } = await booked(tenant, 600);
    const withBen = await join(tenant, { staffId: tenant.ben });

    const target = { appointmentId: id, phoneIndex: null };
    const later = { startsAt: inTenDays(720), staffId: null };
    await tenant.calendar().reschedule(tenant.ref, { target, ...later, actor: "test", idempotency: idempotent() });

    expect((await entryOf(tenant, withBen)).status).toBe("waiting");
  });
});

/** For everybody who waits or waited, so many days ago. */
async function timeWasOver(tenant: TestTenant, days: number): Promise<void> {
  await runInDurableObject<BranchCalendar, void>(rawStub(tenant), (_, { storage }) => {
    storage.sql.exec("UPDATE waitlist SET to_at = ?", Date.now() - days * 86_400_000);
  });
}

const allDay = { start: inTenDays(0), end: inTenDays(1_439) };

async function freeByRelease(tenant: TestTenant) {
  const hold = await tenant.calendar().hold(tenant.ref, aHold(tenant, { startsAt: inTenDays(600) }));
  if (!hold.ok) throw new Error(hold.error.reason);
  const command = { holdId: hold.value.id, holder: "test", actor: "test" };
  return () => tenant.calendar().releaseHold(tenant.ref, command);
}

async function freeByExpiry(tenant: TestTenant) {
  await tenant.calendar().hold(tenant.ref, aHold(tenant, { startsAt: inTenDays(600) }));
  return async () => {
    await expireHolds(tenant);
    await ring(tenant);
  };
}

async function freeByMove(tenant: TestTenant) {
  const { id } = await booked(tenant, 600);
  const target = { appointmentId: id, phoneIndex: null };
  const later = { startsAt: inTenDays(600 + 1_440), staffId: null };
  return () => tenant.calendar().reschedule(tenant.ref, { target, ...later, actor: "test", idempotency: idempotent() });
}

async function freeByUnblocking(tenant: TestTenant) {
  const { id: busyId } = await blocked(tenant, [540, 700]);
  return () => tenant.calendar().busy(tenant.ref, "free", { busyId, actor: "test", only: null });
}
