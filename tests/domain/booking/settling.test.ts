import { describe, expect, it } from "vitest";
import type { Appointment, AppointmentStatus } from "../../../src/domain/booking/appointment.ts";
import {
  decideApproval,
  decideCheckIn,
  decideComplete,
  decideLapse,
  decideNoShow,
  isLateCancel,
  refuseChange,
} from "../../../src/domain/booking/changes.ts";
import { approvalOf, customerOf } from "../../../src/domain/booking/decide.ts";
import { HOUR_MS, MINUTE_MS } from "../../../src/domain/time.ts";
import { aRulebook, aService, at, idOf, MONDAY_8 } from "./a-rulebook.ts";
import { aContact, anAppointment } from "./an-appointment.ts";

const STATUSES: AppointmentStatus[] = [
  "pending",
  "confirmed",
  "cancelled",
  "declined",
  "lapsed",
  "completed",
  "no_show",
];
const aRequest = (changes: Partial<Appointment> = {}) =>
  anAppointment({ status: "pending", approvalExpiresAt: at("09:00"), ...changes });
const AFTER = at("11:30");

describe("answering a request", () => {
  it("accepts it and changes nothing else", () => {
    const before = aRequest({ version: 4 });
    expect(decideApproval(before, { accept: true }, MONDAY_8)).toEqual({
      ok: true,
      value: { ...before, status: "confirmed", approvalExpiresAt: null, version: 5, updatedAt: MONDAY_8 },
    });
  });

  it.each(["full", null])("declines it with the reason %j", (reason) => {
    expect(decideApproval(aRequest(), { accept: false, reason }, MONDAY_8)).toMatchObject({
      ok: true,
      value: { status: "declined", cancelReason: reason, approvalExpiresAt: null, version: 2 },
    });
  });

  it("comes too late at the very moment it lapses", () => {
    const answer = (now: number) => decideApproval(aRequest(), { accept: true }, now).ok;
    expect([answer(at("09:00") - 1), answer(at("09:00"))]).toEqual([true, false]);
    expect(decideApproval(aRequest(), { accept: false, reason: null }, at("09:00"))).toEqual({
      ok: false,
      error: { reason: "request_lapsed" },
    });
  });

  it.each(STATUSES.filter((status) => status !== "pending"))("is refused for what is %s", (status) => {
    for (const answer of [{ accept: true }, { accept: false, reason: null }] as const) {
      expect(decideApproval(anAppointment({ status }), answer, MONDAY_8)).toEqual({
        ok: false,
        error: { reason: "not_pending" },
      });
    }
  });

  it("nobody gave makes it lapse", () => {
    expect(decideLapse(aRequest(), at("09:00"))).toMatchObject({
      status: "lapsed",
      approvalExpiresAt: null,
      version: 2,
      updatedAt: at("09:00"),
    });
  });
});

describe("a request", () => {
  it("that lapsed can be neither moved nor cancelled, to the millisecond", () => {
    const request = anAppointment({ status: "pending", approvalExpiresAt: MONDAY_8 });
    expect(refuseChange(request, MONDAY_8)).toEqual({ reason: "request_lapsed" });
    expect(refuseChange(request, MONDAY_8 - 1)).toBeNull();
  });

  const service = aService({ approvalHours: 24 });

  it("is what has not begun, of a service that wants one accepted", () => {
    const later = MONDAY_8 + 60 * MINUTE_MS;
    expect(approvalOf(service, later, MONDAY_8)).toEqual({ status: "pending", approvalExpiresAt: later });
    expect(approvalOf(service, MONDAY_8 + 1, MONDAY_8)).toMatchObject({ status: "pending" });
    const confirmed = { status: "confirmed", approvalExpiresAt: null };
    expect(approvalOf(service, MONDAY_8, MONDAY_8)).toEqual(confirmed);
    expect(approvalOf(aService(), later, MONDAY_8)).toEqual(confirmed);
  });
});

it("a customer is told by the number, else by the address", () => {
  expect(customerOf({ ...aContact, phoneIndex: "p", emailIndex: "e" })).toBe("p");
  expect(customerOf({ ...aContact, phoneIndex: null, emailIndex: "e" })).toBe("e");
  expect(customerOf({ ...aContact, phoneIndex: null, knownPhoneIndex: "k", emailIndex: "e" })).toBe("k");
  expect(customerOf({ ...aContact, phoneIndex: "p", knownPhoneIndex: "k", emailIndex: "e" })).toBe("p");
  expect(customerOf({ ...aContact, phoneIndex: null, emailIndex: null })).toBeNull();
});

describe("checking in", () => {
  it.each([
    { name: "two hours before", now: at("08:00") },
    { name: "while it goes on", now: at("10:30") },
    { name: "long after", now: at("20:00") },
  ])("is possible $name", ({ now }) => {
    const before = anAppointment();
    expect(decideCheckIn(before, now)).toEqual({
      ok: true,
      value: { ...before, checkedInAt: now, version: 2, updatedAt: now },
    });
  });

  it("is refused earlier, with the moment from which on it is possible", () => {
    expect(decideCheckIn(anAppointment(), at("08:00") - 1)).toEqual({
      ok: false,
      error: { reason: "not_yet", from: at("08:00") },
    });
  });

  it("twice keeps the first time", () => {
    const there = anAppointment({ checkedInAt: at("09:50"), version: 2 });
    expect(decideCheckIn(there, at("10:10"))).toEqual({ ok: true, value: there });
  });

  it.each(STATUSES.filter((status) => status !== "confirmed"))("is refused for what is %s", (status) => {
    const reason = status === "cancelled" ? "already_cancelled" : "not_confirmed";
    expect(decideCheckIn(anAppointment({ status }), at("10:00"))).toEqual({ ok: false, error: { reason } });
  });
});

describe.each([
  { status: "completed", other: "no_show", decide: decideComplete },
  { status: "no_show", other: "completed", decide: decideNoShow },
] as const)("settling as $status", ({ status, other, decide }) => {
  it("is possible from the start on", () => {
    expect(decide(anAppointment(), at("10:00"))).toMatchObject({ ok: true, value: { status, version: 2 } });
    expect(decide(anAppointment(), at("10:00") - 1)).toEqual({
      ok: false,
      error: { reason: "not_yet", from: at("10:00") },
    });
  });

  it("corrects the opposite", () => {
    expect(decide(anAppointment({ status: other }), AFTER)).toMatchObject({ ok: true, value: { status } });
  });

  it("twice changes nothing", () => {
    const settled = anAppointment({ status, version: 2 });
    expect(decide(settled, AFTER)).toEqual({ ok: true, value: settled });
  });

  it.each(["pending", "declined", "lapsed", "cancelled"] as const)("is refused for what is %s", (before) => {
    const reason = before === "cancelled" ? "already_cancelled" : "not_confirmed";
    expect(decide(anAppointment({ status: before }), AFTER)).toEqual({ ok: false, error: { reason } });
  });
});

it("who was there can complete, but cannot have missed it", () => {
  const there = anAppointment({ checkedInAt: at("10:00") });
  expect(decideNoShow(there, AFTER)).toEqual({ ok: false, error: { reason: "checked_in" } });
  expect(decideComplete(there, AFTER)).toMatchObject({ ok: true, value: { status: "completed" } });
});

describe("a cancellation", () => {
  const rules = (freeCancelHours: number | null) => aRulebook({ services: [aService({ freeCancelHours })] });
  const isLate = (hours: number | null, now: number) => isLateCancel(rules(hours), anAppointment(), now);

  it("is late after the free hours, to the millisecond", () => {
    const limit = at("10:00") - 24 * HOUR_MS;
    expect([isLate(24, limit), isLate(24, limit + 1)]).toEqual([false, true]);
  });

  it("is free until the start with no hours, and always without a policy", () => {
    expect([isLate(0, at("10:00")), isLate(0, at("10:00") + 1)]).toEqual([false, true]);
    expect(isLate(null, at("20:00"))).toBe(false);
  });

  it("of a service that is gone is not late", () => {
    const gone = anAppointment({ serviceId: idOf("svc", 9) });
    expect(isLateCancel(rules(24), gone, at("20:00"))).toBe(false);
  });
});
