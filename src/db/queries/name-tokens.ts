import type { TenantDb } from "../tenant-db.ts";
import { listedText, withListedAt } from "./listed-rows.ts";

/** The tokens of somebody's name. None: the name has no letters, or cannot be read. */
export type Named<Id extends string> = { id: Id; tokens: string[] };
/** Our own names of a table, of the table of its names' tokens, and of the column there that tells whose they are. */
type Index = { table: "customers" | "leads"; tokens: string; owner: string };

const NAMED = ["id", "tokens"] as const;

/** Stores the tokens of those that still have none: a name that was changed meanwhile has brought its own. */
export async function storeNameTokens(db: TenantDb, index: Index, named: readonly Named<string>[]): Promise<void> {
  if (named.length === 0) return;
  const list = listedText(NAMED, named);
  await db.client.batch([
    db.client.prepare(insertOf(index)).bind(db.tenantId, list),
    db.client.prepare(markOf(index)).bind(db.tenantId, list),
  ]);
}

const insertOf = ({ table, tokens, owner }: Index) => `
  ${withListedAt(2, NAMED)}
  INSERT INTO ${tokens} (tenant_id, token, ${owner})
  SELECT r.tenant_id, t.value, r.id
  FROM listed AS l
  CROSS JOIN ${table} AS r ON r.id = l.id AND r.tenant_id = ?1 AND r.is_name_indexed = 0
  CROSS JOIN json_each(l.tokens) AS t
  WHERE true ON CONFLICT DO NOTHING`;

// The `+` keeps the tenant's index out: by it, every row would be walked for these few.
const markOf = ({ table }: Index) => `
  ${withListedAt(2, NAMED)}
  UPDATE ${table} SET is_name_indexed = 1 WHERE +tenant_id = ?1 AND id IN (SELECT id FROM listed)`;
