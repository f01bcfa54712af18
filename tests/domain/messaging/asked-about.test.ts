import { describe, expect, it } from "vitest";
import type { AppointmentId } from "../../../src/domain/ids.ts";
import { askedAbout, type Exchanged } from "../../../src/domain/messaging/asked-about.ts";
import { DAY_MS, HOUR_MS } from "../../../src/domain/time.ts";

const NOW = Date.UTC(2026, 10, 30);
const [one, other] = ["apt_1" as AppointmentId, "apt_2" as AppointmentId];

/** Told so many hours ago, about an appointment tomorrow. */
function told(hoursAgo: number, given: Partial<Exchanged> = {}): Exchanged {
  const about = { appointmentId: one, appointmentStartsAt: NOW + DAY_MS };
  return { direction: "outbound", kind: "reminder", createdAt: NOW - hoursAgo * HOUR_MS, ...about, ...given };
}
const nothing = { appointmentId: null, appointmentStartsAt: null };

describe("a bare YES or NO", () => {
  it.each([
    { is: "about what was asked last", of: [told(1)], about: one },
    { is: "still about it days later", of: [told(100)], about: one },
    {
      is: "about the later of two that were told days apart",
      of: [told(1, { appointmentId: other }), told(60)],
      about: other,
    },
    {
      is: "about the later of two when the earlier was answered",
      of: [told(1, { appointmentId: other }), told(2, { direction: "inbound", kind: "confirm" }), told(3)],
      about: other,
    },
    {
      is: "about the same although a question came between",
      of: [told(1, { direction: "inbound", kind: "text", ...nothing }), told(2)],
      about: one,
    },
    {
      is: "about the appointment although a code came between",
      of: [told(1, { kind: "code", ...nothing }), told(2)],
      about: one,
    },
    {
      is: "for a person when two were asked about at once",
      of: [told(1, { appointmentId: other }), told(2)],
      about: null,
    },
    {
      is: "for a person when a person has written last",
      of: [told(1, { kind: "note", ...nothing }), told(2)],
      about: null,
    },
    {
      is: "for a person when a follow-up was last",
      of: [told(1, { kind: "follow_up", ...nothing }), told(2)],
      about: null,
    },
    { is: "for a person when it has begun", of: [told(1, { appointmentStartsAt: NOW })], about: null },
    { is: "for a person when nothing was asked", of: [], about: null },
  ])("is $is", ({ of, about }) => {
    expect(askedAbout(of, NOW)).toBe(about);
  });
});
