import { findStaffBranch } from "../../../db/queries/users.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { StaffId } from "../../../domain/ids.ts";

/** Is there such a member of staff, at work, in this business? */
export async function findStaffOf(db: TenantDb, id: StaffId): Promise<boolean> {
  return (await findStaffBranch(db, id)) !== null;
}
