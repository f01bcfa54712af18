import type { InferInsertModel } from "drizzle-orm";
import { branches, openingHours, serviceStaff, services, staff } from "../schema/catalogue.ts";
import { tenants } from "../schema/tenants.ts";
import type { TenantDb } from "../tenant-db.ts";
import type { Statement } from "./catalogue-edits.ts";

type Without<T> = Omit<T, "tenantId">;
export type FirstBranch = {
  branch: Without<InferInsertModel<typeof branches>>;
  hours: Without<InferInsertModel<typeof openingHours>>[];
  staff: Without<InferInsertModel<typeof staff>>;
  /** At most four: D1 takes a hundred parameters a statement. */
  services: Without<InferInsertModel<typeof services>>[];
};

/** Statements for the batch of a sign-up: a business, and a branch whose calendar can be used at once. */
export function insertBusiness(
  db: TenantDb,
  tenant: Omit<InferInsertModel<typeof tenants>, "id">,
  first: FirstBranch,
): [Statement, ...Statement[]] {
  const { orm, tenantId } = db;
  const offers = first.services.map(({ id }) => ({ tenantId, serviceId: id, staffId: first.staff.id }));
  return [
    orm.insert(tenants).values({ ...tenant, id: tenantId }),
    orm.insert(branches).values({ ...first.branch, tenantId }),
    orm.insert(openingHours).values(first.hours.map((row) => ({ ...row, tenantId }))),
    orm.insert(staff).values({ ...first.staff, tenantId }),
    orm.insert(services).values(first.services.map((row) => ({ ...row, tenantId }))),
    orm.insert(serviceStaff).values(offers),
  ];
}
