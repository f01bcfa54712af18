import { env } from "cloudflare:workers";
import { vi } from "vitest";

/** Stands in what tests ask for themselves. */
export const OF_A_TEST = "/* of a test */";

/** The text of every statement that the product sends to D1 from now on. */
export function recordStatements(): ReadonlySet<string> {
  const seen = new Set<string>();
  const prepare = env.DB.prepare.bind(env.DB);
  vi.spyOn(env.DB, "prepare").mockImplementation((sql) => {
    if (!sql.includes(OF_A_TEST)) seen.add(sql);
    return prepare(sql);
  });
  return seen;
}

/** Tables that hold rows of tenants. */
async function tenantTables(): Promise<string[]> {
  const query = "SELECT /* of a test */ name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%tenant_id%'";
  return (await env.DB.prepare(query).all<{ name: string }>()).results.map(({ name }) => name);
}

/** The tenant's own, or new rows, which bring theirs; rows that come as a parameter stand in front. */
const SAYS_WHOSE = /tenant_id"?\s*(?:=|is null)|^\s*(?:with listed as [^]*?json_each\(\?\d*\)\)\s*)?insert/i;

/** Those that touch a tenant's table and do not say whose rows are meant. */
export async function withoutTenant(statements: Iterable<string>): Promise<string[]> {
  const tables = await tenantTables();
  const touches = (sql: string) => tables.some((table) => new RegExp(`["\\s]${table}["\\s]`).test(`${sql} `));
  return [...statements].filter((sql) => touches(sql) && !SAYS_WHOSE.test(sql));
}

/** Those that read a whole table, with the line of the plan that says so. */
export async function scanning(statements: Iterable<string>): Promise<string[]> {
  const scans = await Promise.all(
    [...statements].map(async (sql) => (await scansOf(sql)).map((line) => `${line}: ${sql}`)),
  );
  return scans.flat();
}

/** Values, parameters, and what a subquery has just found. */
const NO_TABLE = /CONSTANT ROW|ROW VALUES CLAUSE|VIRTUAL TABLE|^SCAN (?:mine$|texts$|\(subquery)/;

async function scansOf(sql: string): Promise<string[]> {
  const numbered = [...sql.matchAll(/\?(\d+)/g)].map(([, number]) => Number(number));
  const count = numbered.length > 0 ? Math.max(...numbered) : (sql.match(/\?/g) ?? []).length;
  const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...Array.from({ length: count }, () => null))
    .all<{ detail: string }>();
  const lines = results.map(({ detail }) => detail);
  return lines.filter((line) => line.startsWith("SCAN ") && !NO_TABLE.test(line));
}
