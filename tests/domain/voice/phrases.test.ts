import { describe, expect, it } from "vitest";
import type { Appointment, Slot } from "../../../src/domain/booking/appointment.ts";
import type { BookingRefusal } from "../../../src/domain/booking/refusal.ts";
import type { StaffId } from "../../../src/domain/ids.ts";
import type { Language } from "../../../src/domain/language.ts";
import { HOUR_MS } from "../../../src/domain/time.ts";
import { type Phrases, phrases } from "../../../src/domain/voice/phrases.ts";
import { BERLIN, SATURDAY } from "./read-when.ts";

const say = (language: Language): Phrases => phrases({ language, timeZone: BERLIN, now: SATURDAY });
const ten = Date.parse("2026-11-24T10:00:00+01:00");
const starts = [ten, ten + HOUR_MS / 2, ten + HOUR_MS, ten + 2 * HOUR_MS];
const slots: Slot[] = starts.map((startsAt) => ({ startsAt, endsAt: startsAt + HOUR_MS / 2, staffIds: [] }));
const cut = { service: "Haarschnitt", staff: "Anna", startsAt: ten };
const names = { service: "Haarschnitt", staff: "Anna", options: ["Mia", "Jörg", "Ben", "Eva"] };
const nobody = { service: null, staff: null, options: [] };
const window = { from: ten - 10 * HOUR_MS, to: ten + 14 * HOUR_MS };

// Ids and appointments are not spoken, so a bare start is all these refusals need here.
const candidates = starts.map((startsAt) => ({ startsAt })) as Appointment[];
const facts: {
  [Reason in BookingRefusal["reason"]]: Omit<Extract<BookingRefusal, { reason: Reason }>, "alternatives">;
} = {
  branch_closed: { reason: "branch_closed" },
  unknown_service: { reason: "unknown_service" },
  unknown_staff: { reason: "unknown_staff" },
  staff_not_offered: { reason: "staff_not_offered", staffId: "stf_1" as StaffId },
  too_soon: { reason: "too_soon", earliest: ten },
  too_far: { reason: "too_far", latest: ten },
  closed: { reason: "closed" },
  outside_hours: { reason: "outside_hours" },
  staff_unavailable: { reason: "staff_unavailable" },
  off_grid: { reason: "off_grid", stepMinutes: 15 },
  slot_taken: { reason: "slot_taken" },
  buffer: { reason: "buffer" },
  no_capacity: { reason: "no_capacity", seatsLeft: 2 },
  no_resource: { reason: "no_resource", resource: "Farbplatz" },
  daily_cap: { reason: "daily_cap", of: "customer", limit: 1 },
  weekly_cap: { reason: "weekly_cap", of: "branch", limit: 20 },
  not_bookable_online: { reason: "not_bookable_online" },
  hold_expired: { reason: "hold_expired" },
  hold_not_found: { reason: "hold_not_found" },
  hold_mismatch: { reason: "hold_mismatch" },
  hold_extended: { reason: "hold_extended" },
  too_many_holds: { reason: "too_many_holds", limit: 3 },
  appointment_not_found: { reason: "appointment_not_found" },
  ambiguous_appointment: { reason: "ambiguous_appointment", candidates },
  not_your_appointment: { reason: "not_your_appointment" },
  already_cancelled: { reason: "already_cancelled" },
  already_over: { reason: "already_over" },
  not_confirmed: { reason: "not_confirmed" },
  not_pending: { reason: "not_pending" },
  request_lapsed: { reason: "request_lapsed" },
  checked_in: { reason: "checked_in" },
  not_yet: { reason: "not_yet", from: ten },
  idempotency_mismatch: { reason: "idempotency_mismatch" },
};
const refusals = Object.values(facts) as Omit<BookingRefusal, "alternatives">[];
const refusal = (fact: object, alternatives: Slot[]) => ({ ...fact, alternatives }) as BookingRefusal;

/** Every sentence, with and without options. */
function everything(language: Language): string[] {
  const speak = say(language);
  const info = { business: "Salon", branch: "Mitte", address: "Weg 1", hours: ["Montag von 9 bis 18 Uhr"] };
  return [
    speak.businessInfo(info),
    ...[[], ["A"], ["A", "B", "C", "D"]].map((list) => speak.services(list)),
    ...[1, 2, 3, 4].map((count) => speak.offerSlots({ ...cut, starts: starts.slice(0, count) })),
    speak.offerSlots({ service: "Haarschnitt", staff: null, starts }),
    ...[[], starts].flatMap((list) => [
      speak.nothingFree(window, list),
      speak.closedThen(window, list),
      speak.whichTime(list),
    ]),
    ...[1, 5].map((minutes) => speak.held({ startsAt: ten, minutes })),
    speak.booked(cut),
    speak.requested(cut),
    speak.askQuestion("Haben Sie Allergien?"),
    speak.rescheduled(cut),
    speak.moveRequested(cut),
    speak.cancelled(cut),
    ...[0, 1, 2, 3, 5].map((count) => speak.found(Array.from({ length: count }, () => cut))),
    ...(["service", "when", "name", "phone", "email", "appointment"] as const).map(speak.ask),
    ...[[], ["A", "B", "C", "D"]].flatMap((list) => [speak.unknownService(list), speak.unknownStaff(list)]),
    speak.ambiguousService(["A", "B"]),
    speak.ambiguousStaff(["A", "B", "C", "D"]),
    speak.whenNotUnderstood(),
    speak.inThePast(),
    speak.nonexistentTime(),
    speak.repeatedTime(starts.slice(0, 2)),
    speak.invalidPhone(),
    speak.invalidEmail(),
    speak.numberWithheld(),
    speak.technicalTrouble(),
    ...refusals.flatMap((fact) => [
      speak.refusal(refusal(fact, slots), names),
      speak.refusal(refusal(fact, []), nobody),
    ]),
  ];
}

describe.each(["de", "en"] as const)("every sentence in %s", (language) => {
  it.each(everything(language))("%s", (sentence) => {
    expect(sentence).toMatch(/^[\p{Lu}].*[.?]$/u);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object| {2}|\.\.|\?\?/);
    // One or two sentences; "24. November" is not the end of one.
    expect(sentence.replaceAll(/\d\. /g, "").match(/[.?](?= |$)/g)?.length).toBeLessThanOrEqual(2);
    expect(sentence.length).toBeLessThan(260);
  });

  it("never promises a message that may not be sent", () => {
    expect(say(language).booked(cut)).not.toMatch(/sms|nachricht|message|e-mail/i);
  });

  it("offers at most three times", () => {
    expect(say(language).offerSlots({ ...cut, starts })).not.toMatch(/12 (Uhr|PM)/);
  });
});

it("speaks as people do", () => {
  const { offerSlots, booked, refusal: refuse, services, ambiguousService } = say("de");
  expect(offerSlots({ ...cut, starts: starts.slice(0, 3) })).toBe(
    "Für Haarschnitt bei Anna kann ich Ihnen Dienstag, den 24. November um 10 Uhr, 10 Uhr 30 oder 11 Uhr anbieten. Was passt Ihnen?",
  );
  expect(booked(cut)).toBe("Ihr Termin ist gebucht: Haarschnitt bei Anna, Dienstag, den 24. November um 10 Uhr.");
  expect(refuse(refusal(facts.slot_taken, slots.slice(0, 1)), nobody)).toBe(
    "Dieser Termin ist leider schon vergeben. Frei wäre Dienstag, den 24. November um 10 Uhr.",
  );
  expect(services(["Schnitt", "Farbe", "Bart", "Föhnen"])).toBe(
    "Sie können Schnitt, Farbe, Bart und weitere Leistungen buchen. Was darf es sein?",
  );
  expect(ambiguousService(["Herrenhaarschnitt", "Haarschnitt Damen"])).toBe(
    "Meinen Sie Herrenhaarschnitt oder Haarschnitt Damen?",
  );
});
