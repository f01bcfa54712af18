import type { Background } from "../../db/directory.ts";
import { findAppointment } from "../../db/queries/appointments.ts";
import { listBranches } from "../../db/queries/catalogue.ts";
import { MAX_BRANCHES } from "../../db/queries/new-branch.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Appointment } from "../../domain/booking/appointment.ts";
import type { AppointmentId, CustomerId, TenantId } from "../../domain/ids.ts";
import { accessBranch, askCalendar, type BranchAccess } from "./branch-access.ts";

/** An appointment as its calendar knows it, and where that calendar is. */
export type FoundAppointment = { access: BranchAccess; appointment: Appointment; customerId: CustomerId | null };

/** Finds an appointment that was acknowledged, even in the moment before the read model has it. */
export async function findBranchOf(
  env: Env,
  background: Background,
  tenantId: TenantId,
  id: AppointmentId,
): Promise<FoundAppointment | null> {
  const db = tenantDb(env.DB, tenantId);
  const row = await findAppointment(db, id);
  const branchIds = row ? [row.branchId] : (await listBranches(db)).slice(0, MAX_BRANCHES).map((branch) => branch.id);
  const found = await Promise.all(
    branchIds.map(async (branchId) => {
      const access = await accessBranch(env, background, { tenantId, branchId });
      const appointment = access && (await askCalendar(access, (calendar, ref) => calendar.appointment(ref, id)));
      return access && appointment ? { access, appointment, customerId: row?.customerId ?? null } : null;
    }),
  );
  return found.find((candidate) => candidate !== null) ?? null;
}
