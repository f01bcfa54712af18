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
  reason: fc.constantFrom(null, "code_1", "code_2"),
});

function applyAll(reports: { status: VendorStatus; reason: string | null }[]): StatusFacts {
  const known: StatusFacts = { status: "sending", reason: null };
  return reports.reduce((facts, each) => afterReport(facts, each) ?? facts, known);
}

describe("reports of a vendor", () => {
  it("end the same in any order, and any number of times", () => {
    fc.assert(
      fc.property(fc.array(report, { minLength: 1, maxLength: 6 }), fc.nat(), (reports, seed) => {
        const shuffled = [...reports, ...reports].map((each, at) => ({ each, at: (at * 7 + seed) % 13 }));
        shuffled.sort((one, other) => one.at - other.at);
        expect(applyAll(shuffled.map(({ each }) => each))).toEqual(applyAll(reports));
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
