import type { Background } from "../../db/directory.ts";
import { findBranchOfGroup } from "../../db/queries/appointments.ts";
import { listBranches } from "../../db/queries/catalogue.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { SeriesId, TenantId } from "../../domain/ids.ts";
import { accessBranch, askCalendar, type BranchAccess } from "./branch-access.ts";

/** How many calendars are asked for a group that the read model does not know yet. */
const MAX_BRANCHES = 50;

/** Finds the branch of a series or package, even in the moment before the read model has it. */
export async function findGroup(
  env: Env,
  background: Background,
  tenantId: TenantId,
  id: SeriesId,
): Promise<BranchAccess | null> {
  const db = tenantDb(env.DB, tenantId);
  const known = await findBranchOfGroup(db, id);
  if (known) return accessBranch(env, background, { tenantId, branchId: known });
  const branches = (await listBranches(db)).slice(0, MAX_BRANCHES);
  const asked = branches.map(async ({ id: branchId }) => {
    const access = await accessBranch(env, background, { tenantId, branchId });
    return access && (await askCalendar(access, (calendar, ref) => calendar.hasGroup(ref, id))) ? access : null;
  });
  return (await Promise.all(asked)).find((access) => access !== null) ?? null;
}
