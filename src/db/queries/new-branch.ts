import { eq, type InferInsertModel, sql } from "drizzle-orm";
import type { OpeningHours, ResourceRules, ServiceRules } from "../../domain/booking/rulebook.ts";
import type { StaffId } from "../../domain/ids.ts";
import { branches, resources, staff } from "../schema/catalogue.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { Statement } from "./catalogue-edits.ts";
import { insertServices } from "./catalogue-services.ts";
import { insertHours } from "./catalogue-staff.ts";
import { causedBy } from "./constraints.ts";

export type NewBranch = {
  branch: Omit<InferInsertModel<typeof branches>, "tenantId" | "rulebookVersion">;
  hours: Pick<OpeningHours, "weekly" | "exceptions">;
  staff: { id: StaffId; name: string }[];
  resources: ResourceRules[];
  services: ServiceRules[];
};

/** More of one business are a mistake, and an appointment that is not in the read model yet is sought in all of them. */
export const MAX_BRANCHES = 50;

/** Statements for one batch: a branch that can be booked at once. The batch fails where there are as many as may be. */
export function insertBranch(db: TenantDb, made: NewBranch): [Statement, ...Statement[]] {
  const { orm, tenantId } = db;
  const { id: branchId, createdAt, name } = made.branch;
  const isRoom = sql`(select count(*) from ${branches} where ${eq(branches.tenantId, tenantId)}) < ${MAX_BRANCHES}`;
  // Without room the name is null, which the column refuses: that rolls the whole batch back.
  const branch = { ...made.branch, tenantId, name: sql<string>`case when ${isRoom} then ${name} end` };
  return [
    orm.insert(branches).values(branch),
    ...insertHours(db, branchId, made.hours),
    orm.insert(staff).select(sql`
      select ${tenantId}, value ->> 'id', ${branchId}, value ->> 'name', 1, key + 1, null, ${createdAt}
      from json_each(${JSON.stringify(made.staff)})`),
    orm.insert(resources).select(sql`
      select ${tenantId}, value ->> 'id', ${branchId}, value ->> 'name', value ->> 'kind', null, ${createdAt}
      from json_each(${JSON.stringify(made.resources)})`),
    ...insertServices(db, made.services, { branchId, createdAt }),
  ];
}

export function isBranchRefused(error: unknown): boolean {
  return causedBy(error, "NOT NULL constraint failed: branches.name");
}
