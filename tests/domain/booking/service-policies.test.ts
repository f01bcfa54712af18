import { beforeEach, describe, expect, it } from "vitest";
import { type Block, type Channel, MAX_BLOCK_MS } from "../../../src/domain/booking/appointment.ts";
import { periodsOf, refuseByCaps } from "../../../src/domain/booking/caps.ts";
import { decideBooking, type HeldTime } from "../../../src/domain/booking/decide.ts";
import type { Wish } from "../../../src/domain/booking/placement.ts";
import { onlineServices } from "../../../src/domain/booking/public-booking.ts";
import type { CapOwner } from "../../../src/domain/booking/refusal.ts";
import { MAX_BUFFER_MINUTES, NO_CAPS, type ServiceRules } from "../../../src/domain/booking/rulebook.ts";
import { coreFor, withBuffers } from "../../../src/domain/booking/rules.ts";
import { findSlots } from "../../../src/domain/booking/slots.ts";
import type { StaffId } from "../../../src/domain/ids.ts";
import { addDays, DAY_MS, HOUR_MS } from "../../../src/domain/time.ts";
import { Book, HALL, OTHER, ROOM, staffOf } from "./a-book.ts";
import {
  ANNA,
  aBlock,
  aMember,
  aRulebook,
  aService,
  at,
  BEN,
  BERLIN,
  CARA,
  CUT,
  daily,
  factsOf,
  hoursOf,
  idOf,
  MONDAY_8,
  readerOf,
} from "./a-rulebook.ts";
import { aContact, aHeldHour } from "./an-appointment.ts";

describe("a cap", () => {
  const TUESDAY = DAY_MS;
  const start = (nth: number, plus = 0) => at("09:00") + nth * HOUR_MS + plus;

  type Case = { cap: keyof typeof NO_CAPS; of: CapOwner; reason: string; within: number; beyond: Partial<Wish> };
  it.each<Case>([
    { cap: "branchDay", of: "branch", reason: "daily_cap", within: 0, beyond: { startsAt: start(3, TUESDAY) } },
    {
      cap: "branchWeek",
      of: "branch",
      reason: "weekly_cap",
      within: TUESDAY,
      beyond: { startsAt: start(3, 7 * DAY_MS) },
    },
    { cap: "staffDay", of: "staff", reason: "daily_cap", within: 0, beyond: { staffId: BEN } },
    { cap: "staffWeek", of: "staff", reason: "weekly_cap", within: TUESDAY, beyond: { staffId: BEN } },
    { cap: "customerDay", of: "customer", reason: "daily_cap", within: 0, beyond: { customer: "other" } },
    { cap: "customerWeek", of: "customer", reason: "weekly_cap", within: TUESDAY, beyond: { customer: "other" } },
  ])("$cap of two refuses the third and nothing beyond it", ({ cap, of, reason, within, beyond }) => {
    const book = new Book({ caps: { ...NO_CAPS, [cap]: 2 } });
    const same = { customer: "same" };
    expect(book.book({ ...same, startsAt: start(0) })).toMatchObject({ staffId: ANNA });
    expect(book.book({ ...same, startsAt: start(1, within) })).toMatchObject({ staffId: ANNA });
    expect(book.book({ ...same, startsAt: start(3) })).toEqual({ reason, of, limit: 2 });
    const { customer, ...else_ } = { ...same, ...beyond };
    expect(book.book({ startsAt: start(3), ...else_, customer: customer ?? "same" })).toHaveProperty("id");
  });

  it("takes its starts out of what is offered", () => {
    const book = new Book({ caps: { ...NO_CAPS, branchDay: 1 } });
    expect(book.offered()).not.toEqual([]);
    book.book();
    expect(book.offered()).toEqual([]);
  });

  it("of the customer is unknown to who only looks", () => {
    const book = new Book({ caps: { ...NO_CAPS, customerDay: 1 } });
    book.book({ customer: "same" });
    expect(book.offered()).not.toEqual([]);
    expect(book.offered({ customer: "same" })).toEqual([]);
  });

  it("of the week counts from Monday to Sunday of the branch", () => {
    const book = new Book({ caps: { ...NO_CAPS, branchWeek: 1 } });
    const sunday = at(`${addDays("2026-11-23", 6)} 17:00`);
    expect(book.book({ startsAt: sunday })).toHaveProperty("id");
    expect(book.book()).toMatchObject({ reason: "weekly_cap" });
    expect(book.book({ startsAt: at(`${addDays("2026-11-23", 7)} 09:00`) })).toHaveProperty("id");
  });

  it("counts what was booked with a member who no longer does the service, in its rooms as well, once", () => {
    const caps = { ...NO_CAPS, branchDay: 2 };
    const book = new Book({ caps, resources: [{ name: "Room", resourceIds: [ROOM, HALL] }] });
    book.book();
    book.changeService({ staffIds: [BEN] });
    expect(book.book({ staffId: BEN, startsAt: at("12:00") })).toHaveProperty("id");
    expect(book.offered({ staffId: BEN })).toEqual([]);
    expect(book.book({ staffId: BEN, startsAt: at("14:00") })).toMatchObject({ reason: "daily_cap", of: "branch" });
  });

  it("counts what begins from the first moment of its day to the last, and holds as long as they live", () => {
    const caps = { ...NO_CAPS, branchDay: 1 };
    const periods = periodsOf(BERLIN, at("12:00"));
    const isFull = (startsAt: number, changes: Partial<Block> = {}) => {
      const blocks = new Map([[BEN, [aBlock(BEN, startsAt, 60, changes)]]]);
      const who = { staffId: ANNA, customer: null, periods };
      return refuseByCaps(aService({ caps }), who, { blocks, now: MONDAY_8 }) !== null;
    };
    expect(
      [at("00:00") - 1, at("00:00"), at("2026-11-24 00:00") - 1, at("2026-11-24 00:00")].map((t) => isFull(t)),
    ).toEqual([false, true, true, false]);
    expect(isFull(at("12:00"), { expiresAt: MONDAY_8 + 1 })).toBe(true);
    expect(isFull(at("12:00"), { expiresAt: MONDAY_8 })).toBe(false);
  });

  it("of the customer does not take everybody without a number for one", () => {
    const caps = { ...NO_CAPS, customerDay: 1 };
    const blocks = new Map([[BEN, [aBlock(BEN, at("12:00"), 60, { customer: null })]]]);
    const who = { staffId: ANNA, customer: null, periods: periodsOf(BERLIN, at("12:00")) };
    expect(refuseByCaps(aService({ caps }), who, { blocks, now: MONDAY_8 })).toBeNull();
  });

  it("of the week is that of each start of a night that runs into the next", () => {
    const book = new Book({ caps: { ...NO_CAPS, branchWeek: 1 } });
    book.rules = { ...book.rules, hours: hoursOf(daily("22:00", "26:00")) };
    const sunday = "2026-11-29";
    const night = () => {
      const window = { from: at(`${sunday} 21:00`), to: at("2026-11-30 03:00"), limit: 100 };
      const query = { serviceId: CUT, staffId: ANNA, ...window };
      const starts = findSlots(book.rules, query, readerOf(book.blocks), MONDAY_8).map(({ startsAt }) => startsAt);
      const midnight = at("2026-11-30 00:00");
      return [starts.some((start) => start < midnight), starts.some((start) => start >= midnight)];
    };
    expect(night()).toEqual([true, true]);
    expect(book.book({ startsAt: at("2026-12-02 22:00") })).toHaveProperty("id");
    expect(night()).toEqual([true, false]);
  });

  it("counts its own service only, and gives way to an override", () => {
    const book = new Book({ caps: { ...NO_CAPS, branchDay: 1 } }, { id: OTHER });
    book.book({ serviceId: OTHER, startsAt: at("09:00") });
    expect(book.book()).toHaveProperty("id");
    expect(book.book({ startsAt: at("12:00") })).toMatchObject({ reason: "daily_cap" });
    expect(book.book({ startsAt: at("12:00"), isOverride: true })).toHaveProperty("id");
  });
});

it("the public page offers what is bookable online and somebody does", () => {
  const services = [
    aService(),
    aService({ id: OTHER, isBookableOnline: false }),
    aService({ id: idOf("svc", 3), staffIds: [] }),
  ];
  expect(onlineServices(aRulebook({ services })).map(({ id }) => id)).toEqual([CUT]);
});

function bookedBy(channel: Channel, service: Partial<ServiceRules>, held: HeldTime | null = null) {
  const request = {
    appointmentId: idOf("apt", 1),
    wish: { serviceId: CUT, staffId: ANNA, startsAt: at("10:00") },
    contact: aContact,
    source: { channel, callId: null },
    language: "de" as const,
  };
  return decideBooking(factsOf(aRulebook({ services: [aService(service)] })), request, held);
}

it("what callers and customers book waits for approval; what staff enter needs none", () => {
  const status = (channel: Channel) => bookedBy(channel, { approvalHours: 24 });
  for (const channel of ["voice", "web", "api"] as const)
    expect(status(channel)).toMatchObject({ value: { status: "pending" } });
  expect(status("dashboard")).toMatchObject({ value: { status: "confirmed", approvalExpiresAt: null } });
});

it("what is not bookable online is booked for customers by others, and by a hold that somebody gave them", () => {
  const decide = (channel: Channel, held: HeldTime | null = null) =>
    bookedBy(channel, { isBookableOnline: false }, held);
  expect(decide("web")).toEqual({ ok: false, error: { reason: "not_bookable_online" } });
  for (const channel of ["voice", "dashboard", "api"] as const) expect(decide(channel)).toMatchObject({ ok: true });
  expect(decide("web", { hold: aHeldHour(), holder: "caller" })).toMatchObject({ ok: true });
});

describe("an override", () => {
  it.each([
    { name: "notice", rules: { minimumNoticeMinutes: 600 }, startsAt: at("10:00"), without: "too_soon" },
    { name: "the horizon", rules: { horizonDays: 1 }, startsAt: at("2026-11-25 10:00"), without: "too_far" },
    { name: "the raster", rules: {}, startsAt: at("10:07"), without: "off_grid" },
  ])("makes $name give way", ({ rules, startsAt, without }) => {
    const book = new Book(rules);
    expect(book.book({ startsAt })).toMatchObject({ reason: without });
    expect(book.book({ startsAt, isOverride: true })).toMatchObject({ startsAt });
  });

  it("enters a walk-in up to an hour late, and takes nothing that is taken or closed", () => {
    const book = new Book({});
    const insist = (startsAt: number, now: number) => book.book({ startsAt, isOverride: true }, now);
    expect(insist(at("10:00"), at("11:00") + 1)).toEqual({ reason: "too_soon", earliest: at("10:00") + 1 });
    expect(insist(at("10:00"), at("11:00"))).toHaveProperty("id");
    expect(insist(at("10:15"), at("11:00"))).toEqual({ reason: "slot_taken" });
    expect(insist(at("20:00"), at("11:00"))).toEqual({ reason: "outside_hours" });
  });
});

describe("terms of a member", () => {
  const terms = (staffId: StaffId, durationMinutes: number | null, priceMinor: number | null = null) => ({
    staffId,
    durationMinutes,
    priceMinor,
    weight: 1,
  });
  const book = () => new Book({ staffTerms: [terms(ANNA, 90, 9_900), terms(BEN, 30)] });

  it("set length and price", () => {
    expect(book().book({ staffId: ANNA })).toMatchObject({ endsAt: at("11:30"), priceMinor: 9_900 });
    expect(book().book({ staffId: BEN })).toMatchObject({ endsAt: at("10:30"), priceMinor: 3_500 });
    expect(book().book({ staffId: CARA })).toMatchObject({ endsAt: at("11:00"), priceMinor: 3_500 });
  });

  it("decide who still fits before closing", () => {
    const late = book().offered({ staffId: null }).at(-1);
    expect(late).toEqual({ startsAt: at("17:30"), endsAt: at("18:00"), staffIds: [BEN] });
    expect(book().book({ staffId: ANNA, startsAt: at("17:00") })).toEqual({ reason: "outside_hours" });
    expect(staffOf(book().book({ staffId: null, startsAt: at("17:30") }))).toBe(BEN);
  });
});

describe("choosing among who is free", () => {
  const anyone = { staffId: null };
  /** Nine starts a day, one after the other, for more than a month. */
  const starts = Array.from({ length: 300 }, (_, nth) => {
    const date = addDays("2026-11-23", Math.floor(nth / 9));
    return at(`${date} ${String(9 + (nth % 9)).padStart(2, "0")}:00`);
  });
  let counts: Map<string, number>;
  const bookAll = (book: Book) => {
    for (const startsAt of starts) {
      const who = staffOf(book.book({ ...anyone, startsAt }));
      counts.set(who, (counts.get(who) ?? 0) + 1);
    }
    return [ANNA, BEN, CARA].map((id) => counts.get(id) ?? 0);
  };
  beforeEach(() => {
    counts = new Map();
  });

  it("looks at the day alone for who is least busy, however much of the week was read for a cap", () => {
    const book = new Book({ caps: { ...NO_CAPS, branchWeek: 50 } });
    book.blocks.push(
      aBlock(ANNA, at("2026-11-25 09:00"), 300),
      aBlock(BEN, at("15:00"), 60),
      aBlock(CARA, at("15:00"), 60),
    );
    expect(staffOf(book.book(anyone))).toBe(ANNA);
  });

  it("takes turns: 300 bookings go round evenly", () => {
    const shares = bookAll(new Book({ selection: "round_robin" }));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(300);
    for (const share of shares) expect(Math.abs(share - 100)).toBeLessThanOrEqual(2);
  });

  it("takes turns by weight: 300 bookings go 3 : 2 : 1", () => {
    const weighted = [3, 2, 1].map((weight, index) => ({
      staffId: [ANNA, BEN, CARA][index] ?? ANNA,
      durationMinutes: null,
      priceMinor: null,
      weight,
    }));
    const shares = bookAll(new Book({ selection: "round_robin", staffTerms: weighted }));
    for (const [index, expected] of [150, 100, 50].entries()) {
      expect(Math.abs((shares[index] ?? 0) - expected)).toBeLessThanOrEqual(6);
    }
  });

  it("counts turns of this service only, where the least busy counts all time", () => {
    const busyElsewhere = [aBlock(ANNA, at("14:00"), 120, { serviceId: OTHER })];
    const chosen = (selection: ServiceRules["selection"]) => {
      const book = new Book({ selection });
      book.blocks.push(...busyElsewhere);
      return staffOf(book.book(anyone));
    };
    expect([chosen("round_robin"), chosen("least_busy"), chosen("priority")]).toEqual([ANNA, BEN, ANNA]);
  });

  it("goes to the least busy of the day", () => {
    expect(bookAll(new Book({ selection: "least_busy" })).every((share) => Math.abs(share - 100) <= 2)).toBe(true);
  });

  it("by priority goes to the first who is free, always", () => {
    expect(bookAll(new Book({ selection: "priority" }))).toEqual([300, 0, 0]);
    const book = new Book({ selection: "priority", staffIds: [CARA, ANNA, BEN] });
    expect([1, 2, 3].map(() => staffOf(book.book(anyone)))).toEqual([CARA, ANNA, BEN]);
  });
});

it("the longest service that there can be takes no more than overlaps are searched back for", () => {
  const longest = {
    durationMinutes: 720,
    bufferBeforeMinutes: MAX_BUFFER_MINUTES,
    bufferAfterMinutes: MAX_BUFFER_MINUTES,
  };
  const service = aService(longest);
  const { start, end } = withBuffers(service, coreFor(service, aMember(ANNA), at("10:00")));
  expect(end - start).toBeLessThanOrEqual(MAX_BLOCK_MS);
  for (const [field, minutes] of Object.entries(longest))
    expect(() => aService({ ...longest, [field]: minutes + 1 })).toThrow(field);
});
