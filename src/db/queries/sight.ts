import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Sight } from "../../domain/identity/sight.ts";
import { appointments } from "../schema/appointments.ts";
import { customers } from "../schema/customers.ts";
import { calls } from "../schema/voice.ts";
import type { TenantDb } from "../tenant-db.ts";

/** A condition on `appointments`. Undefined when everything is seen. */
export function inSight(sight: Sight): SQL | undefined {
  if (sight === "all") return undefined;
  return sight.staffId === null ? sql`0` : eq(appointments.staffId, sight.staffId);
}

/** A condition on `customers`: those who have or had an appointment that is seen. */
export function customersInSight(db: TenantDb, sight: Sight): SQL | undefined {
  const theirs = and(eq(appointments.tenantId, db.tenantId), eq(appointments.customerId, customers.id));
  return sight === "all" ? undefined : sql`exists (select 1 from ${appointments} where ${and(theirs, inSight(sight))})`;
}

/** A condition on `calls`: those that an appointment came out of which is seen. */
export function callsInSight(db: TenantDb, sight: Sight): SQL | undefined {
  const made = and(eq(appointments.tenantId, db.tenantId), eq(appointments.callId, calls.id));
  return sight === "all" ? undefined : sql`exists (select 1 from ${appointments} where ${and(made, inSight(sight))})`;
}
