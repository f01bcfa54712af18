import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../../src/domain/booking/appointment.ts";
import { toBlocks } from "../../../src/domain/booking/decide.ts";
import { overlaps } from "../../../src/domain/booking/interval.ts";
import { decidePlacement } from "../../../src/domain/booking/placement.ts";
import type { Rulebook } from "../../../src/domain/booking/rulebook.ts";
import { findSlots } from "../../../src/domain/booking/slots.ts";
import { DAY_MS, MINUTE_MS } from "../../../src/domain/time.ts";
import { runs } from "../../support/runs.ts";
import { ANNA, aRulebook, aService, at, BEN, CUT, factsOf, idOf, MONDAY_8, readerOf } from "./a-rulebook.ts";
import { anAppointment } from "./an-appointment.ts";

const ROOMS = [idOf("res", 1), idOf("res", 2)];
const MAT = idOf("res", 3);

type Wanted = { quarter: number; partySize: number; staff: "anna" | "ben" | "anyone" };
const STAFF = { anna: ANNA, ben: BEN, anyone: null };

const aWish: fc.Arbitrary<Wanted> = fc.record({
  quarter: fc.integer({ min: 0, max: 12 }),
  partySize: fc.integer({ min: 1, max: 5 }),
  staff: fc.constantFrom("anna", "ben", "anyone"),
});

const someRules = fc
  .record({
    capacity: fc.integer({ min: 1, max: 6 }),
    bufferAfterMinutes: fc.constantFrom(0, 15),
    slotStepMinutes: fc.constantFrom(15, 30),
    needs: fc.subarray([
      { name: "Raum", resourceIds: ROOMS },
      { name: "Matte", resourceIds: [MAT] },
    ]),
  })
  .map(({ needs, ...rules }) =>
    aRulebook({ services: [aService({ ...rules, staffIds: [ANNA, BEN], resources: needs, horizonDays: 60 })] }),
  );

const startOf = ({ quarter }: Wanted) => at("09:00") + quarter * 15 * MINUTE_MS;
const wishOf = (wanted: Wanted) => ({
  serviceId: CUT,
  staffId: STAFF[wanted.staff],
  startsAt: startOf(wanted),
  partySize: wanted.partySize,
});

/** Books one after the other whatever is accepted. */
function fill(rules: Rulebook, wishes: readonly Wanted[]): Block[] {
  const blocks: Block[] = [];
  wishes.forEach((wanted, index) => {
    const placed = decidePlacement(factsOf(rules, blocks), wishOf(wanted));
    if (!placed.ok) return;
    const { service: _, ...place } = placed.value;
    blocks.push(...toBlocks(rules, anAppointment({ id: idOf("apt", index + 1), ...place })));
  });
  return blocks;
}

describe("seats and rooms", () => {
  it("are never given to more than there are, whatever the order of bookings", () => {
    fc.assert(
      fc.property(someRules, fc.array(aWish, { maxLength: 40 }), (rules, wishes) => {
        const blocks = fill(rules, wishes);
        const capacity = rules.services[0]?.capacity ?? 1;
        for (const block of blocks) {
          const inTheWay = blocks.filter(
            (other) => other.calendarId === block.calendarId && other !== block && overlaps(other, block),
          );
          // Only the same session may stand at the same time on one calendar, be it a person's or a room's.
          expect(inTheWay.every(({ session }) => session !== null && session === block.session)).toBe(true);
          const seats = inTheWay.reduce((sum, other) => sum + other.seats, block.seats);
          expect(seats).toBeLessThanOrEqual(capacity);
        }
      }),
      { numRuns: runs(300) },
    );
  });

  it("are offered exactly when a booking at the same instant would get them", () => {
    fc.assert(
      fc.property(someRules, fc.array(aWish, { maxLength: 25 }), aWish, (rules, wishes, next) => {
        const blocks = fill(rules, wishes);
        const { startsAt, ...sought } = wishOf(next);
        const window = { from: at("00:00"), to: at("00:00") + DAY_MS, limit: 500 };
        const offered = findSlots(rules, { ...sought, ...window }, readerOf(blocks), MONDAY_8);
        const placed = decidePlacement(factsOf(rules, blocks), { ...sought, startsAt });
        const slot = offered.find((candidate) => candidate.startsAt === startsAt);
        expect(slot !== undefined).toBe(placed.ok);
        if (placed.ok) expect(slot?.staffIds).toContain(placed.value.staffId);
        if (slot?.seatsLeft !== undefined) expect(slot.seatsLeft).toBeGreaterThanOrEqual(next.partySize);
      }),
      { numRuns: runs(300) },
    );
  });
});
