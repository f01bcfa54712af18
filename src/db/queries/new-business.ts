import type { InferInsertModel } from "drizzle-orm";
import { tenants } from "../schema/tenants.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { Statement } from "./catalogue-edits.ts";
import { insertBranch, type NewBranch } from "./new-branch.ts";

/** Statements for the batch of a sign-up: a business, and its first branch. */
export function insertBusiness(
  db: TenantDb,
  tenant: Omit<InferInsertModel<typeof tenants>, "id">,
  first: NewBranch,
): [Statement, ...Statement[]] {
  return [db.orm.insert(tenants).values({ ...tenant, id: db.tenantId }), ...insertBranch(db, first)];
}
