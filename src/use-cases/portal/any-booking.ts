import type { AppointmentRow } from "../../db/queries/appointments.ts";
import type { PortalOwner } from "../../db/queries/portal.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { EpochMs } from "../../domain/time.ts";
import { listOwnRows } from "./own-rows.ts";

/** Of a number's record the first few may be another's. */
const LOOKED_AT = 10;

/** The next appointment booked with an address or number, else the last one. Its sealed contact has both. */
export async function anyBooking(
  env: Env,
  db: TenantDb,
  owner: PortalOwner,
  now: EpochMs,
): Promise<AppointmentRow | null> {
  const [next] = await listOwnRows(env, db, owner, { when: "upcoming", now, limit: LOOKED_AT });
  if (next) return next;
  const [last] = await listOwnRows(env, db, owner, { when: "past", now, limit: LOOKED_AT });
  return last ?? null;
}
