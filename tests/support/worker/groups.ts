import type { BookPackageCommand, BookSeriesCommand } from "../../../src/domain/booking/commands.ts";
import { customerOf } from "../../../src/domain/booking/decide.ts";
import { listOccurrences, type SeriesMode } from "../../../src/domain/booking/groups/series.ts";
import { parseRrule } from "../../../src/domain/booking/recurrence/rrule.ts";
import type { StaffId } from "../../../src/domain/ids.ts";
import { addDays, DAY_MS, type EpochMs, instantsAt, toLocal, weekdayOf } from "../../../src/domain/time.ts";
import { sealGroupContacts } from "../../../src/use-cases/booking/seal-group-contacts.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";
import { dateInTenDays } from "./commands.ts";

type SeriesOptions = { startsAt: EpochMs; rrule?: string; staffId?: StaffId | null; mode?: SeriesMode; key?: string };

/** Cuts on two days in a row unless told otherwise. */
export async function aSeries(tenant: TestTenant, options: SeriesOptions): Promise<BookSeriesCommand> {
  const { startsAt, rrule = "FREQ=DAILY;COUNT=2", staffId = tenant.anna, mode = "all_or_nothing", key } = options;
  const { date, minute } = toLocal("Europe/Berlin", startsAt);
  const rule = parseRrule(rrule, date, { timeZone: "Europe/Berlin", minute });
  if (!rule.ok) throw new Error(rule.error.rule);
  const dates = listOccurrences(rule.value, startsAt, "Europe/Berlin");
  if (!dates.ok) throw new Error(dates.error.rule);
  const common = await groupOf(tenant, dates.value.occurrences.length, key);
  const { customer, ...group } = common;
  const wish = { serviceId: tenant.cut, staffId, sameStaff: false, partySize: 1, customer, ...dates.value };
  return { ...group, wish, mode };
}

/** A cut and then a colour. */
export async function aPackage(tenant: TestTenant, startsAt: EpochMs): Promise<BookPackageCommand> {
  const { customer, ...group } = await groupOf(tenant, 2);
  const items = [tenant.cut, tenant.colour].map((serviceId) => ({ serviceId, staffId: null }));
  return { ...group, wish: { items, startsAt, gapMinutes: 0, customer } };
}

async function groupOf(tenant: TestTenant, count: number, key: string = crypto.randomUUID()) {
  const details = { name: "Erika", phone: "+4915112345678", email: null, notes: null };
  const bookings = await sealGroupContacts(tenant.vault, count, details);
  return {
    groupId: newId("ser"),
    bookings,
    customer: bookings[0] ? customerOf(bookings[0].contact) : null,
    source: { channel: "api", callId: null } as const,
    language: "en" as const,
    actor: "test",
    idempotency: { key, fingerprint: "same", scope: "api" } as const,
  };
}

/** The date so many days from the Sunday on which the clocks change next, three weeks ahead or more. */
export function clockChange(days: number): string {
  const lengthOf = (date: string) => Date.parse(wallClock(addDays(date, 1), 0)) - Date.parse(wallClock(date, 0));
  const dates = Array.from({ length: 366 }, (_, index) => dateInTenDays(11 + index));
  return addDays(dates.find((date) => lengthOf(date) !== DAY_MS) ?? "", days);
}

export function wallClock(date: string, minute: number): string {
  return new Date(instantsAt("Europe/Berlin", date, minute)[0] ?? Number.NaN).toISOString();
}

export function weeklyFrom(startsAt: string): string {
  const day = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][weekdayOf(startsAt.slice(0, 10)) - 1];
  return `FREQ=WEEKLY;BYDAY=${day};COUNT=3`;
}
