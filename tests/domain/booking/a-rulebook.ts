import type { Appointment, Block, Hold } from "../../../src/domain/booking/appointment.ts";
import { toBlocks } from "../../../src/domain/booking/decide.ts";
import type { CalendarFacts } from "../../../src/domain/booking/placement.ts";
import {
  type OpeningHours,
  openingHours,
  type Rulebook,
  type ServiceRules,
  type StaffRules,
  serviceRules,
  type WeeklySpan,
} from "../../../src/domain/booking/rulebook.ts";
import type { BlockReader } from "../../../src/domain/booking/slots.ts";
import { formatId, type IdPrefix, type ServiceId, type StaffId } from "../../../src/domain/ids.ts";
import { type EpochMs, instantsAt, MINUTE_MS, toLocal } from "../../../src/domain/time.ts";

export const BERLIN = "Europe/Berlin";
/** Monday, 23 November 2026, 8:00 in Berlin. */
export const MONDAY_8 = Date.parse("2026-11-23T08:00:00+01:00");

/** The nth id of its kind. */
export function idOf<Prefix extends IdPrefix>(prefix: Prefix, nth: number) {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(12, nth);
  return formatId(prefix, bytes);
}

export const CUT: ServiceId = idOf("svc", 1);
export const ANNA: StaffId = idOf("stf", 1);
export const BEN: StaffId = idOf("stf", 2);
export const CARA: StaffId = idOf("stf", 3);
/** In the catalogue, but does not cut. */
export const DORA: StaffId = idOf("stf", 4);

/** A span on every day of the week. */
export function daily(from: string, to: string) {
  return [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, ...between(from, to) }));
}

/** `between("18:00", "26:00")` runs until two in the morning. */
export function between(from: string, to: string) {
  return { fromMinute: minuteOf(from), toMinute: minuteOf(to) };
}

/** An hour's work every half hour, no buffers, no notice, done by Anna, Ben and Cara. */
export function aService(changes: Partial<ServiceRules> = {}): ServiceRules {
  return serviceRules.parse({
    id: CUT,
    name: "Cut",
    aliases: [],
    description: "",
    durationMinutes: 60,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    minimumNoticeMinutes: 0,
    horizonDays: 60,
    slotStepMinutes: 30,
    staffIds: [ANNA, BEN, CARA],
    priceMinor: 3_500,
    currency: "EUR",
    ...changes,
  });
}

export function aMember(id: StaffId, hours: StaffRules["hours"] = null): StaffRules {
  return { id, name: id, hours, timeOff: [] };
}

/** Hours as they are typed: every week, no exceptions, no holidays. */
export function hoursOf(
  weekly: readonly Pick<WeeklySpan, "weekday" | "fromMinute" | "toMinute">[],
  exceptions: OpeningHours["exceptions"] = [],
): OpeningHours {
  return openingHours.parse({ weekly, exceptions });
}

/** Berlin, every day from 9 to 18 o'clock. */
export function aRulebook(changes: Partial<Rulebook> = {}): Rulebook {
  return {
    tenantId: idOf("ten", 1),
    branchId: idOf("brn", 1),
    version: 1,
    branchName: "Mitte",
    tenantName: "Salon",
    timeZone: BERLIN,
    language: "de",
    address: "",
    phone: null,
    closedAt: null,
    hours: hoursOf(daily("09:00", "18:00")),
    services: [aService()],
    staff: [aMember(ANNA), aMember(BEN), aMember(CARA), aMember(DORA)],
    resources: [],
    ...changes,
  };
}

/** The block that a hold or an appointment takes of its staff. */
export function blockOf(service: ServiceRules, taken: Hold | Appointment): Block {
  const [block] = toBlocks(aRulebook({ services: [service] }), taken);
  if (!block) throw new Error("everything takes time of somebody");
  return block;
}

export const UNSHARED = { expiresAt: null, serviceId: CUT, session: null, seats: 1, customer: null };

/** Blocks of a calendar: `aBlock(ANNA, at("10:00"), 60)`. Appointments unless told when they expire. */
export function aBlock(calendarId: StaffId, coreStart: EpochMs, minutes: number, changes: Partial<Block> = {}): Block {
  const coreEnd = coreStart + minutes * MINUTE_MS;
  const times = { start: coreStart, end: coreEnd, coreStart, coreEnd };
  return { calendarId, ...times, owner: idOf("apt", coreStart / MINUTE_MS), ...UNSHARED, ...changes };
}

/** What `CalendarStore.blocks` promises, over a list that may grow. */
export function readerOf(blocks: readonly Block[]): BlockReader {
  return (calendarIds, window) =>
    Map.groupBy(
      blocks.filter(
        ({ calendarId, start, end }) => calendarIds.includes(calendarId) && start < window.end && end > window.start,
      ),
      ({ calendarId }) => calendarId,
    );
}

export function factsOf(rules: Rulebook, blocks: readonly Block[] = [], now: EpochMs = MONDAY_8): CalendarFacts {
  return { rules, readBlocks: readerOf(blocks), now, promisedAt: now };
}

/** The only instant of a wall clock, `at("2026-11-23 10:00")`. Without a date, on that Monday. */
export function at(wall: string, timeZone = BERLIN): EpochMs {
  const [time = "", date = "2026-11-23"] = wall.split(" ").reverse();
  const [instant, other] = instantsAt(timeZone, date, minuteOf(time));
  if (instant === undefined || other !== undefined) throw new Error(`${wall} is not one instant`);
  return instant;
}

/** The wall clock of an instant: `10:00`, or `11-24 01:30` where a date other than `date` is worth telling. */
export function clock(instant: EpochMs, date: string, timeZone = BERLIN): string {
  const local = toLocal(timeZone, instant);
  const time = new Date(local.minute * MINUTE_MS).toISOString().slice(11, 16);
  return local.date === date ? time : `${local.date.slice(5)} ${time}`;
}

export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
