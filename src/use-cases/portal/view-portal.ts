import type { Background } from "../../db/directory.ts";
import type { AppointmentRow } from "../../db/queries/appointments.ts";
import { MAX_PORTAL_PAST, MAX_PORTAL_UPCOMING } from "../../domain/customers/portal.ts";
import type { BranchId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { accessBranch, type BranchAccess } from "../booking/branch-access.ts";
import type { PortalSession } from "./open-portal.ts";
import { listOwnRows } from "./own-rows.ts";

/** An appointment of the customer's, and the branch where it is. */
export type OwnAppointment = { row: AppointmentRow; access: BranchAccess };
export type OwnAppointments = { upcoming: OwnAppointment[]; past: OwnAppointment[] };

/** What stands is upcoming until it begins; what was called off is among the past at once. */
export async function viewPortal(
  env: Env,
  background: Background,
  { db, ...owner }: Omit<PortalSession, "tokenHash">,
  now: EpochMs,
): Promise<OwnAppointments> {
  const [next, before] = await Promise.all([
    listOwnRows(env, db, owner, { when: "upcoming", now, limit: MAX_PORTAL_UPCOMING }),
    listOwnRows(env, db, owner, { when: "past", now, limit: MAX_PORTAL_PAST }),
  ]);
  const stands = ({ status }: AppointmentRow) => status === "pending" || status === "confirmed";
  const past = [...next.filter((row) => !stands(row)).toReversed(), ...before];
  const branches = new Map<BranchId, BranchAccess | null>();
  for (const { tenantId, branchId } of [...next, ...before]) {
    if (!branches.has(branchId)) branches.set(branchId, await accessBranch(env, background, { tenantId, branchId }));
  }
  const own = (row: AppointmentRow) => {
    const access = branches.get(row.branchId);
    return access ? [{ row, access }] : [];
  };
  return { upcoming: next.filter(stands).flatMap(own), past: past.flatMap(own) };
}
