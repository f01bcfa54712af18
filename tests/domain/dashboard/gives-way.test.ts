import { describe, expect, it } from "vitest";
import type { SlotExplanationView } from "../../../src/contracts/booking.ts";
import { ApiError } from "../../../src/dashboard/api/api-error.ts";
import { givesWay, isWorthInsisting, mayInsist } from "../../../src/dashboard/booking/gives-way.ts";

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

describe("who may insist", () => {
  const manager = ["appointments:write", "appointments:override"];
  const staff = ["appointments:write"];
  const refused = (code: string) => new ApiError({ kind: "server", status: 409, code, requestId: "req-1" });

  it("is asked why, and nobody else, nor before it is known what refuses the time", () => {
    const soft = explained(["off_grid"], [null]);
    expect([mayInsist(manager, soft), mayInsist(staff, soft), mayInsist(manager, undefined)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(mayInsist(manager, explained(["off_grid"], ["slot_taken"]))).toBe(false);
  });

  it("is shown a refused move again where a softer rule than a taken time refused it", () => {
    expect(isWorthInsisting(manager, refused("too_soon"))).toBe(true);
    expect(isWorthInsisting(staff, refused("too_soon"))).toBe(false);
    expect(isWorthInsisting(manager, refused("slot_taken"))).toBe(false);
    expect(isWorthInsisting(manager, new Error("too_soon"))).toBe(false);
  });
});
