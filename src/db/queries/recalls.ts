import { sql } from "drizzle-orm";
import type { BranchId, CustomerId } from "../../domain/ids.ts";
import { DAY_MS, type EpochMs } from "../../domain/time.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { SequenceRow } from "./sequences.ts";

export type Recalled = {
  customerId: CustomerId;
  branchId: BranchId;
  phoneIndex: string | null;
  emailIndex: string | null;
  lastVisitAt: EpochMs;
};

/** So many days of visits are looked at, so that a night without the job is made up for. */
const WINDOW_MS = 14 * DAY_MS;

/** Customers whose last visit was before `until`, not long before it, and who have not come or booked since. */
export function listRecalled(
  db: TenantDb,
  { id }: Pick<SequenceRow, "id">,
  until: EpochMs,
  limit: number,
): Promise<Recalled[]> {
  return db.orm.all<Recalled>(sql`
    SELECT a.customer_id AS customerId, a.branch_id AS branchId, max(a.starts_at) AS lastVisitAt,
      k.phone_index AS phoneIndex, k.email_index AS emailIndex
    FROM appointments AS a JOIN customers AS k ON k.id = a.customer_id AND k.tenant_id = a.tenant_id
    WHERE a.tenant_id = ${db.tenantId} AND a.starts_at > ${until - WINDOW_MS} AND a.starts_at <= ${until}
      AND a.status IN ('completed', 'confirmed') AND k.erased_at IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM appointments AS later
        WHERE later.tenant_id = a.tenant_id AND later.customer_id = a.customer_id AND later.starts_at > a.starts_at
          AND later.status IN ('pending', 'confirmed', 'completed'))
      AND NOT EXISTS (
        SELECT 1 FROM enrolments AS e
        WHERE e.tenant_id = a.tenant_id
          AND e.unique_key = ${`${id}/recall/`} || a.customer_id || '/' || a.starts_at)
    GROUP BY a.customer_id LIMIT ${limit}`);
}
