import type { AppointmentStatus } from "../../../src/domain/booking/appointment.ts";
import type { BookCommand, HoldCommand } from "../../../src/domain/booking/commands.ts";
import type { AppointmentId, StaffId } from "../../../src/domain/ids.ts";
import { addDays, DAY_MS, type EpochMs, instantsAt, localDateOf, MINUTE_MS } from "../../../src/domain/time.ts";
import { sealContact } from "../../../src/use-cases/booking/contact.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";

/** One day for a whole run: what is booked before midnight must not be looked for a day later. */
const begunAt = Date.now();

const DAY_MINUTES = 1_440;

/**
 * Ten days ahead at a local time, always bookable in the test tenant. More minutes than a day has lead to the same time of
 * a later day, fewer than none to an earlier: whatever the clocks do between them.
 */
export function inTenDays(minute: number, timeZone = "Europe/Berlin"): EpochMs {
  const date = addDays(localDateOf(timeZone, begunAt + 10 * DAY_MS), Math.floor(minute / DAY_MINUTES));
  const [instant] = instantsAt(timeZone, date, ((minute % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES);
  if (instant === undefined) throw new Error("that local time does not exist");
  return instant;
}

/** The local date ten days ahead, plus some. */
export function dateInTenDays(plus = 0): string {
  return addDays(localDateOf("Europe/Berlin", begunAt + 10 * DAY_MS), plus);
}

type BookOptions = Partial<Omit<BookCommand, "wish">> & {
  startsAt: EpochMs;
  staffId?: StaffId | null;
  phone?: string;
  name?: string;
  service?: "cut" | "colour";
};

export async function aBooking(tenant: TestTenant, options: BookOptions): Promise<BookCommand> {
  const { startsAt, staffId = tenant.anna, phone = "+4915112345678", name = "Erika", service, ...rest } = options;
  const appointmentId = newId("apt");
  const contact = await sealContact(tenant.vault, appointmentId, { name, phone, email: null, notes: null });
  return {
    appointmentId,
    wish: { serviceId: tenant[service ?? "cut"], staffId, startsAt },
    contact,
    source: { channel: "api", callId: null },
    language: "en",
    holdId: null,
    holder: "test",
    actor: "test",
    idempotency: { key: crypto.randomUUID(), fingerprint: "same", scope: "api" },
    ...rest,
  };
}

export function aHold(tenant: TestTenant, options: { startsAt: EpochMs } & Partial<HoldCommand>): HoldCommand {
  const { startsAt, ...rest } = options;
  return {
    id: newId("hld"),
    holder: "test",
    actor: "test",
    wish: { serviceId: tenant.cut, staffId: tenant.anna, startsAt },
    idempotency: { key: crypto.randomUUID(), fingerprint: "same", scope: "api" },
    ...rest,
  };
}

/** An appointment with Anna that was taken over as it is, and begins so long from now: states that take time to reach. */
export async function anImported(
  tenant: TestTenant,
  status: AppointmentStatus,
  fromNowMs: number,
  customer = { name: "Erika", phone: "+4915112345678" },
): Promise<AppointmentId> {
  const id = newId("apt");
  const contact = await sealContact(tenant.vault, id, { ...customer, email: null, notes: null });
  const startsAt = Date.now() + fromNowMs;
  const source = { channel: "import", callId: null } as const;
  const what = { id, serviceId: tenant.cut, staffId: tenant.anna, startsAt, endsAt: startsAt + 45 * MINUTE_MS };
  const imported = {
    ...what,
    status,
    contact,
    source,
    language: "en",
    cancelReason: null,
    createdAt: startsAt,
  } as const;
  const answer = await tenant.calendar().importAppointments(tenant.ref, [imported], "test");
  if (answer.imported !== 1) throw new Error("the appointment was not taken over");
  return id;
}
