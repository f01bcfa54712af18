import { describe, expect, it } from "vitest";
import type { SlotExplanationView } from "../../../src/contracts/booking.ts";
import { givesWay } from "../../../src/dashboard/booking/gives-way.ts";

type Code = SlotExplanationView["refusals"][number]["code"];

const rule = (code: Code) => ({ code, title: code, facts: {} });

function explained(refusals: Code[], members: (Code | null)[]): SlotExplanationView {
  const staff = members.map((code, index) => ({ ...rule(code ?? "closed"), staffId: `stf_${index}`, code }));
  return { isFree: false, refusals: refusals.map(rule), staff } as unknown as SlotExplanationView;
}

describe("a time that staff may insist on", () => {
  it("is one that notice, horizon, raster or a cap alone refuses", () => {
    expect(givesWay(explained(["too_soon", "off_grid"], [null]))).toBe(true);
    expect(givesWay(explained([], ["daily_cap", "slot_taken"]))).toBe(true);
  });

  it("is none that somebody has, nor one outside of hours", () => {
    expect(givesWay(explained(["too_soon"], ["slot_taken", "buffer"]))).toBe(false);
    expect(givesWay(explained(["unknown_service"], []))).toBe(false);
    expect(givesWay(explained(["too_soon"], ["outside_hours", "closed"]))).toBe(false);
  });

  it("needs no insisting when it is free", () => {
    expect(givesWay({ ...explained([], [null]), isFree: true })).toBe(false);
  });
});
