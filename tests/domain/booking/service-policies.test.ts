import { beforeEach, describe, expect, it } from "vitest";
import type { Wish } from "../../../src/domain/booking/placement.ts";
import type { CapOwner } from "../../../src/domain/booking/refusal.ts";
import { NO_CAPS, type ServiceRules } from "../../../src/domain/booking/rulebook.ts";
import type { StaffId } from "../../../src/domain/ids.ts";
import { addDays, DAY_MS, HOUR_MS } from "../../../src/domain/time.ts";
import { Book, HALL, OTHER, ROOM, staffOf } from "./a-book.ts";
import { ANNA, aBlock, at, BEN, CARA } from "./a-rulebook.ts";

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

  it("counts its own service only, and gives way to an override", () => {
    const book = new Book({ caps: { ...NO_CAPS, branchDay: 1 } }, { id: OTHER });
    book.book({ serviceId: OTHER, startsAt: at("09:00") });
    expect(book.book()).toHaveProperty("id");
    expect(book.book({ startsAt: at("12:00") })).toMatchObject({ reason: "daily_cap" });
    expect(book.book({ startsAt: at("12:00"), isOverride: true })).toHaveProperty("id");
  });
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
