import { describe, expect, it } from "vitest";
import { explainSlot } from "../../../src/domain/booking/explain.ts";
import { decidePlacement } from "../../../src/domain/booking/placement.ts";
import { NO_CAPS } from "../../../src/domain/booking/rulebook.ts";
import type { ResourceId } from "../../../src/domain/ids.ts";
import { HOUR_MS } from "../../../src/domain/time.ts";
import { Book, HALL, MAT, OTHER, ROOM, staffOf } from "./a-book.ts";
import { ANNA, aBlock, at, BEN, CARA, CUT, factsOf, MONDAY_8 } from "./a-rulebook.ts";

describe("a group session", () => {
  it.each([2, 3, 8])("of %i seats takes exactly as many", (capacity) => {
    const book = new Book({ capacity });
    for (let left = capacity; left > 0; left--) {
      expect(book.seatsLeft()).toBe(left);
      expect(book.book()).toMatchObject({ staffId: ANNA });
    }
    expect(book.seatsLeft()).toBeUndefined();
    expect(book.book()).toEqual({ reason: "no_capacity", seatsLeft: 0 });
  });

  it("takes parties as long as all of them fit, and prices each seat", () => {
    const book = new Book({ capacity: 5 });
    expect(book.book({ partySize: 3 })).toMatchObject({ partySize: 3, priceMinor: 10_500 });
    expect(book.book({ partySize: 3 })).toEqual({ reason: "no_capacity", seatsLeft: 2 });
    expect(book.seatsLeft(at("10:00"), { partySize: 3 })).toBeUndefined();
    expect(book.seatsLeft(at("10:00"), { partySize: 2 })).toBe(2);
    expect(book.book({ partySize: 2 })).toMatchObject({ partySize: 2 });
  });

  it("never takes a party larger than itself, and a service for one no party at all", () => {
    expect(new Book({ capacity: 3 }).book({ partySize: 4 })).toEqual({ reason: "no_capacity", seatsLeft: 3 });
    expect(new Book({}).book({ partySize: 2 })).toEqual({ reason: "no_capacity", seatsLeft: 1 });
  });

  it("is joined only at its own start; another start of the same member is taken", () => {
    const book = new Book({ capacity: 4 });
    book.book();
    expect(book.book({ startsAt: at("10:30") })).toEqual({ reason: "slot_taken" });
    expect(book.book({ startsAt: at("11:00") })).toMatchObject({ staffId: ANNA });
  });

  it("is not joined by another service, nor by what is blocked elsewhere", () => {
    const book = new Book({ capacity: 4 }, { id: OTHER, capacity: 4 });
    book.book();
    expect(book.book({ serviceId: OTHER })).toEqual({ reason: "slot_taken" });
    const busy = new Book({ capacity: 4 });
    busy.blocks.push(aBlock(ANNA, at("10:00"), 60));
    expect(busy.book()).toEqual({ reason: "slot_taken" });
  });

  it("is joined although it has buffers of its own, which others respect", () => {
    const book = new Book({ capacity: 2, bufferBeforeMinutes: 15, bufferAfterMinutes: 15 });
    book.book();
    expect(book.book()).toMatchObject({ staffId: ANNA });
    expect(book.book({ startsAt: at("11:00") })).toEqual({ reason: "buffer" });
  });

  it("is not joined by what begins with it and takes another time", () => {
    const book = new Book({ capacity: 4 });
    book.book();
    expect(book.book({ ownMinutes: 30 })).toEqual({ reason: "slot_taken" });
    expect(book.book({ ownMinutes: 60 })).toHaveProperty("id");
  });

  it("stays in its room when another would do as well by now, and needs no more rooms than it has", () => {
    const book = new Book({ capacity: 3, resources: [{ name: "Room", resourceIds: [ROOM, HALL] }] });
    book.blocks.push(aBlock(ROOM as never, at("10:00"), 60)); // any calendar
    expect(book.book()).toMatchObject({ resourceIds: [HALL] });
    book.blocks = book.blocks.filter(({ calendarId }) => calendarId !== ROOM);
    expect(book.book()).toMatchObject({ resourceIds: [HALL] });
    const pair = [ROOM, MAT].map((id) => ({ name: id, resourceIds: id === ROOM ? [ROOM, MAT] : [ROOM, HALL] }));
    const both = new Book({ capacity: 3, resources: pair });
    expect(both.book()).toMatchObject({ resourceIds: [ROOM, HALL] });
    expect(both.book()).toMatchObject({ resourceIds: [ROOM, HALL] });
  });

  it("that has begun to fill is filled before another one is opened", () => {
    const book = new Book({ capacity: 2 });
    const anyone = { staffId: null };
    expect([1, 2, 3, 4].map(() => staffOf(book.book(anyone)))).toEqual([ANNA, ANNA, BEN, BEN]);
  });

  it("offers a start with the seats of whoever has the most left", () => {
    const book = new Book({ capacity: 4, staffIds: [ANNA, BEN] });
    book.book({ staffId: BEN, partySize: 3 });
    expect(book.seatsLeft(at("10:00"), { staffId: null })).toBe(4);
    expect(book.seatsLeft(at("10:00"), { staffId: BEN })).toBe(1);
  });

  it("tells the most seats that one session has left", () => {
    const book = new Book({ capacity: 4, staffIds: [ANNA, BEN, CARA] });
    for (const [staffId, partySize] of [
      [ANNA, 4],
      [BEN, 2],
      [CARA, 3],
    ] as const)
      book.book({ staffId, partySize });
    expect(book.book({ staffId: null, partySize: 3 })).toEqual({ reason: "no_capacity", seatsLeft: 2 });
  });

  it("has no seat left, and not less than none, once it takes fewer than have booked", () => {
    const book = new Book({ capacity: 4 });
    book.book({ partySize: 3 });
    book.changeService({ capacity: 2 });
    expect(book.book()).toEqual({ reason: "no_capacity", seatsLeft: 0 });
    expect(book.seatsLeft()).toBeUndefined();
  });

  it("forgets seats that were held and have lapsed", () => {
    const book = new Book({ capacity: 2 });
    book.book();
    book.book();
    book.blocks = book.blocks.map((block) => ({ ...block, expiresAt: MONDAY_8 }));
    expect(book.seatsLeft()).toBe(2);
  });
});

describe("resources", () => {
  const rooms = { resources: [{ name: "Room", resourceIds: [ROOM, HALL] }] };

  it("are taken one for each appointment, until none is left", () => {
    const book = new Book(rooms);
    expect(book.book({ staffId: ANNA })).toMatchObject({ resourceIds: [ROOM] });
    expect(book.book({ staffId: BEN })).toMatchObject({ resourceIds: [HALL] });
    expect(book.book({ staffId: CARA })).toEqual({ reason: "no_resource", resource: "Room" });
    expect(book.offered({ staffId: CARA }).map(({ startsAt }) => startsAt)).not.toContain(at("10:00"));
    expect(book.book({ staffId: CARA, startsAt: at("11:00") })).toMatchObject({ resourceIds: [ROOM] });
  });

  it("are what is missing when somebody would be free", () => {
    const book = new Book({ resources: [{ name: "Room", resourceIds: [ROOM] }] });
    book.book({ staffId: ANNA });
    expect(book.book({ staffId: null })).toEqual({ reason: "no_resource", resource: "Room" });
  });

  it("are shared within a session, and not with another member's", () => {
    const book = new Book({ ...rooms, capacity: 3 });
    const taken = [ANNA, ANNA, BEN, BEN, ANNA].map((staffId) => book.book({ staffId }));
    expect(taken.map((booked) => ("id" in booked ? booked.resourceIds : booked))).toEqual([
      [ROOM],
      [ROOM],
      [HALL],
      [HALL],
      [ROOM],
    ]);
    expect(book.book({ staffId: CARA })).toEqual({ reason: "no_resource", resource: "Room" });
  });

  it("serve two needs only when there are two of them", () => {
    const needs = (resourceIds: ResourceId[]) => ({
      resources: [
        { name: "Room", resourceIds: [ROOM] },
        { name: "Other", resourceIds },
      ],
    });
    expect(new Book(needs([ROOM, MAT])).book()).toMatchObject({ resourceIds: [ROOM, MAT] });
    expect(new Book(needs([ROOM])).book()).toEqual({ reason: "no_resource", resource: "Other" });
  });

  it("that only one need can use are left to it", () => {
    const book = new Book({
      resources: [
        { name: "Any", resourceIds: [ROOM, HALL] },
        { name: "Washbasin", resourceIds: [ROOM] },
      ],
    });
    expect(book.offered().map(({ startsAt }) => startsAt)).toContain(at("10:00"));
    expect(book.book()).toMatchObject({ resourceIds: [HALL, ROOM] });
    expect(book.book({ staffId: BEN })).toEqual({ reason: "no_resource", resource: "Any" });
  });

  it("are kept through the buffers", () => {
    const book = new Book({ resources: [{ name: "Room", resourceIds: [ROOM] }], bufferAfterMinutes: 30 });
    book.book({ staffId: ANNA });
    expect(book.book({ staffId: BEN, startsAt: at("11:00") })).toMatchObject({ reason: "no_resource" });
    expect(book.book({ staffId: BEN, startsAt: at("11:30") })).toMatchObject({ resourceIds: [ROOM] });
  });
});

describe("a service that needs approval", () => {
  it("is booked as a request that keeps the time until it lapses", () => {
    const book = new Book({ approvalHours: 1 });
    expect(book.book()).toMatchObject({ status: "pending", approvalExpiresAt: at("09:00") });
    expect(book.book()).toEqual({ reason: "slot_taken" });
    expect(book.book({}, at("09:00"))).toMatchObject({ status: "pending", approvalExpiresAt: at("10:00") });
  });

  it("lapses at the start at the latest", () => {
    expect(new Book({ approvalHours: 48 }).book()).toMatchObject({ approvalExpiresAt: at("10:00") });
  });

  it("is confirmed where it has begun: a request would have lapsed already", () => {
    const walkIn = { startsAt: at("09:50"), isOverride: true };
    expect(new Book({ approvalHours: 48 }).book(walkIn, at("10:00"))).toMatchObject({ status: "confirmed" });
  });
});

describe("what is offered, what is explained and what is decided", () => {
  it("agree on every start of a day", () => {
    const room = { name: "Room", resourceIds: [ROOM] };
    const book = new Book({ capacity: 2, resources: [room], caps: { ...NO_CAPS, staffDay: 3 } });
    for (const startsAt of [at("10:00"), at("10:00"), at("13:00")]) book.book({ startsAt });
    book.book({ staffId: BEN, startsAt: at("15:00") });
    const offered = new Set(book.offered({ staffId: null }).map(({ startsAt }) => startsAt));
    const facts = factsOf(book.rules, book.blocks);
    for (let startsAt = at("08:00"); startsAt < at("19:00"); startsAt += HOUR_MS / 2) {
      const wish = { serviceId: CUT, staffId: null, startsAt };
      expect([startsAt, decidePlacement(facts, wish).ok]).toEqual([startsAt, offered.has(startsAt)]);
      expect([startsAt, explainSlot(facts, wish).isFree]).toEqual([startsAt, offered.has(startsAt)]);
    }
    expect(offered.size).toBeGreaterThan(5);
  });
});
