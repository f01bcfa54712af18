import { describe, expect, it } from "vitest";
import type { Appointment, Block } from "../../../src/domain/booking/appointment.ts";
import { decideCancel, decideReschedule, isAnotherTime } from "../../../src/domain/booking/changes.ts";
import type { ImportedAppointment } from "../../../src/domain/booking/commands.ts";
import { decideImport } from "../../../src/domain/booking/decide.ts";
import { decidePlacement } from "../../../src/domain/booking/placement.ts";
import { NO_CAPS, type Rulebook } from "../../../src/domain/booking/rulebook.ts";
import { MINUTE_MS } from "../../../src/domain/time.ts";
import {
  ANNA,
  aBlock,
  aMember,
  aRulebook,
  aService,
  at,
  BEN,
  blockOf,
  CARA,
  CUT,
  factsOf,
  idOf,
  MONDAY_8,
} from "./a-rulebook.ts";
import { anAppointment, anImport } from "./an-appointment.ts";

const HOUR = 60;

describe("rescheduling", () => {
  const everybodyBusy = [ANNA, BEN, CARA].map((id) => aBlock(id, at("14:00"), HOUR));
  /** The appointment's own block is not among the facts: the ledger leaves out what the command releases. */
  const move = (
    { blocks = [] as Block[], rules = aRulebook(), appointment = anAppointment() },
    wanted: { startsAt: number; staffId?: typeof ANNA | null; isByCustomer?: boolean },
  ) => decideReschedule(factsOf(rules, blocks), appointment, { staffId: null, ...wanted });

  it("makes the next version at the new time and changes nothing else", () => {
    const before = anAppointment({ version: 3, updatedAt: 1 });
    expect(move({ appointment: before }, { startsAt: at("14:00") })).toEqual({
      ok: true,
      value: { ...before, startsAt: at("14:00"), endsAt: at("15:00"), version: 4, updatedAt: MONDAY_8 },
    });
  });

  it.each([
    {
      name: "keeps the member who is free, though others are less busy",
      blocks: [aBlock(ANNA, at("16:00"), HOUR)],
      who: ANNA,
    },
    { name: "goes to another when that member is busy", blocks: [aBlock(ANNA, at("14:00"), HOUR)], who: BEN },
    {
      name: "goes to the less busy of the others",
      blocks: [aBlock(ANNA, at("14:00"), HOUR), aBlock(BEN, at("16:00"), HOUR)],
      who: CARA,
    },
  ])("$name", ({ blocks, who }) => {
    expect(move({ blocks }, { startsAt: at("14:00") })).toMatchObject({ ok: true, value: { staffId: who } });
  });

  it("goes to another when that member has left or no longer does it", () => {
    const left = aRulebook({ staff: [aMember(BEN)] });
    const stopped = aRulebook({ services: [aService({ staffIds: [CARA] })] });
    expect(move({ rules: left }, { startsAt: at("14:00") })).toMatchObject({ value: { staffId: BEN } });
    expect(move({ rules: stopped }, { startsAt: at("14:00") })).toMatchObject({ value: { staffId: CARA } });
  });

  it.each([
    {
      name: "the member asked for is busy",
      blocks: [aBlock(BEN, at("14:00"), HOUR)],
      wanted: { startsAt: at("14:00"), staffId: BEN },
      reason: "slot_taken",
    },
    { name: "everybody is busy", blocks: everybodyBusy, wanted: { startsAt: at("14:00") }, reason: "slot_taken" },
    { name: "the branch is closed then", blocks: [], wanted: { startsAt: at("20:00") }, reason: "outside_hours" },
    { name: "it would lie in the past", blocks: [], wanted: { startsAt: at("07:00") }, reason: "too_soon" },
  ])("is refused when $name", ({ blocks, wanted, reason }) => {
    expect(move({ blocks }, wanted)).toMatchObject({ ok: false, error: { reason } });
  });

  it("may go where it fits, and to no time that it has", () => {
    const rules = aRulebook();
    const suits = (startsAt: number, staffId: typeof ANNA | null, ownMinutes?: number) => {
      const wish = { serviceId: CUT, staffId, startsAt, ownMinutes };
      return isAnotherTime(factsOf(rules, [aBlock(ANNA, at("12:00"), HOUR)]), anAppointment(), wish);
    };
    expect([suits(at("10:00"), null), suits(at("10:00"), ANNA), suits(at("10:00"), BEN)]).toEqual([false, false, true]);
    expect([suits(at("11:00"), ANNA), suits(at("11:00"), ANNA, 90)]).toEqual([true, false]);
  });

  it("is held to the caps of its customer on the new day", () => {
    const caps = { ...NO_CAPS, customerDay: 1 };
    const rules = aRulebook({ services: [aService({ caps })] });
    const theirs = (customer: string) => [aBlock(BEN, at("16:00"), HOUR, { customer })];
    expect(move({ rules, blocks: theirs("phone") }, { startsAt: at("14:00") })).toMatchObject({
      error: { reason: "daily_cap", of: "customer" },
    });
    expect(move({ rules, blocks: theirs("other") }, { startsAt: at("14:00") })).toMatchObject({ ok: true });
  });

  it("takes the price of another member, and keeps what was agreed where theirs is the same", () => {
    const terms = { staffId: BEN, durationMinutes: null, priceMinor: 5_000, weight: 1 };
    const rules = aRulebook({ services: [aService({ capacity: 2, staffTerms: [terms] })] });
    const appointment = anAppointment({ partySize: 2, priceMinor: 6_000 });
    const to = (staffId: typeof ANNA) => move({ rules, appointment }, { startsAt: at("14:00"), staffId });
    expect(to(BEN)).toMatchObject({ value: { staffId: BEN, priceMinor: 10_000 } });
    expect(to(CARA)).toMatchObject({ value: { staffId: CARA, priceMinor: 6_000 } });
    expect(to(ANNA)).toMatchObject({ value: { staffId: ANNA, priceMinor: 6_000 } });
  });

  it("of a request has it wait anew, at most until its new start", () => {
    const rules = aRulebook({ services: [aService({ approvalHours: 24 })] });
    const appointment = anAppointment({
      status: "pending",
      startsAt: at("2026-11-26 10:00"),
      approvalExpiresAt: at("09:00"),
    });
    const to = (startsAt: number) => move({ rules, appointment }, { startsAt });
    expect(to(at("14:00"))).toMatchObject({ value: { status: "pending", approvalExpiresAt: at("14:00") } });
    const nextDay = at("2026-11-24 08:00");
    expect(to(at("2026-11-27 14:00"))).toMatchObject({ value: { status: "pending", approvalExpiresAt: nextDay } });
    const confirmed = move({ rules }, { startsAt: at("14:00") });
    expect(confirmed).toMatchObject({ value: { status: "confirmed", approvalExpiresAt: null } });
  });

  describe("of what a service with approval has accepted", () => {
    const rules = aRulebook({ services: [aService({ approvalHours: 24 })] });
    const appointment = anAppointment({ startsAt: at("2026-11-26 10:00"), endsAt: at("2026-11-26 11:00") });
    const by = (isByCustomer: boolean, wanted: { startsAt: number; staffId?: typeof ANNA }, blocks: Block[] = []) =>
      move({ rules, appointment, blocks }, { ...wanted, isByCustomer });
    const nextDay = at("2026-11-24 08:00");
    const requested = { ok: true, value: { status: "pending", approvalExpiresAt: nextDay, version: 2 } };
    const stands = { ok: true, value: { status: "confirmed", approvalExpiresAt: null, version: 2 } };

    it("makes it a request again when its customer does it, at most until its new start", () => {
      expect(by(true, { startsAt: at("2026-11-27 14:00") })).toMatchObject(requested);
      const today = by(true, { startsAt: at("14:00") });
      expect(today).toMatchObject({ value: { status: "pending", approvalExpiresAt: at("14:00") } });
    });

    it("leaves it as it is when the business does it", () => {
      expect(by(false, { startsAt: at("2026-11-27 14:00") })).toMatchObject(stands);
      expect(move({ rules, appointment }, { startsAt: at("2026-11-27 14:00") })).toMatchObject(stands);
    });

    it("asks anew for another member at the same time too, but not for what stays where it is", () => {
      const { startsAt } = appointment;
      expect(by(true, { startsAt, staffId: BEN })).toMatchObject(requested);
      expect(by(true, { startsAt }, [aBlock(ANNA, startsAt, HOUR)])).toMatchObject(requested);
      expect(by(true, { startsAt })).toMatchObject(stands);
    });

    it("asks nobody where the service needs no approval any more", () => {
      const wanted = { startsAt: at("2026-11-27 14:00"), isByCustomer: true };
      expect(move({ appointment }, wanted)).toMatchObject(stands);
    });

    it("waits anew when staff move a request that they once entered themselves", () => {
      const source = { channel: "dashboard" as const, callId: null };
      const request = { ...appointment, source, status: "pending" as const, approvalExpiresAt: at("09:00") };
      expect(move({ rules, appointment: request }, { startsAt: at("2026-11-27 14:00") })).toMatchObject(requested);
    });
  });

  it("by half an hour overlaps only with itself", () => {
    expect(move({}, { startsAt: at("10:30") })).toMatchObject({ ok: true, value: { staffId: ANNA } });
  });
});

describe.each<{
  change: string;
  decide: (appointment: Appointment) => ReturnType<typeof decideCancel | typeof decideReschedule>;
}>([
  { change: "cancelling", decide: (appointment) => decideCancel(appointment, "ill", MONDAY_8) },
  {
    change: "rescheduling",
    decide: (appointment) =>
      decideReschedule(factsOf(aRulebook()), appointment, { startsAt: at("14:00"), staffId: null }),
  },
])("$change", ({ decide }) => {
  it.each([
    { name: "what is cancelled", changes: { status: "cancelled" }, reason: "already_cancelled" },
    {
      name: "what was cancelled and is over",
      changes: { status: "cancelled", startsAt: 1 },
      reason: "already_cancelled",
    },
    { name: "what is completed", changes: { status: "completed" }, reason: "already_over" },
    { name: "a no-show", changes: { status: "no_show" }, reason: "already_over" },
    { name: "a request that was declined", changes: { status: "declined" }, reason: "not_confirmed" },
    { name: "a request that nobody answered", changes: { status: "lapsed" }, reason: "request_lapsed" },
    { name: "what begins at this moment", changes: { startsAt: MONDAY_8 }, reason: "already_over" },
  ] as const)("is refused for $name", ({ changes, reason }) => {
    expect(decide(anAppointment(changes))).toEqual({ ok: false, error: { reason } });
  });

  it("is possible until the moment it begins", () => {
    expect(decide(anAppointment({ startsAt: MONDAY_8 + 1 }))).toMatchObject({ ok: true, value: { version: 2 } });
  });
});

it("cancelling keeps the time and tells the reason", () => {
  const before = anAppointment({ updatedAt: 1 });
  expect(decideCancel(before, "ill", MONDAY_8)).toEqual({
    ok: true,
    value: { ...before, status: "cancelled", cancelReason: "ill", version: 2, updatedAt: MONDAY_8 },
  });
});

describe("importing", () => {
  const take = (changes: Partial<ImportedAppointment> = {}, blocks: Block[] = [], rules: Rulebook = aRulebook()) =>
    decideImport(factsOf(rules, blocks), anImport(changes));
  const minutes = (count: number) => ({ endsAt: at("10:00") + count * MINUTE_MS });

  it.each<{ name: string; changes: Partial<ImportedAppointment> }>([
    {
      name: "lies in the past",
      changes: { startsAt: at("2020-01-06 10:00"), endsAt: at("2020-01-06 11:00"), status: "completed" },
    },
    { name: "lies beyond the horizon", changes: { startsAt: at("2029-01-06 10:00"), endsAt: at("2029-01-06 11:00") } },
    { name: "lies outside the hours, off the raster", changes: { startsAt: at("03:33"), endsAt: at("04:33") } },
    { name: "is longer than the service", changes: minutes(200) },
  ])("takes what $name", ({ changes }) => {
    expect(take(changes)).toEqual({
      ok: true,
      value: {
        ...anImport(changes),
        resourceIds: [],
        partySize: 1,
        approvalExpiresAt: null,
        checkedInAt: null,
        group: null,
        priceMinor: 3_500,
        currency: "EUR",
        version: 1,
        updatedAt: MONDAY_8,
      },
    });
  });

  it("takes the price of the member who does it", () => {
    const staffTerms = [{ staffId: ANNA, durationMinutes: null, priceMinor: 5_000, weight: 1 }];
    const rules = aRulebook({ services: [aService({ staffTerms })] });
    expect(take({}, [], rules)).toMatchObject({ ok: true, value: { priceMinor: 5_000 } });
  });

  it("takes what is done by somebody who does not offer it any more", () => {
    expect(take({}, [], aRulebook({ services: [aService({ staffIds: [BEN] })] }))).toMatchObject({ ok: true });
  });

  it.each([
    { name: "overlaps", changes: {}, block: aBlock(ANNA, at("10:30"), HOUR), reason: "slot_taken" },
    {
      name: "overlaps by being longer than the service",
      changes: minutes(120),
      block: aBlock(ANNA, at("11:30"), HOUR),
      reason: "slot_taken",
    },
    {
      name: "was done but overlaps",
      changes: { status: "completed" as const },
      block: aBlock(ANNA, at("10:30"), HOUR),
      reason: "slot_taken",
    },
    {
      name: "is of an unknown service",
      changes: { serviceId: idOf("svc", 9) },
      block: null,
      reason: "unknown_service",
    },
    { name: "is with unknown staff", changes: { staffId: idOf("stf", 9) }, block: null, reason: "unknown_staff" },
  ])("refuses what $name", ({ changes, block, reason }) => {
    expect(take(changes, block ? [block] : [])).toEqual({ ok: false, error: { reason } });
  });

  it.each([
    { name: "touches", changes: {}, block: aBlock(ANNA, at("11:00"), HOUR) },
    {
      name: "is shorter than the service and so ends in time",
      changes: minutes(30),
      block: aBlock(ANNA, at("10:30"), HOUR),
    },
    ...(["cancelled", "declined", "lapsed"] as const).map((status) => ({
      name: `overlaps but is ${status}`,
      changes: { status },
      block: aBlock(ANNA, at("10:30"), HOUR),
    })),
    { name: "overlaps with another's time", changes: {}, block: aBlock(BEN, at("10:30"), HOUR) },
    {
      name: "overlaps with a hold that lapsed",
      changes: {},
      block: aBlock(ANNA, at("10:30"), HOUR, { expiresAt: MONDAY_8 }),
    },
  ])("takes what $name", ({ changes, block }) => {
    expect(take(changes, [block])).toMatchObject({ ok: true });
  });

  it("keeps others out for as long as it really takes", () => {
    const imported = take(minutes(120));
    if (!imported.ok) throw new Error(imported.error.reason);
    const blocks = [blockOf(aService(), imported.value)];
    const wish = { serviceId: CUT, staffId: ANNA, startsAt: at("11:30") };
    expect(decidePlacement(factsOf(aRulebook(), blocks), wish)).toEqual({ ok: false, error: { reason: "slot_taken" } });
  });
});
