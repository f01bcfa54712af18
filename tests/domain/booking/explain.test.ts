import { describe, expect, it } from "vitest";
import { explainSlot } from "../../../src/domain/booking/explain.ts";
import type { Wish } from "../../../src/domain/booking/placement.ts";
import type { ServiceRules } from "../../../src/domain/booking/rulebook.ts";
import { ANNA, aBlock, aRulebook, aService, at, BEN, CUT, factsOf } from "./a-rulebook.ts";

function explain(wish: Partial<Wish>, service: Partial<ServiceRules> = {}) {
  const rules = aRulebook({ services: [aService({ staffIds: [ANNA, BEN], ...service })] });
  const facts = factsOf(rules, [aBlock(ANNA, at("10:00"), 60)]);
  return explainSlot(facts, { serviceId: CUT, staffId: null, startsAt: at("10:00"), ...wish });
}

describe("an explanation", () => {
  it("is free where one member is, and tells what the other would answer", () => {
    expect(explain({})).toEqual({
      isFree: true,
      refusals: [],
      staff: [
        { staffId: ANNA, refusal: { reason: "slot_taken" } },
        { staffId: BEN, refusal: null },
      ],
    });
    expect(explain({ staffId: ANNA }).isFree).toBe(false);
  });

  it("is not free where notice refuses, though somebody would be", () => {
    const told = explain({ staffId: BEN }, { minimumNoticeMinutes: 600 });
    expect(told).toMatchObject({ isFree: false, refusals: [{ reason: "too_soon" }], staff: [{ refusal: null }] });
  });

  it("names every rule that refuses, the raster too, but no raster while it is closed", () => {
    const reasonsOf = (startsAt: number) => {
      const { refusals, staff } = explain({ staffId: BEN, startsAt }, { minimumNoticeMinutes: 600 });
      return [...refusals, ...staff.map(({ refusal }) => refusal)].map((refusal) => refusal?.reason ?? "free");
    };
    expect(reasonsOf(at("10:07"))).toEqual(["too_soon", "off_grid", "free"]);
    expect(reasonsOf(at("20:07"))).toEqual(["outside_hours"]);
  });
});
