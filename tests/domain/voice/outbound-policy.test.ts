import { describe, expect, it } from "vitest";
import { outcomeOf } from "../../../src/domain/voice/call-outcome.ts";
import { quietUntil } from "../../../src/domain/voice/calling-hours.ts";
import { isMissed } from "../../../src/domain/voice/missed-call.ts";
import { decideNextCall, usualOutboundPolicy } from "../../../src/domain/voice/outbound-policy.ts";

const minutes = (count: number) => ({ at: count * 60_000 });

describe("after an attempt", () => {
  it.each([
    { outcome: "busy", attempts: 1, next: minutes(15) },
    { outcome: "no_answer", attempts: 1, next: minutes(180) },
    { outcome: "failed", attempts: 2, next: minutes(30) },
    { outcome: "voicemail", attempts: 1, next: minutes(180) },
    { outcome: "busy", attempts: 3, next: { over: "given_up" } },
    { outcome: "invalid_number", attempts: 1, next: { over: "given_up" } },
    { outcome: "reached", attempts: 1, next: { over: "reached" } },
  ] as const)("that ended $outcome, the $attempts., comes what the policy says", ({ next, ...ended }) => {
    expect(decideNextCall(usualOutboundPolicy, { ...ended, now: 0 })).toEqual(next);
  });

  it("whose machine got a message, there is none", () => {
    const policy = { ...usualOutboundPolicy, voicemail: "leave_message" as const };
    expect(decideNextCall(policy, { outcome: "voicemail", attempts: 1, now: 0 })).toEqual({ over: "voicemail_left" });
  });
});

describe("a call that has ended", () => {
  it.each([
    ["ongoing", null, null],
    ["not_connected", "dial_busy", "busy"],
    ["not_connected", "dial_no_answer", "no_answer"],
    ["ended", "voicemail_reached", "voicemail"],
    ["error", "error_asr", "failed"],
    ["not_connected", "invalid_destination", "invalid_number"],
    ["ended", "user_hangup", "reached"],
    ["ended", "something_new", "reached"],
  ] as const)("as %s because of %s is %s", (status, reason, outcome) => {
    expect(outcomeOf({ status, reason })).toBe(outcome);
  });

  it.each([
    [{ status: "not_connected" }, true],
    [{ status: "ended", durationMs: 8_000, disconnectionReason: "user_hangup" }, true],
    [{ status: "ended", durationMs: 60_000, disconnectionReason: "user_hangup" }, false],
    [{ status: "ended", durationMs: 8_000, disconnectionReason: "call_transfer" }, false],
    [{ status: "ended", durationMs: 2_000, disconnectionReason: "marked_as_spam" }, false],
    [{ status: "ongoing" }, false],
  ] as const)("%o was missed: %s", (call, missed) => {
    expect(isMissed(call)).toBe(missed);
  });
});

it("a business's own hours for calls can only be narrower", () => {
  const at = (local: string) => Date.parse(`2027-03-02T${local}:00+01:00`);
  const own = { fromMinute: 11 * 60, toMinute: 23 * 60 };
  expect(quietUntil("Europe/Berlin", at("10:00"), own)).toBe(at("11:00"));
  expect(quietUntil("Europe/Berlin", at("12:00"), own)).toBeNull();
  expect(quietUntil("Europe/Berlin", at("21:00"), own)).toBe(at("11:00") + 86_400_000);
});
