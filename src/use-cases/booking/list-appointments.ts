import type { AppointmentView } from "../../contracts/booking.ts";
import { rowToAppointmentView } from "../../db/booking-views.ts";
import type { Background } from "../../db/directory.ts";
import { type AppointmentFilter, type AppointmentRow, listAppointments } from "../../db/queries/appointments.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { TenantId } from "../../domain/ids.ts";
import { accessBranch, type BranchAccess, viewContextOf } from "./branch-access.ts";

/** A page of the read model. */
export async function listAppointmentViews(
  env: Env,
  background: Background,
  tenantId: TenantId,
  filter: AppointmentFilter,
  page: Page,
): Promise<Paged<AppointmentView>> {
  const { items, nextCursor } = await listAppointments(tenantDb(env.DB, tenantId), filter, page);
  const branches = await accessAll(env, background, items);
  const views = items.map((row) => {
    const access = branches.get(row.branchId);
    if (!access) throw new Error(`branch ${row.branchId} of an appointment is gone`);
    return rowToAppointmentView(row, viewContextOf(access));
  });
  return { items: await Promise.all(views), nextCursor };
}

async function accessAll(env: Env, background: Background, rows: AppointmentRow[]): Promise<Map<string, BranchAccess>> {
  const branches = new Map<string, BranchAccess>();
  for (const { tenantId, branchId } of rows) {
    if (branches.has(branchId)) continue;
    const access = await accessBranch(env, background, { tenantId, branchId });
    if (access) branches.set(branchId, access);
  }
  return branches;
}
