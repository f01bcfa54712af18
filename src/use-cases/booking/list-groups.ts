import type { GroupSummary } from "../../contracts/groups.ts";
import { rowToAppointmentView } from "../../db/booking-views.ts";
import { findAppointmentsByIds } from "../../db/queries/appointments.ts";
import { type GroupRow, listGroups } from "../../db/queries/groups.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { Sight } from "../../domain/identity/sight.ts";
import { toRfc3339 } from "../../domain/time.ts";
import { type BranchAccess, viewContextOf } from "./branch-access.ts";

/** A page of a branch's series and packages, from the read model. */
export async function listGroupSummaries(
  env: Env,
  access: BranchAccess,
  sight: Sight,
  page: Page,
): Promise<Paged<GroupSummary>> {
  const { tenantId, branchId } = access.ref;
  const db = tenantDb(env.DB, tenantId);
  const { items, nextCursor } = await listGroups(db, { branchId, sight, now: Date.now() }, page);
  const ids = items.map(({ leadId }) => leadId);
  const leads = new Map((await findAppointmentsByIds(db, ids)).map((row) => [row.id, row]));
  const summaries = items.map(async ({ leadId, ...group }) => {
    const row = leads.get(leadId);
    if (!row) return null; // gone since
    return { ...timesOf(group, access), appointment: await rowToAppointmentView(row, viewContextOf(access)) };
  });
  return { items: (await Promise.all(summaries)).filter((summary) => summary !== null), nextCursor };
}

function timesOf({ firstAt, lastAt, ...group }: Omit<GroupRow, "leadId">, { rules }: BranchAccess) {
  return { ...group, firstAt: toRfc3339(rules.timeZone, firstAt), lastAt: toRfc3339(rules.timeZone, lastAt) };
}
