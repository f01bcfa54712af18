import { runInDurableObject } from "cloudflare:test";
import type { BranchCalendar } from "../../../durable-objects/branch-calendar/branch-calendar.ts";
import type { Appointment } from "../../../src/domain/booking/appointment.ts";
import type { BusyTime } from "../../../src/domain/booking/busy.ts";
import type { WaitlistCommands, WaitlistEntry } from "../../../src/domain/booking/waitlist.ts";
import type { StaffId } from "../../../src/domain/ids.ts";
import type { EpochMs } from "../../../src/domain/time.ts";
import { sealContact } from "../../../src/use-cases/booking/contact.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";
import { rawStub } from "./calendar-object.ts";
import { aBooking, inTenDays } from "./commands.ts";

export const idempotent = () => ({ key: crypto.randomUUID(), fingerprint: "same", scope: "api" }) as const;

type Wait = {
  staffId?: StaffId | null;
  from?: number;
  to?: number;
  name?: string;
  phone?: string;
  partySize?: number;
};

/** Nobody's twice: who waits for the same already has their place. */
const aPhone = () =>
  `+4915${String(crypto.getRandomValues(new Uint32Array(1))[0])
    .padStart(10, "0")
    .slice(0, 9)}`;

/** Somebody who would like a cut with Anna in ten days, all day long. */
export async function aWait(tenant: TestTenant, wait: Wait = {}): Promise<WaitlistCommands["join"]> {
  const { staffId = tenant.anna, from = 0, to = 1_439, name = "Erika", phone = aPhone(), partySize = 1 } = wait;
  const appointmentId = newId("apt");
  const contact = await sealContact(tenant.vault, appointmentId, { name, phone, email: null, notes: null });
  const window = { from: inTenDays(from), to: inTenDays(to) };
  const wish = { serviceId: tenant.cut, staffId, window, partySize };
  const origin = { language: "en", source: { channel: "api", callId: null } } as const;
  return {
    entry: { id: newId("wai"), appointmentId, contact, ...wish, ...origin },
    fingerprint: "same",
    actor: "test",
  };
}

export async function join(tenant: TestTenant, wait: Wait = {}): Promise<WaitlistEntry> {
  const joined = await tenant.calendar().waitlist(tenant.ref, "join", await aWait(tenant, wait));
  if (!joined.ok) throw new Error(joined.error.reason);
  return joined.value;
}

export function waitlistOf(tenant: TestTenant): Promise<WaitlistEntry[]> {
  return tenant.calendar().waitlist(tenant.ref, "list", { after: null, limit: 100, status: null, only: null });
}

export async function entryOf(tenant: TestTenant, { id }: WaitlistEntry): Promise<WaitlistEntry> {
  const entry = (await waitlistOf(tenant)).find((each) => each.id === id);
  if (!entry) throw new Error("the entry is gone");
  return entry;
}

/** As if it had been offered at another hour: until when it stands. */
export async function standsUntil(
  tenant: TestTenant,
  { id }: Pick<WaitlistEntry, "id">,
  expiresAt: EpochMs,
): Promise<void> {
  await runInDurableObject<BranchCalendar, void>(rawStub(tenant), (_, { storage }) => {
    const update = "UPDATE waitlist SET body = json_set(body, '$.offer.expiresAt', ?) WHERE id = ?";
    storage.sql.exec(update, expiresAt, id);
  });
}

export async function booked(tenant: TestTenant, minute: number, staffId = tenant.anna): Promise<Appointment> {
  const command = await aBooking(tenant, { startsAt: inTenDays(minute), staffId });
  const answer = await tenant.calendar().book(tenant.ref, command);
  if (!answer.ok) throw new Error(answer.error.reason);
  return answer.value;
}

export function cancel(tenant: TestTenant, { id }: Appointment) {
  const target = { appointmentId: id, phoneIndex: null };
  return tenant.calendar().cancel(tenant.ref, { target, reason: null, actor: "test", idempotency: idempotent() });
}

/** Somebody waited, and what was cancelled is held for them. */
export async function anOffer(tenant: TestTenant, minute = 600, staffId = tenant.anna): Promise<WaitlistEntry> {
  const appointment = await booked(tenant, minute, staffId);
  const entry = await join(tenant, { staffId });
  await cancel(tenant, appointment);
  return entryOf(tenant, entry);
}

/** Time that staff blocked by hand. */
export async function blocked(tenant: TestTenant, minutes: [number, number], calendarId = tenant.anna) {
  const [start, end] = minutes.map((minute) => inTenDays(minute)) as [number, number];
  const busy: BusyTime = { id: newId("bsy"), calendarId, source: "manual", start, end, sealedNote: null };
  const answer = await tenant.calendar().busy(tenant.ref, "block", { busy, fingerprint: "same", actor: "test" });
  if (!answer.ok) throw new Error(answer.error.reason);
  return answer.value;
}

/** An appointment in time that staff blocked by hand. */
export async function aClash(tenant: TestTenant, minute: number, staffId = tenant.anna) {
  const { id: appointmentId } = await booked(tenant, minute, staffId);
  const { id: busyId } = await blocked(tenant, [minute, minute + 15], staffId);
  const conflict = (await openConflicts(tenant)).find((each) => each.appointmentId === appointmentId);
  if (!conflict) throw new Error("no conflict was raised");
  return { busyId, conflictId: conflict.id };
}

export function openConflicts(tenant: TestTenant) {
  return tenant.calendar().busy(tenant.ref, "conflicts", { limit: 100 });
}

/** The alarm, now. */
export function ring(tenant: TestTenant): Promise<void> {
  return runInDurableObject<BranchCalendar, void>(rawStub(tenant), (object) => object.alarm());
}

/** The types of all that the branch has logged. */
export function loggedTypes(tenant: TestTenant): Promise<string[]> {
  return runInDurableObject<BranchCalendar, string[]>(rawStub(tenant), (_, { storage }) =>
    storage.sql
      .exec<{ type: string }>("SELECT json_extract(event, '$.type') AS type FROM events ORDER BY seq")
      .toArray()
      .map(({ type }) => type),
  );
}
