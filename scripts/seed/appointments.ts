import type { AppointmentStatus, Channel } from "../../src/domain/booking/appointment.ts";
import { gridStarts, spansOn, workingOn } from "../../src/domain/booking/hours.ts";
import { covers, type Interval, overlaps } from "../../src/domain/booking/interval.ts";
import type { Rulebook, ServiceRules, StaffRules } from "../../src/domain/booking/rulebook.ts";
import { coreFor, withBuffers } from "../../src/domain/booking/rules.ts";
import type { AppointmentId, CallId, ServiceId, StaffId } from "../../src/domain/ids.ts";
import {
  addDays,
  DAY_MS,
  type EpochMs,
  instantsAt,
  type LocalDate,
  localDateOf,
  MINUTE_MS,
} from "../../src/domain/time.ts";
import { createDice, type Dice, seededId } from "./dice.ts";
import type { Person } from "./people.ts";
import { isHoliday } from "./rulebooks.ts";

/** An appointment to be imported: the branch's calendar object owns these facts, so they are not written to D1. */
export type DemoAppointment = {
  id: AppointmentId;
  serviceId: ServiceId;
  staffId: StaffId;
  startsAt: EpochMs;
  endsAt: EpochMs;
  status: AppointmentStatus;
  customer: { name: string; phone: string; email: string | null };
  channel: Channel;
  callId: CallId | null;
  createdAt: EpochMs;
  cancelReason: string | null;
};

type Plan = { rules: Rulebook; people: Person[]; now: EpochMs; dice: Dice };
type Seat = { member: StaffRules; date: LocalDate };

const DAYS_BACK = 30;
const DAYS_AHEAD = 21;
const ATTEMPTS = 25;
/** About two a day and member: a busy look that leaves room on every day. */
const PER_DAY = [
  [1, 20],
  [2, 55],
  [3, 25],
] as const;
const CANCEL_REASONS = ["Kunde ist erkrankt", "Termin passt nicht mehr", "Kunde verreist", null];

/** A month back to three weeks ahead, in order of start. */
export function demoAppointments(rules: Rulebook, customers: Person[], now: EpochMs): DemoAppointment[] {
  const people = customers.filter((person) => person.branchId === rules.branchId);
  const plan = { rules, people, now, dice: createDice(`appointments|${rules.branchId}`) };
  const today = localDateOf(rules.timeZone, now);
  const dates = Array.from({ length: DAYS_BACK + DAYS_AHEAD + 1 }, (_, i) => addDays(today, i - DAYS_BACK));
  return dates
    .filter((date) => !isHoliday(date))
    .flatMap((date) => fillDay(plan, date))
    .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
}

/** Nobody comes twice on one day. */
function fillDay(plan: Plan, date: LocalDate): DemoAppointment[] {
  const rested = [...plan.people];
  return plan.rules.staff.flatMap((member) =>
    seatsOf(plan, { member, date }).map((place) => {
      const [person] = rested.splice(plan.dice.between(0, rested.length - 1), 1);
      if (!person) throw new Error("more appointments on a day than customers");
      return toAppointment(plan, member, person, place);
    }),
  );
}

type Place = { service: ServiceRules; member: StaffRules; startsAt: EpochMs };

function seatsOf(plan: Plan, seat: Seat): Place[] {
  const places: Place[] = [];
  const working = workingOn(plan.rules, seat.member, seat.date);
  if (working.length === 0) return places;
  const wanted = plan.dice.weighted(PER_DAY);
  for (let i = 0; i < ATTEMPTS && places.length < wanted; i++) {
    const place = guessPlace(plan, seat);
    if (isFree(place, working, places)) places.push(place);
  }
  return places;
}

/** Short services are asked for more often than long ones. */
function guessPlace({ rules, dice }: Plan, { member, date }: Seat): Place {
  const offered = rules.services.filter((service) => service.staffIds.includes(member.id));
  const service = dice.weighted(offered.map((each) => [each, 1 / Math.sqrt(each.durationMinutes)] as const));
  const starts = spansOn(rules.hours, date).flatMap((span) =>
    gridStarts(rules.timeZone, span, service.slotStepMinutes),
  );
  return { service, member, startsAt: dice.pick(starts) };
}

function isFree(place: Place, working: Interval[], taken: Place[]): boolean {
  const block = blockOf(place);
  const isInside = working.some((interval) => covers(interval, block));
  return isInside && taken.every((other) => !overlaps(blockOf(other), block));
}

function blockOf({ service, member, startsAt }: Place): Interval {
  return withBuffers(service, coreFor(service, member, startsAt));
}

function toAppointment(plan: Plan, member: StaffRules, person: Person, { service, startsAt }: Place): DemoAppointment {
  const endsAt = coreFor(service, member, startsAt).end;
  const status = statusOf(plan, endsAt);
  return {
    id: seededId("apt", `${member.id}|${startsAt}`),
    serviceId: service.id,
    staffId: member.id,
    startsAt,
    endsAt,
    status,
    customer: { name: person.name, phone: person.phone, email: person.email },
    channel: plan.dice.weighted<Channel>([
      ["dashboard", 5],
      ["web", 4],
      ["api", 1],
    ]),
    callId: null,
    createdAt: bookedAt(plan, startsAt),
    cancelReason: status === "cancelled" ? plan.dice.pick(CANCEL_REASONS) : null,
  };
}

function statusOf({ dice, now }: Plan, endsAt: EpochMs): AppointmentStatus {
  if (endsAt > now) return dice.chance(0.06) ? "cancelled" : "confirmed";
  return dice.weighted<AppointmentStatus>([
    ["completed", 85],
    ["cancelled", 9],
    ["no_show", 6],
  ]);
}

/** Up to two weeks before, at an hour when people plan; never in the future. */
function bookedAt({ rules, dice, now }: Plan, startsAt: EpochMs): EpochMs {
  const latest = Math.min(startsAt - 90 * MINUTE_MS, now - 30 * MINUTE_MS);
  const date = localDateOf(rules.timeZone, latest - dice.between(0, 13) * DAY_MS);
  const [planned = latest] = instantsAt(rules.timeZone, date, dice.between(8 * 60, 20 * 60 + 30));
  const jitter = dice.between(0, MINUTE_MS - 1);
  return planned + jitter <= latest ? planned + jitter : planned - DAY_MS + jitter;
}
