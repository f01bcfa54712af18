import type { DemoAppointment } from "../../scripts/seed/appointments.ts";
import { seededId } from "../../scripts/seed/dice.ts";
import type { Rulebook, ServiceRules, StaffRules } from "../../src/domain/booking/rulebook.ts";
import { coreFor } from "../../src/domain/booking/rules.ts";
import { addDays, type EpochMs, edgeAt, type LocalDate, localDateOf } from "../../src/domain/time.ts";

export const DAYS_WITH_APPOINTMENTS = 60;
/** Service, member and hour of the six appointments of a usual day. */
const DAY = [
  { service: 1, member: 0, minute: 570 },
  { service: 0, member: 1, minute: 615 },
  { service: 3, member: 2, minute: 660 },
  { service: 1, member: 3, minute: 780 },
  { service: 0, member: 4, minute: 870 },
  { service: 4, member: 0, minute: 930 },
];

/** Days ahead that can be asked about or booked on: from the day after tomorrow, so that notice never matters. */
export function datesAhead(rules: Rulebook, now: EpochMs, count: number): LocalDate[] {
  const today = localDateOf(rules.timeZone, now);
  return Array.from({ length: count }, (_, day) => addDays(today, day + 2));
}

export function usualDays(rules: Rulebook, now: EpochMs): DemoAppointment[] {
  return datesAhead(rules, now, DAYS_WITH_APPOINTMENTS).flatMap((date) =>
    DAY.map(({ service, member, minute }) => {
      const wanted = rules.services[service];
      const staff = rules.staff[member];
      if (!wanted || !staff) throw new Error("the branch is smaller than the usual day");
      return anAppointment(wanted, staff, edgeAt(rules.timeZone, date, minute, "first"), now);
    }),
  );
}

function anAppointment(service: ServiceRules, member: StaffRules, startsAt: EpochMs, now: EpochMs): DemoAppointment {
  return {
    id: seededId("apt", `${member.id}|${startsAt}`),
    serviceId: service.id,
    staffId: member.id,
    startsAt,
    endsAt: coreFor(service, member, startsAt).end,
    status: "confirmed",
    customer: { name: "Maria Sommer", phone: "+491700000001", email: null },
    channel: "web",
    callId: null,
    createdAt: now,
    cancelReason: null,
  };
}
