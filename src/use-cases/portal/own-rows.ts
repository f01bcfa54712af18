import { openContact } from "../../db/booking-views.ts";
import type { AppointmentRow } from "../../db/queries/appointments.ts";
import { type BookedWhen, findBookedWith, listBookedWith, type PortalOwner } from "../../db/queries/portal.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { AppointmentId } from "../../domain/ids.ts";
import { tenantVault } from "../tenant-vault.ts";

/** What was booked with the address or number that somebody has proven to be theirs. */
export async function listOwnRows(env: Env, db: TenantDb, owner: PortalOwner, asked: BookedWhen) {
  return onlyTheirs(env, db, owner, await listBookedWith(db, owner, asked));
}

export async function findOwnRow(env: Env, db: TenantDb, owner: PortalOwner, id: AppointmentId) {
  const row = await findBookedWith(db, owner, id);
  const [theirs] = row ? await onlyTheirs(env, db, owner, [row]) : [];
  return theirs ?? null;
}

/** A record is found by its number, and may hold what was booked with another: each booking's own contact decides. */
async function onlyTheirs(env: Env, db: TenantDb, { proof, index }: PortalOwner, rows: AppointmentRow[]) {
  if (proof === "email" || rows.length === 0) return rows;
  const vault = await tenantVault(env, db);
  const isTheirs = async ({ id, sealedContact }: AppointmentRow) => {
    const { phone } = await openContact(vault, id, sealedContact);
    return phone !== null && (await vault.phoneIndex(phone)) === index;
  };
  const marks = await Promise.all(rows.map(isTheirs));
  return rows.filter((_, position) => marks[position]);
}
