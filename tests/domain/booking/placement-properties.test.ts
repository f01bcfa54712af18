import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { findSlots } from "../../../src/domain/booking/slots.ts";
import type { StaffId } from "../../../src/domain/ids.ts";
import { DAY_MS, type EpochMs, MINUTE_MS } from "../../../src/domain/time.ts";
import { runs } from "../../support/runs.ts";
import { ANNA, BEN, CARA, CUT, readerOf } from "./a-rulebook.ts";
import { aScene, someoneOrAnyone } from "./arbitraries.ts";
import { MemoryBranch } from "./memory-branch.ts";
import { overlappingPairs } from "./overlaps.ts";

vi.setConfig({ testTimeout: runs(60_000) }); // time to shrink a counterexample

const kind = <Kind extends string>(name: Kind) => fc.constant(name);
const pick = fc.nat({ max: 60 });

const aStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: kind("book"), slot: pick, staffId: someoneOrAnyone }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("hold"), slot: pick, staffId: someoneOrAnyone }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("book_held"), target: pick }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("cancel"), target: pick }) },
  { weight: 3, arbitrary: fc.record({ kind: kind("move"), target: pick, slot: pick, staffId: someoneOrAnyone }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind("import"),
      minute: fc.integer({ min: -300, max: 3_000 }),
      minutes: fc.integer({ min: 1, max: 480 }),
      staffId: fc.constantFrom(ANNA, BEN, CARA),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind("wait"), minutes: fc.integer({ min: 1, max: 30 }) }) },
);
type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never;

/** By how much the number of confirmed appointments must have changed. */
function take(branch: MemoryBranch, step: Step): number {
  switch (step.kind) {
    case "wait":
      branch.now += step.minutes * MINUTE_MS;
      return 0;
    case "hold":
      branch.hold(timeFor(branch, step.slot, step.staffId), step.staffId);
      return 0;
    case "book":
      return Number(branch.book(timeFor(branch, step.slot, step.staffId), step.staffId));
    case "book_held": {
      const hold = nth([...branch.holds.values()], step.target);
      return hold ? Number(branch.book(hold.startsAt, null, hold)) : 0;
    }
    case "import":
      return Number(
        branch.import(Math.floor(branch.now / MINUTE_MS + step.minute) * MINUTE_MS, step.minutes, step.staffId),
      );
    case "cancel": {
      const appointment = nth(branch.confirmed(), step.target);
      return appointment && branch.cancel(appointment) ? -1 : 0;
    }
    case "move": {
      const appointment = nth(branch.confirmed(), step.target);
      if (appointment) branch.move(appointment, timeFor(branch, step.slot, step.staffId), step.staffId);
      return 0;
    }
    default:
      return step satisfies never;
  }
}

/** One of the next free slots, or else a time that is likely to be refused. */
function timeFor({ rules, blocks, now }: MemoryBranch, slot: number, staffId: StaffId | null): EpochMs {
  const query = { serviceId: CUT, staffId, from: now, to: now + 2 * DAY_MS, limit: 40 };
  const slots = findSlots(rules, query, readerOf(blocks), now);
  return slots[slot]?.startsAt ?? Math.ceil(now / (5 * MINUTE_MS) + slot) * 5 * MINUTE_MS;
}

function nth<T>(list: T[], index: number): T | undefined {
  return list[index % Math.max(1, list.length)];
}

describe("whatever is accepted, one after the other", () => {
  const someSteps = fc.tuple(aScene, fc.array(aStep, { maxLength: 30 }));

  it("never overlaps on one calendar, buffers included", () => {
    fc.assert(
      fc.property(someSteps, ([{ rules, now }, steps]) => {
        const branch = new MemoryBranch(rules, now);
        for (const step of steps) {
          take(branch, step);
          expect(overlappingPairs(branch.blocks, branch.now)).toEqual([]);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it("adds or removes one appointment, a move neither, and each has one block", () => {
    fc.assert(
      fc.property(someSteps, ([{ rules, now }, steps]) => {
        const branch = new MemoryBranch(rules, now);
        for (const step of steps) {
          const before = branch.confirmed().length;
          expect(before + take(branch, step)).toBe(branch.confirmed().length);
        }
        const live = branch.blocks.filter(({ expiresAt }) => expiresAt === null).map(({ owner }) => owner);
        expect(live.sort()).toEqual(
          branch
            .confirmed()
            .map(({ id }) => id)
            .sort(),
        );
      }),
      { numRuns: runs(100) },
    );
  });
});
