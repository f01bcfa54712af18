import { describe, expect, it } from "vitest";
import type { Block, Slot } from "../../../src/domain/booking/appointment.ts";
import { findSlots, nearestSlots } from "../../../src/domain/booking/slots.ts";
import type { StaffId } from "../../../src/domain/ids.ts";
import { DAY_MS, MINUTE_MS } from "../../../src/domain/time.ts";
import { ANNA, aBlock, aMember, at, BEN, CUT, clock, DORA, MONDAY_8, readerOf } from "./a-rulebook.ts";
import { aBranch, startsOn, weekly } from "./starts-on.ts";

const MONDAY = "2026-11-23";

describe("notice, horizon and step", () => {
  const hours = weekly("09:00", "12:00");

  it.each([
    { name: "no notice, at the very start", service: {}, now: at("10:00"), starts: ["10:00", "10:30", "11:00"] },
    { name: "no notice, a moment later", service: {}, now: at("10:00") + 1, starts: ["10:30", "11:00"] },
    { name: "an hour's notice", service: { minimumNoticeMinutes: 60 }, now: at("09:30"), starts: ["10:30", "11:00"] },
    {
      name: "a step of 20 minutes",
      service: { slotStepMinutes: 20 },
      now: MONDAY_8,
      starts: ["09:00", "09:20", "09:40", "10:00", "10:20", "10:40", "11:00"],
    },
    {
      name: "a step that the hours do not divide by",
      service: { slotStepMinutes: 50 },
      now: MONDAY_8,
      starts: ["09:00", "09:50", "10:40"],
    },
    {
      name: "the horizon, its last moment included",
      service: { horizonDays: 3 },
      now: at("2026-11-20 10:00"),
      starts: ["09:00", "09:30", "10:00"],
    },
    { name: "a past day", service: {}, now: at("2026-11-24 09:00"), starts: [] },
  ])("$name", ({ service, now, starts }) => {
    expect(startsOn(MONDAY, aBranch(hours, service), { now })).toEqual(starts);
  });

  it("count the horizon in elapsed days", () => {
    const rules = aBranch(hours, { horizonDays: 1 });
    const now = at("2026-10-24 10:00"); // the next day has 25 hours
    expect(startsOn("2026-10-25", rules, { now })).toEqual(["09:00"]);
  });
});

describe("what is taken", () => {
  const hours = weekly("09:00", "12:00");
  const buffered = (block: Block, before: number, after: number): Block => ({
    ...block,
    start: block.start - before * MINUTE_MS,
    end: block.end + after * MINUTE_MS,
  });

  it.each([
    { name: "an appointment", service: {}, block: aBlock(ANNA, at("10:00"), 60), starts: ["09:00", "11:00"] },
    { name: "its buffers", service: {}, block: buffered(aBlock(ANNA, at("10:00"), 60), 5, 5), starts: [] },
    {
      name: "buffers of the wish",
      service: { bufferAfterMinutes: 10 },
      block: aBlock(ANNA, at("10:30"), 30),
      starts: ["09:00", "11:00"],
    },
    {
      name: "buffers that touch",
      service: { bufferAfterMinutes: 15 },
      block: buffered(aBlock(ANNA, at("10:30"), 30), 15, 0),
      starts: ["09:00", "11:00"],
    },
    {
      name: "buffers that meet",
      service: { bufferAfterMinutes: 30 },
      block: buffered(aBlock(ANNA, at("10:30"), 30), 15, 0),
      starts: ["11:00"],
    },
    {
      name: "something after closing, within the buffer",
      service: { bufferAfterMinutes: 30, slotStepMinutes: 60 },
      block: aBlock(ANNA, at("12:15"), 60),
      starts: ["09:00", "10:00"],
    },
    {
      name: "something before opening, within the buffer",
      service: { bufferBeforeMinutes: 30 },
      block: aBlock(ANNA, at("08:00"), 45),
      starts: ["09:30", "10:00", "10:30", "11:00"],
    },
    {
      name: "a live hold",
      service: {},
      block: aBlock(ANNA, at("10:00"), 60, { expiresAt: MONDAY_8 + 1 }),
      starts: ["09:00", "11:00"],
    },
    {
      name: "nothing: a hold that ends now",
      service: {},
      block: aBlock(ANNA, at("10:00"), 60, { expiresAt: MONDAY_8 }),
      starts: ["09:00", "09:30", "10:00", "10:30", "11:00"],
    },
    {
      name: "nothing: somebody else's time",
      service: {},
      block: aBlock(BEN, at("10:00"), 60),
      starts: ["09:00", "09:30", "10:00", "10:30", "11:00"],
    },
  ])("by $name", ({ service, block, starts }) => {
    expect(startsOn(MONDAY, aBranch(hours, service), { blocks: [block], now: MONDAY_8 })).toEqual(starts);
  });
});

describe("who is free", () => {
  const rules = aBranch(weekly("09:00", "10:00"), {}, [aMember(ANNA), aMember(BEN), aMember(DORA)]);
  const slotFor = (staffId: StaffId | null, blocks: Block[] = []): Slot[] =>
    findSlots(
      rules,
      { serviceId: CUT, staffId, from: MONDAY_8, to: MONDAY_8 + DAY_MS, limit: 9 },
      readerOf(blocks),
      MONDAY_8,
    );

  it.each([
    { name: "anybody", wish: null, blocks: [], free: [[ANNA, BEN]] },
    { name: "anybody while Anna is busy", wish: null, blocks: [aBlock(ANNA, at("09:00"), 60)], free: [[BEN]] },
    { name: "Ben", wish: BEN, blocks: [], free: [[BEN]] },
    { name: "somebody who does not offer it", wish: DORA, blocks: [], free: [] },
  ])("asked for $name", ({ wish, blocks, free }) => {
    expect(slotFor(wish, blocks).map(({ staffIds }) => staffIds)).toEqual(free);
  });
});

describe("alternatives", () => {
  const rules = aBranch(weekly("09:00", "12:00"), { horizonDays: 9 });
  const near = (wall: string, blocks: Block[] = [], now = MONDAY_8) =>
    nearestSlots(rules, { serviceId: CUT, staffId: null, startsAt: at(wall) }, readerOf(blocks), now).map(
      ({ startsAt }) => clock(startsAt, MONDAY),
    );

  it.each([
    { wish: "10:00", blocks: [], found: ["09:00", "09:30", "10:30"] },
    { wish: "10:07", blocks: [], found: ["09:30", "10:00", "10:30"] },
    { wish: "10:00", blocks: [aBlock(ANNA, at("10:00"), 60)], found: ["09:00", "11:00", "11-24 09:00"] },
    { wish: "2026-11-22 10:00", blocks: [], found: ["09:00", "09:30", "10:00"] },
    { wish: "2026-12-20 10:00", blocks: [], found: ["12-01 10:00", "12-01 10:30", "12-01 11:00"] },
    {
      wish: "10:00",
      blocks: [aBlock(ANNA, at("00:00"), 3 * 1_440)],
      found: ["11-26 09:00", "11-26 09:30", "11-26 10:00"],
    },
    {
      wish: "10:00",
      blocks: [aBlock(ANNA, at("00:00"), 7 * 1_440)],
      found: ["11-30 09:00", "11-30 09:30", "11-30 10:00"],
    },
    { wish: "10:00", blocks: [aBlock(ANNA, at("00:00"), 20 * 1_440)], found: [] },
  ])("to $wish are $found", ({ wish, blocks, found }) => {
    expect(near(wish, blocks)).toEqual(found);
  });
});
