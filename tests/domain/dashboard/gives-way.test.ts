import { describe, expect, it } from "vitest";
import type { SlotExplanationView } from "../../../src/contracts/booking.ts";
import { ApiError } from "../../../src/dashboard/api/api-error.ts";
import { givesWay, INSIST_BACK_MS, insisting, isWorthInsisting } from "../../../src/dashboard/booking/gives-way.ts";
import { OVERRIDE_BACK_MS } from "../../../src/domain/booking/placement.ts";

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
  const AT = "2027-03-01T12:00:00Z";
  const NOON = Date.parse(AT);
  const manager = ["appointments:write", "appointments:override"];
  const staff = ["appointments:write"];
  const refused = (code: string) => new ApiError({ kind: "server", status: 409, code, requestId: "req-1" });

  it("is asked why, and nobody else, nor before it is known what refuses the time", () => {
    const soft = explained(["off_grid"], [null]);
    const ask = (permissions: string[], explanation?: SlotExplanationView) =>
      insisting(permissions, { explanation, startsAt: AT }, NOON);
    expect([ask(manager, soft), ask(staff, soft), ask(manager)]).toEqual(["asked", null, null]);
    expect(ask(manager, explained(["off_grid"], ["slot_taken"]))).toBe(null);
  });

  it("is told that it is too late, as the server has it, for what began longer ago", () => {
    expect(INSIST_BACK_MS).toBe(OVERRIDE_BACK_MS);
    const explanation = explained(["too_soon"], [null]);
    const at = (now: number, startsAt: string | null = AT) => insisting(manager, { explanation, startsAt }, now);
    expect([at(NOON), at(NOON + 3_600_000), at(NOON + 3_600_001)]).toEqual(["asked", "asked", "too_late"]);
    expect(at(NOON + 7_200_000, null)).toBe("asked"); // another length keeps the start
  });

  it("is shown a refused move again where a softer rule than a taken time refused it", () => {
    expect(isWorthInsisting(manager, refused("too_soon"))).toBe(true);
    expect(isWorthInsisting(staff, refused("too_soon"))).toBe(false);
    expect(isWorthInsisting(manager, refused("slot_taken"))).toBe(false);
    expect(isWorthInsisting(manager, new Error("too_soon"))).toBe(false);
  });
});
