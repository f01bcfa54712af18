import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { decidePlacement } from "../../../src/domain/booking/placement.ts";
import { findSlots, nearestSlots } from "../../../src/domain/booking/slots.ts";
import type { StaffId } from "../../../src/domain/ids.ts";
import { DAY_MS, type EpochMs } from "../../../src/domain/time.ts";
import { runs } from "../../support/runs.ts";
import { CUT, factsOf, readerOf } from "./a-rulebook.ts";
import { aScene, aWindow, everyStart, type Scene, someoneOrAnyone } from "./arbitraries.ts";

vi.setConfig({ testTimeout: runs(60_000) }); // time to shrink a counterexample

const EVERYTHING = Number.MAX_SAFE_INTEGER;

/** A branch, a window near now and a wish for somebody or for anybody. */
const aQuery = aScene.chain((scene) =>
  fc.record({ scene: fc.constant(scene), window: aWindow(scene.now), staffId: someoneOrAnyone }),
);

function offered(
  { rules, blocks, now }: Scene,
  window: { from: EpochMs; to: EpochMs },
  staffId: StaffId | null,
  limit = EVERYTHING,
) {
  return findSlots(rules, { serviceId: CUT, staffId, ...window, limit }, readerOf(blocks), now);
}

function accepts({ rules, blocks, now }: Scene, startsAt: EpochMs, staffId: StaffId | null) {
  const decision = decidePlacement(factsOf(rules, blocks, now), { serviceId: CUT, staffId, startsAt });
  return decision.ok ? decision.value : null;
}

describe("availability", () => {
  it("offers nothing that a booking at the same instant would refuse", () => {
    fc.assert(
      fc.property(aQuery, ({ scene, window, staffId }) => {
        for (const { startsAt, endsAt, staffIds } of offered(scene, window, staffId)) {
          for (const member of staffIds)
            expect(accepts(scene, startsAt, member)).toMatchObject({ endsAt, staffId: member });
          expect(staffIds).toContain(accepts(scene, startsAt, staffId)?.staffId);
        }
      }),
      { numRuns: runs(300) },
    );
  });

  it("offers whatever a booking at the same instant would get", () => {
    fc.assert(
      fc.property(aQuery, ({ scene, window, staffId }) => {
        const slots = new Map(offered(scene, window, staffId).map((slot) => [slot.startsAt, slot]));
        const missing = everyStart(window).filter((startsAt) => {
          const placement = accepts(scene, startsAt, staffId);
          return placement && !slots.get(startsAt)?.staffIds.includes(placement.staffId);
        });
        expect(missing).toEqual([]);
      }),
      { numRuns: runs(200) },
    );
  });

  it("is sorted, without repetition, within the window and the limit", () => {
    fc.assert(
      fc.property(aQuery, fc.integer({ min: 1, max: 12 }), ({ scene, window, staffId }, limit) => {
        const all = offered(scene, window, staffId);
        const starts = all.map(({ startsAt }) => startsAt);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        for (const start of starts) expect(start >= window.from && start < window.to).toBe(true);
        for (const { staffIds } of all) expect(staffIds).toEqual([...new Set(staffIds)]);
        expect(offered(scene, window, staffId, limit)).toEqual(all.slice(0, limit));
      }),
      { numRuns: runs(300) },
    );
  });

  it("asked about two halves of a window answers as about the whole", () => {
    fc.assert(
      fc.property(aQuery, fc.double({ min: 0, max: 1, noNaN: true }), ({ scene, window, staffId }, share) => {
        const cut = Math.floor(window.from + (window.to - window.from) * share);
        const halves = [
          { from: window.from, to: cut },
          { from: cut, to: window.to },
        ];
        expect(halves.flatMap((half) => offered(scene, half, staffId))).toEqual(offered(scene, window, staffId));
      }),
      { numRuns: runs(200) },
    );
  });
});

describe("alternatives", () => {
  const aWish = aScene.chain((scene) =>
    fc.record({ scene: fc.constant(scene), window: aWindow(scene.now), staffId: someoneOrAnyone }),
  );

  it("are at most three, free, sorted and other than the wish", () => {
    fc.assert(
      fc.property(aWish, ({ scene, window, staffId }) => {
        const { slots, startsAt } = nearest(scene, window.from, staffId);
        const starts = slots.map((slot) => slot.startsAt);
        expect(slots.length).toBeLessThanOrEqual(3);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        expect(starts).not.toContain(startsAt);
        for (const start of starts) expect(accepts(scene, start, staffId)).not.toBeNull();
      }),
      { numRuns: runs(200) },
    );
  });

  it("leave out no free time of the same day and night that lies closer", () => {
    fc.assert(
      fc.property(aWish, ({ scene, window, staffId }) => {
        const { slots, startsAt } = nearest(scene, window.from, staffId);
        const farthest = Math.max(0, ...slots.map((slot) => Math.abs(slot.startsAt - startsAt)));
        const left = new Set(slots.map((slot) => slot.startsAt)).add(startsAt);
        const around = everyStart({ from: startsAt - DAY_MS, to: startsAt + DAY_MS });
        const missed = around.filter(
          (start) =>
            !left.has(start) &&
            (slots.length < 3 || Math.abs(start - startsAt) < farthest) &&
            accepts(scene, start, staffId) !== null,
        );
        expect(missed).toEqual([]);
      }),
      { numRuns: runs(150) },
    );
  });

  function nearest({ rules, blocks, now }: Scene, startsAt: EpochMs, staffId: StaffId | null) {
    return { startsAt, slots: nearestSlots(rules, { serviceId: CUT, staffId, startsAt }, readerOf(blocks), now) };
  }
});
