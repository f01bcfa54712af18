import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/domain/booking/appointment.ts";
import { decidePlacement, type Wish } from "../../../src/domain/booking/placement.ts";
import { DAY_MS, MINUTE_MS } from "../../../src/domain/time.ts";
import {
  ANNA,
  aBlock,
  aMember,
  aRulebook,
  aService,
  at,
  BEN,
  between,
  blockOf,
  CARA,
  CUT,
  DORA,
  factsOf,
  hoursOf,
  idOf,
  MONDAY_8,
} from "./a-rulebook.ts";
import { anAppointment } from "./an-appointment.ts";

const HOUR = 60;
const UNKNOWN_STAFF = idOf("stf", 99);

function place(wish: Partial<Wish>, { rules = aRulebook(), blocks = [] as Block[], now = MONDAY_8 } = {}) {
  return decidePlacement(factsOf(rules, blocks, now), {
    serviceId: CUT,
    staffId: null,
    startsAt: at("10:00"),
    ...wish,
  });
}

function reasonOf(...args: Parameters<typeof place>) {
  const decision = place(...args);
  return decision.ok ? "none" : decision.error;
}

describe("a placement is refused with", () => {
  const withService = (changes: Parameters<typeof aService>[0]) => aRulebook({ services: [aService(changes)] });
  const everybody = [ANNA, BEN, CARA];
  const taken = everybody.map((id) => aBlock(id, at("10:30"), HOUR));
  const inBuffer = everybody.map((id) => aBlock(id, at("11:00"), HOUR));
  const atNight = aRulebook({ hours: hoursOf([{ weekday: 1, ...between("09:00", "12:00") }]) });
  const annaOff = [aMember(ANNA, hoursOf([])), aMember(BEN), aMember(CARA)];

  it.each<{ name: string; wish?: Partial<Wish>; facts?: Parameters<typeof place>[1]; refusal: object }>([
    {
      name: "branch_closed",
      facts: { rules: aRulebook({ closedAt: MONDAY_8 }) },
      refusal: { reason: "branch_closed" },
    },
    {
      name: "branch_closed, whoever insists",
      wish: { isOverride: true, keepsStart: true },
      facts: { rules: aRulebook({ closedAt: MONDAY_8 }) },
      refusal: { reason: "branch_closed" },
    },
    { name: "unknown_service", wish: { serviceId: idOf("svc", 99) }, refusal: { reason: "unknown_service" } },
    { name: "unknown_staff", wish: { staffId: UNKNOWN_STAFF }, refusal: { reason: "unknown_staff" } },
    { name: "staff_not_offered", wish: { staffId: DORA }, refusal: { reason: "staff_not_offered", staffId: DORA } },
    {
      name: "too_soon in the past",
      wish: { startsAt: at("07:00") },
      refusal: { reason: "too_soon", earliest: MONDAY_8 },
    },
    {
      name: "too_soon within the notice",
      facts: { rules: withService({ minimumNoticeMinutes: 121 }) },
      refusal: { reason: "too_soon", earliest: at("10:01") },
    },
    {
      name: "too_far",
      facts: { rules: withService({ horizonDays: 1 }), now: MONDAY_8 - DAY_MS },
      refusal: { reason: "too_far", latest: MONDAY_8 },
    },
    {
      name: "closed",
      wish: { startsAt: at("2026-11-24 10:00") },
      facts: { rules: atNight },
      refusal: { reason: "closed" },
    },
    { name: "outside_hours before opening", wish: { startsAt: at("08:30") }, refusal: { reason: "outside_hours" } },
    {
      name: "outside_hours when it would not end in time",
      wish: { startsAt: at("17:30") },
      refusal: { reason: "outside_hours" },
    },
    { name: "off_grid", wish: { startsAt: at("10:10") }, refusal: { reason: "off_grid", stepMinutes: 30 } },
    {
      name: "off_grid by a second",
      wish: { startsAt: at("10:00") + 1_000 },
      refusal: { reason: "off_grid", stepMinutes: 30 },
    },
    {
      name: "staff_unavailable",
      wish: { staffId: ANNA },
      facts: { rules: aRulebook({ staff: annaOff }) },
      refusal: { reason: "staff_unavailable" },
    },
    {
      name: "staff_unavailable when nobody does it",
      facts: { rules: withService({ staffIds: [] }) },
      refusal: { reason: "staff_unavailable" },
    },
    { name: "slot_taken", facts: { blocks: taken }, refusal: { reason: "slot_taken" } },
    {
      name: "buffer",
      facts: { rules: withService({ bufferAfterMinutes: 5 }), blocks: inBuffer },
      refusal: { reason: "buffer" },
    },
    {
      name: "slot_taken rather than buffer",
      facts: { rules: withService({ bufferAfterMinutes: 5 }), blocks: [...taken.slice(0, 1), ...inBuffer.slice(1)] },
      refusal: { reason: "slot_taken" },
    },
    {
      name: "slot_taken when others are off duty",
      facts: { rules: aRulebook({ staff: annaOff }), blocks: taken },
      refusal: { reason: "slot_taken" },
    },
  ])("$name", ({ wish = {}, facts = {}, refusal }) => {
    expect(reasonOf(wish, facts)).toEqual(refusal);
  });

  it("nothing when the time is free, at the first and the last moment allowed", () => {
    expect(reasonOf({}, { rules: withService({ minimumNoticeMinutes: 120 }) })).toBe("none");
    expect(reasonOf({}, { rules: withService({ horizonDays: 1 }), now: at("10:00") - DAY_MS })).toBe("none");
    expect(reasonOf({ startsAt: at("17:00") })).toBe("none");
  });

  it("off_grid for a later date of a series; a package's later parts begin when they can", () => {
    const at1007 = { serviceId: CUT, staffId: null, startsAt: at("10:07") };
    const decide = (follows: "series" | "package") => decidePlacement(factsOf(aRulebook()), { ...at1007, follows });
    expect(decide("series")).toMatchObject({ error: { reason: "off_grid" } });
    expect(decide("package")).toMatchObject({ ok: true });
  });

  it("nothing when neighbours touch it on both sides", () => {
    const blocks = everybody.flatMap((id) => [aBlock(id, at("09:00"), HOUR), aBlock(id, at("11:00"), HOUR)]);
    expect(reasonOf({}, { blocks })).toBe("none");
  });
});

describe("whoever does it", () => {
  const chosen = (blocks: Block[], rules = aRulebook()) => {
    const decision = place({}, { rules, blocks });
    return decision.ok ? decision.value.staffId : decision.error.reason;
  };

  it.each([
    { name: "the first of the catalogue when all are idle", blocks: [], who: ANNA },
    {
      name: "the one with less booked around",
      blocks: [aBlock(ANNA, at("12:00"), 60), aBlock(BEN, at("12:00"), 30), aBlock(CARA, at("12:00"), 45)],
      who: BEN,
    },
    {
      name: "the first of the catalogue among equals",
      blocks: [aBlock(ANNA, at("12:00"), 60), aBlock(BEN, at("13:00"), 30), aBlock(CARA, at("09:00"), 30)],
      who: BEN,
    },
    {
      name: "not the idle one who is busy right then",
      blocks: [aBlock(ANNA, at("10:30"), 15), aBlock(BEN, at("12:00"), 240), aBlock(CARA, at("12:00"), 120)],
      who: CARA,
    },
    { name: "without counting what lies far away", blocks: [aBlock(ANNA, at("2026-11-24 10:00"), 300)], who: ANNA },
    {
      name: "without counting holds that lapsed",
      blocks: [aBlock(ANNA, at("12:00"), 60, { expiresAt: MONDAY_8 })],
      who: ANNA,
    },
    {
      name: "counting holds that live",
      blocks: [aBlock(ANNA, at("12:00"), 60, { expiresAt: MONDAY_8 + 1 })],
      who: BEN,
    },
    {
      name: "counting buffers",
      blocks: [
        aBlock(ANNA, at("12:00"), 60, { end: at("13:30") }),
        aBlock(BEN, at("12:00"), 75),
        aBlock(CARA, at("12:00"), 90),
      ],
      who: BEN,
    },
  ])("is $name", ({ blocks, who }) => {
    expect(chosen(blocks)).toBe(who);
  });

  it("follows the order of the service, not of the staff list", () => {
    expect(chosen([], aRulebook({ services: [aService({ staffIds: [CARA, ANNA] })] }))).toBe(CARA);
  });

  it("is never somebody who left the staff", () => {
    expect(chosen([], aRulebook({ staff: [aMember(BEN)] }))).toBe(BEN);
  });
});

describe("a block", () => {
  const service = aService({ bufferBeforeMinutes: 5, bufferAfterMinutes: 10 });

  it("adds the buffers around the time taken", () => {
    const appointment = anAppointment({ startsAt: at("10:00"), endsAt: at("12:00") });
    expect(blockOf(service, appointment)).toEqual({
      calendarId: ANNA,
      start: at("10:00") - 5 * MINUTE_MS,
      end: at("12:00") + 10 * MINUTE_MS,
      coreStart: at("10:00"),
      coreEnd: at("12:00"),
      owner: appointment.id,
      expiresAt: null,
      serviceId: CUT,
      session: null,
      seats: 1,
      customer: "phone",
    });
  });

  it("fails on what the overlap search would not find again", () => {
    const long = anAppointment({ startsAt: at("00:00"), endsAt: at("00:00") + DAY_MS });
    expect(() => blockOf(service, long)).toThrow(RangeError);
    expect(() => blockOf(aService(), long)).not.toThrow();
  });
});
