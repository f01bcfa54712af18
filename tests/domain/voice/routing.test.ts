import { describe, expect, it } from "vitest";
import { decideRoute } from "../../../src/domain/voice/routing.ts";

const weekly = [
  { weekday: 1, fromMinute: 9 * 60, toMinute: 18 * 60, validFrom: null, validUntil: null },
  { weekday: 5, fromMinute: 20 * 60, toMinute: 26 * 60, validFrom: null, validUntil: null },
];
const closed = [{ date: "2027-03-08", spans: [] }];
const rules = { timeZone: "Europe/Berlin", hours: { weekly, exceptions: closed, holidayRegion: null } };
const at = (local: string) => Date.parse(`${local}+01:00`);
const OPEN = at("2027-03-01T10:00");
const SHUT = at("2027-03-01T18:00");

describe("a call that rings", () => {
  it.each([
    { mode: "ai_always", now: OPEN, isVip: false, to: "agent" },
    { mode: "ai_always", now: OPEN, isVip: true, to: "staff_first" },
    { mode: "ai_always", now: SHUT, isVip: true, to: "agent" },
    { mode: "ai_after_hours", now: OPEN, isVip: false, to: "staff" },
    { mode: "ai_after_hours", now: SHUT, isVip: false, to: "agent" },
    { mode: "staff_first", now: OPEN, isVip: false, to: "staff_first" },
    { mode: "staff_first", now: SHUT, isVip: false, to: "agent" },
    { mode: "staff_first", now: at("2027-03-08T10:00"), isVip: false, to: "agent" },
    { mode: "staff_first", now: at("2027-03-06T01:30"), isVip: false, to: "staff_first" },
  ] as const)("goes to $to with $mode, VIP: $isVip", ({ to, ...ringing }) => {
    expect(decideRoute(rules, ringing)).toBe(to);
  });
});
