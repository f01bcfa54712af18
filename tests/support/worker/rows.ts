import { env } from "cloudflare:workers";
import type { TestTenant } from "./a-tenant.ts";
import { OF_A_TEST } from "./statements.ts";

const TENANT_TABLES = [
  "calls",
  "callback_tasks",
  "webhook_events",
  "appointments",
  "customers",
  "connections",
  "audit_log",
] as const;
export type TenantTable = (typeof TENANT_TABLES)[number];
/** Tables that only tests of their own look into. */
type OtherTable =
  | "provider_circuits"
  | "phone_numbers"
  | "leads"
  | "lead_events"
  | "name_index"
  | "lead_imports"
  | "lead_import_rows"
  | "sequences"
  | "enrolments"
  | "enrolment_steps"
  | "messages"
  | "manage_links"
  | "push_subscriptions"
  | "on_call_people"
  | "outbound_calls"
  | "call_consents"
  | "calendar_accounts";

/** What calendars did comes into the audit log by the queue, whenever that is. */
const OWN: Partial<Record<TenantTable | OtherTable, string>> = { audit_log: "facts->>'seq' IS NULL" };

/** How many rows each table that a request could write has, over all tenants: a write under another one counts too. */
export async function countRows(): Promise<Record<TenantTable, number>> {
  const counts = await env.DB.batch<{ count: number }>(
    TENANT_TABLES.map((table) =>
      env.DB.prepare(`SELECT ${OF_A_TEST} count(*) AS count FROM ${table} WHERE ${OWN[table] ?? "true"}`),
    ),
  );
  const entries = TENANT_TABLES.map((table, index) => [table, counts[index]?.results[0]?.count ?? 0] as const);
  return Object.fromEntries(entries) as Record<TenantTable, number>; // built from the same list
}

/** A tenant's rows as they lie in the database; what its calendars did is left out of the audit log. */
export async function rawRows<Row = Record<string, unknown>>(
  tenant: TestTenant,
  table: TenantTable | OtherTable,
): Promise<Row[]> {
  const query = `SELECT * FROM ${table} WHERE tenant_id = ? AND ${OWN[table] ?? "true"} ORDER BY rowid`;
  return (await env.DB.prepare(query).bind(tenant.tenantId).all<Row>()).results;
}
