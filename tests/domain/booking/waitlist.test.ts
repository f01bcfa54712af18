import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Appointment, Block } from "../../../src/domain/booking/appointment.ts";
import { clashOf, tellAnew, toBusyBlocks } from "../../../src/domain/booking/busy.ts";
import { reopenedBy } from "../../../src/domain/booking/caps.ts";
import { intersect, merge, subtract } from "../../../src/domain/booking/interval.ts";
import { type Caps, NO_CAPS } from "../../../src/domain/booking/rulebook.ts";
import {
  coverBoth,
  type FreedSlot,
  isSameWish,
  offerEndsAt,
  openedBy,
  slotFor,
  type WaitlistEntry,
} from "../../../src/domain/booking/waitlist.ts";
import { decideOffer, slotsOpenedBy } from "../../../src/domain/booking/waitlist-offer.ts";
import type { CalendarId } from "../../../src/domain/ids.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../src/domain/time.ts";
import { ANNA, aBlock, aRulebook, aService, at, BEN, BERLIN, CUT, factsOf, idOf, MONDAY_8 } from "./a-rulebook.ts";
import { aContact, anAppointment } from "./an-appointment.ts";

const COLOUR = idOf("svc", 2);

function anEntry(nth: number, changes: Partial<WaitlistEntry> = {}): WaitlistEntry {
  return {
    id: idOf("wai", nth),
    appointmentId: idOf("apt", nth),
    serviceId: CUT,
    staffId: null,
    window: { from: at("08:00"), to: at("18:00") },
    partySize: 1,
    contact: aContact,
    language: "de",
    source: { channel: "api", callId: null },
    createdAt: MONDAY_8,
    status: "waiting",
    offer: null,
    ...changes,
  };
}

function aSlot(changes: Partial<FreedSlot> = {}): FreedSlot {
  const startsAt = changes.startsAt ?? at("10:00");
  return { serviceId: CUT, staffIds: [ANNA], endsAt: startsAt + HOUR_MS, ...changes, startsAt };
}

const someEntry = fc
  .record({
    staffId: fc.constantFrom(null, ANNA, BEN),
    serviceId: fc.constantFrom(CUT, COLOUR),
    fromHour: fc.integer({ min: 8, max: 12 }),
    hours: fc.integer({ min: 1, max: 6 }),
    partySize: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ fromHour, hours, ...rest }) => anEntry(1, { ...rest, window: hoursFrom(fromHour, hours) }));
const slots = fc.array(
  fc
    .record({
      serviceId: fc.constantFrom(CUT, COLOUR),
      staffIds: fc.subarray([ANNA, BEN], { minLength: 1 }),
      hour: fc.integer({ min: 8, max: 17 }),
      seatsLeft: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    })
    .map(({ hour, seatsLeft, ...rest }) => ({
      ...aSlot({ ...rest, startsAt: MONDAY_8 + (hour - 8) * HOUR_MS }),
      ...(seatsLeft === undefined ? {} : { seatsLeft }),
    })),
  { maxLength: 5 },
);

function hoursFrom(hour: number, hours: number) {
  const from = MONDAY_8 + (hour - 8) * HOUR_MS;
  return { from, to: from + hours * HOUR_MS };
}

/** The same question, asked as plainly as possible. */
function isSuited(entry: WaitlistEntry, slot: FreedSlot): boolean {
  return (
    entry.serviceId === slot.serviceId &&
    (entry.staffId === null || slot.staffIds.includes(entry.staffId)) &&
    slot.startsAt >= entry.window.from &&
    slot.startsAt < entry.window.to &&
    entry.partySize <= (slot.seatsLeft ?? 1)
  );
}

describe("the slot for somebody who waits", () => {
  it("is the first that suits them", () => {
    fc.assert(
      fc.property(someEntry, slots, (entry, free) => {
        const suited = free.find((slot) => isSuited(entry, slot));
        expect(slotFor(entry, free, BERLIN)).toEqual(suited ?? null);
      }),
    );
  });

  it("is in the part of the day that they asked for", () => {
    const afternoons = anEntry(1, {
      window: { from: at("08:00"), to: at("18:00") + DAY_MS, eachDay: { from: 840, to: 1_080 } },
    });
    const [morning, afternoon] = [aSlot(), aSlot({ startsAt: at("14:00") })];
    expect(slotFor(afternoons, [morning], BERLIN)).toBeNull();
    expect(slotFor(afternoons, [morning, afternoon], BERLIN)).toEqual(afternoon);
  });
});

describe("one wish", () => {
  const wish = anEntry(1, { staffId: ANNA });
  it.each([
    ["the same", {}, true],
    ["some of the same time", { window: { from: at("17:00"), to: at("20:00") } }, true],
    ["the time after it", { window: { from: at("18:00"), to: at("20:00") } }, false],
    ["another service", { serviceId: COLOUR }, false],
    ["another member", { staffId: BEN }, false],
    ["anybody", { staffId: null }, false],
    ["more seats", { partySize: 2 }, false],
  ])("and %s", (_, changes, isSame) => {
    expect(isSameWish(wish, anEntry(2, { staffId: ANNA, ...changes }))).toBe(isSame);
  });
});

describe("what is offered", () => {
  const offer = (entry: WaitlistEntry, slot: FreedSlot, facts = factsOf(aRulebook())) =>
    decideOffer(facts, { entry, slot }, idOf("hld", 1));

  it("is with the member whose time was freed, though another is free as well", () => {
    expect(offer(anEntry(1), aSlot({ staffIds: [BEN] }))).toMatchObject({ value: { staffId: BEN } });
    expect(offer(anEntry(1, { staffId: BEN }), aSlot({ staffIds: [ANNA, BEN] }))).toMatchObject({
      value: { staffId: BEN },
    });
  });

  it("is nothing that a cap of theirs refuses", () => {
    const caps = { ...NO_CAPS, customerDay: 1 };
    const rules = aRulebook({ services: [aService({ caps })] });
    const theirs = factsOf(rules, [aBlock(BEN, at("15:00"), 60, { customer: "phone" })]);
    expect(offer(anEntry(1), aSlot(), theirs)).toMatchObject({ error: { reason: "daily_cap" } });
  });

  it("reaches back as far as the service takes: what begins before and was in the way", () => {
    const starts = slotsOpenedBy(
      { calendarId: ANNA, serviceId: null, start: at("10:30"), end: at("11:30") },
      aService(),
      factsOf(aRulebook()),
    ).map(({ startsAt }) => startsAt);
    expect(starts).toEqual([at("10:30"), at("11:00"), at("10:00")]);
  });
});

describe("slots that freed time opens", () => {
  const freed = { calendarId: ANNA, serviceId: null, start: at("10:00"), end: at("11:00") };
  const slot = (time: string, staffIds = [ANNA, BEN]) => ({ startsAt: at(time), endsAt: at(time) + HOUR_MS, staffIds });

  it("are those of the freed calendar that reach into it, the freed start first", () => {
    const list = [slot("09:00"), slot("09:30"), slot("10:00"), slot("10:30"), slot("11:00"), slot("10:00", [BEN])];
    expect(openedBy(freed, aService(), list).map(({ startsAt, staffIds }) => [startsAt, staffIds])).toEqual([
      [at("10:00"), [ANNA]],
      [at("10:30"), [ANNA]],
      [at("09:30"), [ANNA]],
    ]);
  });

  it("are with anybody when a room was freed", () => {
    const room = idOf("res", 1);
    const service = aService({ resources: [{ name: "Room", resourceIds: [room] }] });
    expect(openedBy({ ...freed, calendarId: room }, service, [slot("10:00")])[0]?.staffIds).toEqual([ANNA, BEN]);
  });

  it("are with anybody when the branch's cap was, and begin within its period", () => {
    const reopened = { ...freed, calendarId: null, serviceId: CUT };
    const opened = openedBy(reopened, aService(), [slot("09:30"), slot("10:00"), slot("10:30", [BEN])]);
    expect(opened.map(({ startsAt, staffIds }) => [startsAt, staffIds])).toEqual([
      [at("10:00"), [ANNA, BEN]],
      [at("10:30"), [BEN]],
    ]);
  });
});

describe("what caps reopen when bookings are given up", () => {
  const block = (calendarId: Block["calendarId"], time: string, days = 0): Block => ({
    calendarId,
    start: at(time) + days * DAY_MS,
    end: at(time) + days * DAY_MS + HOUR_MS,
    coreStart: at(time) + days * DAY_MS,
    coreEnd: at(time) + days * DAY_MS + HOUR_MS,
    owner: idOf("apt", 1),
    expiresAt: null,
    serviceId: CUT,
    session: null,
    seats: 1,
    customer: null,
  });
  const today = { start: at("00:00"), end: at("00:00") + DAY_MS };
  const reopened = (caps: Partial<Caps>, gone: Block[], left: Block[] = []) => {
    const blocks = new Map(Map.groupBy(left, ({ calendarId }) => calendarId));
    return reopenedBy(aService({ caps: { ...NO_CAPS, ...caps } }), gone, BERLIN, { blocks, now: MONDAY_8 });
  };

  it.each<[string, Partial<Caps>, Block["calendarId"] | null, number]>([
    ["the branch's day", { branchDay: 2 }, null, 1],
    ["the branch's week", { branchWeek: 2 }, null, 7],
    ["a member's day", { staffDay: 2 }, ANNA, 1],
    ["a member's week", { staffWeek: 2 }, ANNA, 7],
  ])("is %s", (_, caps, staffId, days) => {
    const period = { ...today, end: today.start + days * DAY_MS, staffId };
    expect(reopened(caps, [block(ANNA, "10:00")], [block(ANNA, "12:00")])).toEqual([period]);
    // It was not reached, or it still is.
    expect(reopened(caps, [block(ANNA, "10:00")])).toEqual([]);
    expect(reopened(caps, [block(ANNA, "10:00")], [block(ANNA, "12:00"), block(ANNA, "13:00")])).toEqual([]);
  });

  it("is told once, however many were given up", () => {
    const gone = [block(ANNA, "10:00"), block(ANNA, "11:00"), block(BEN, "10:00")];
    expect(reopened({ branchDay: 3 }, gone)).toEqual([{ ...today, staffId: null }]);
    expect(reopened({ branchDay: 4 }, gone)).toEqual([]);
  });

  it("is nobody else's day, and nothing of a customer's own cap", () => {
    expect(reopened({ staffDay: 1 }, [block(ANNA, "10:00")], [block(BEN, "10:00")])).toEqual([
      { ...today, staffId: ANNA },
    ]);
    expect(reopened({ customerDay: 1, customerWeek: 1 }, [block(ANNA, "10:00")])).toEqual([]);
  });

  it("counts what begins in the period alone", () => {
    expect(reopened({ branchDay: 2 }, [block(ANNA, "10:00")], [block(ANNA, "10:00", 1)])).toEqual([]);
  });
});

describe("busy time", () => {
  const someSpans = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 30 })).map(([start, length]) => ({
      start: MONDAY_8 + start * MINUTE_MS,
      end: MONDAY_8 + (start + length) * MINUTE_MS,
    })),
    { maxLength: 8 },
  );
  const window = { start: MONDAY_8 + 30 * MINUTE_MS, end: MONDAY_8 + 80 * MINUTE_MS };

  it("told anew is what was told, inside the window, and what was known, outside of it", () => {
    fc.assert(
      fc.property(someSpans, someSpans, (known, told) => {
        const before = merge(known);
        const after = tellAnew(before, window, told);
        expect(intersect([window], after)).toEqual(intersect([window], merge(told)));
        expect(subtract(after, [window])).toEqual(subtract(before, [window]));
        expect(tellAnew(after, window, told)).toEqual(after);
      }),
    );
  });

  it("is cut into blocks of a day that leave no gap", () => {
    const busy = { id: idOf("bsy", 1), calendarId: ANNA, source: "google", sealedNote: null };
    const span = { start: MONDAY_8, end: MONDAY_8 + 2 * DAY_MS + 5 };
    const blocks = toBusyBlocks({ ...busy, ...span });
    expect(blocks.map(({ start, end }) => end - start)).toEqual([DAY_MS, DAY_MS, 5]);
    expect(merge(blocks)).toMatchObject([span]);
  });
});

describe("a clash with busy time", () => {
  const ROOM = idOf("res", 1);
  const busy = (calendarId: CalendarId, start: number, end: number) =>
    ({ id: idOf("bsy", 1), calendarId, source: "manual", sealedNote: null, start, end }) as const;
  const clash = (changes: Partial<Appointment>, span = busy(ANNA, at("10:30"), at("12:00"))) =>
    clashOf(anAppointment({ resourceIds: [ROOM], ...changes }), span);
  const HALF = { start: at("10:30"), end: at("11:00") };

  it.each([
    ["confirmed", HALF],
    ["pending", HALF],
    ["cancelled", null],
    ["declined", null],
    ["lapsed", null],
    ["completed", null],
    ["no_show", null],
  ] as const)("of what is %s: %j", (status, expected) => {
    expect(clash({ status })).toEqual(expected);
  });

  it("is where its member or a room of its is busy, and nowhere else", () => {
    expect(clash({}, busy(ROOM, at("10:30"), at("12:00")))).toEqual(HALF);
    expect(clash({}, busy(BEN, at("10:30"), at("12:00")))).toBeNull();
    expect(clash({}, busy(ANNA, at("11:00"), at("12:00")))).toBeNull();
  });
});

describe("who asks for more of what they wait for", () => {
  const window = { from: at("08:00"), to: at("12:00") };
  const later = { from: at("10:00"), to: at("18:00") };

  it("waits for the times of both, each day too where both named a part of it", () => {
    expect(coverBoth(window, later)).toEqual({ from: at("08:00"), to: at("18:00") });
    const mornings = { ...window, eachDay: { from: 480, to: 720 } };
    expect(coverBoth(mornings, { ...later, eachDay: { from: 600, to: 780 } }).eachDay).toEqual({ from: 480, to: 780 });
    expect(coverBoth(mornings, later).eachDay).toBeUndefined();
  });
});

describe("an offer", () => {
  const DAY_AFTER = at("2026-11-25 12:00");

  it.each([
    ["by day", "2026-11-23 12:00", "2026-11-23 12:15"],
    ["just before the night", "2026-11-23 20:59", "2026-11-23 21:14"],
    ["in the evening", "2026-11-23 21:00", "2026-11-24 09:00"],
    ["after midnight", "2026-11-24 03:30", "2026-11-24 09:00"],
    ["when the night is over", "2026-11-24 08:00", "2026-11-24 08:15"],
  ])("made %s stands until its people can have read it", (_, now, end) => {
    expect(offerEndsAt(DAY_AFTER, BERLIN, at(now))).toBe(at(end));
  });

  it("made at night goes down the line as ever where the morning would be too late", () => {
    const now = at("2026-11-23 23:00");
    expect(offerEndsAt(at("2026-11-24 10:00"), BERLIN, now)).toBe(at("2026-11-24 09:00"));
    expect(offerEndsAt(at("2026-11-24 09:59"), BERLIN, now)).toBe(at("2026-11-23 23:15"));
    expect(offerEndsAt(at("2026-11-23 23:10"), BERLIN, now)).toBe(at("2026-11-23 23:10"));
  });

  it("made in the night of a change of clocks ends at nine by the new time", () => {
    const [spring, autumn] = ["2026-03-28T23:00:00+01:00", "2026-10-24T23:00:00+02:00"].map(Date.parse);
    expect(offerEndsAt(DAY_AFTER, BERLIN, spring ?? 0)).toBe(Date.parse("2026-03-29T09:00:00+02:00"));
    expect(offerEndsAt(DAY_AFTER, BERLIN, autumn ?? 0)).toBe(Date.parse("2026-10-25T09:00:00+01:00"));
  });
});
