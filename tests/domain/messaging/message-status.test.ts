import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterReport,
  type StatusFacts,
  UNKNOWN_OUTCOME,
  type VendorStatus,
} from "../../../src/domain/messaging/message-status.ts";

const report = fc.record({
  status: fc.constantFrom<VendorStatus>("sent", "failed", "bounced", "delivered"),
  reason: fc.constant(null),
});

function apply(first: StatusFacts, reports: { status: VendorStatus; reason: null }[]): string {
  return reports.reduce<StatusFacts>((known, each) => afterReport(known, each) ?? known, first).status;
}

describe("reports of a vendor", () => {
  it("end the same in any order, and any number of times", () => {
    fc.assert(
      fc.property(fc.array(report, { minLength: 1, maxLength: 6 }), fc.nat(), (reports, seed) => {
        const known = { status: "sending" as const, reason: null };
        const shuffled = [...reports, ...reports].sort((a, b) => (a.status + seed < b.status + seed ? 1 : -1));
        expect(apply(known, shuffled)).toBe(apply(known, reports));
      }),
    );
  });

  it("heal what nobody knew the outcome of", () => {
    const unknown = { status: "failed" as const, reason: UNKNOWN_OUTCOME };
    expect(afterReport(unknown, { status: "sent", reason: null })).toEqual({ status: "sent", reason: null });
    expect(afterReport({ status: "failed", reason: "code_1" }, { status: "sent", reason: null })).toBeNull();
  });

  it("never wake what was decided not to be sent", () => {
    const stopped = { status: "not_sent" as const, reason: "opted_out" };
    expect(afterReport(stopped, { status: "delivered", reason: null })).toBeNull();
  });
});
