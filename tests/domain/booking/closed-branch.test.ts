import { describe, expect, it } from "vitest";
import { decideBooking, decideHold, decideImport } from "../../../src/domain/booking/decide.ts";
import { explainSlot } from "../../../src/domain/booking/explain.ts";
import { decidePackage, findPackageStarts } from "../../../src/domain/booking/groups/package.ts";
import { findSlots, nearestSlots } from "../../../src/domain/booking/slots.ts";
import { DAY_MS } from "../../../src/domain/time.ts";
import { ANNA, aRulebook, at, CUT, factsOf, idOf, MONDAY_8, readerOf } from "./a-rulebook.ts";
import { anAppointment } from "./an-appointment.ts";

const closed = factsOf(aRulebook({ closedAt: MONDAY_8 }), [], MONDAY_8);
const open = factsOf(aRulebook(), [], MONDAY_8);
const wish = { serviceId: CUT, staffId: ANNA, startsAt: at("10:00") };
const refusal = { ok: false, error: { reason: "branch_closed" } };
const { contact, source, language } = anAppointment();
const window = { serviceId: CUT, staffId: null, from: MONDAY_8, to: MONDAY_8 + DAY_MS, limit: 10 };

describe("a closed branch", () => {
  it("offers no time, near or far", () => {
    expect(findSlots(open.rules, window, readerOf([]), MONDAY_8)).toHaveLength(10);
    expect(findSlots(closed.rules, window, readerOf([]), MONDAY_8)).toEqual([]);
    expect(nearestSlots(closed.rules, wish, readerOf([]), MONDAY_8)).toEqual([]);
    const items = { items: [{ serviceId: CUT, staffId: null }], gapMinutes: 0, customer: null };
    expect(findPackageStarts(closed, { ...items, from: MONDAY_8, to: MONDAY_8 + DAY_MS, limit: 5 })).toEqual([]);
  });

  it("refuses to hold and to book, with a hold from before as well", () => {
    const held = decideHold(open, [], { id: idOf("hld", 1), holder: "me", wish });
    if (!held.ok) throw new Error(held.error.reason);
    expect(decideHold(closed, [], { id: idOf("hld", 2), holder: "me", wish })).toMatchObject(refusal);
    const request = { appointmentId: idOf("apt", 1), wish, contact, source, language };
    expect(decideBooking(closed, request, null)).toMatchObject(refusal);
    expect(decideBooking(closed, request, { hold: held.value, holder: "me" })).toMatchObject(refusal);
    const imported = { ...anAppointment(), status: "confirmed" as const };
    expect(decideImport(closed, imported)).toMatchObject(refusal);
  });

  it("refuses each part of a package", () => {
    const items = { items: [{ serviceId: CUT, staffId: null }], gapMinutes: 0, customer: null };
    const bookings = [{ appointmentId: idOf("apt", 1), contact }];
    const request = { groupId: idOf("ser", 1), bookings, source, language, wish: { ...items, startsAt: at("10:00") } };
    const refused = decidePackage(closed, request);
    expect(refused).toMatchObject({ ok: false, error: { occurrences: [{ status: "branch_closed" }] } });
  });

  it("is the one reason that is told", () => {
    expect(explainSlot(closed, wish)).toEqual({
      isFree: false,
      refusals: [{ reason: "branch_closed" }],
      staff: [],
    });
  });
});
