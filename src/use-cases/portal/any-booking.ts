import type { AppointmentRow } from "../../db/queries/appointments.ts";
import { listBookedWith } from "../../db/queries/portal.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { EpochMs } from "../../domain/time.ts";

/** The next appointment booked with an address, else the last one. Its sealed contact has the address itself. */
export async function anyBooking(db: TenantDb, emailIndex: string, now: EpochMs): Promise<AppointmentRow | null> {
  const [next] = await listBookedWith(db, emailIndex, { when: "upcoming", now, limit: 1 });
  if (next) return next;
  const [last] = await listBookedWith(db, emailIndex, { when: "past", now, limit: 1 });
  return last ?? null;
}
