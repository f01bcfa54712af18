import { env } from "cloudflare:workers";

type Recorded = { sql: string; params: unknown[] };

/** D1 that notes each statement, so that a test can ask SQLite how it ran the very query that the product sends. */
export function recordingD1(): { d1: D1Database; statements: Recorded[] } {
  const statements: Recorded[] = [];
  const d1 = new Proxy(env.DB, {
    get(target, property) {
      if (property === "prepare") return (sql: string) => record(sql);
      const member: unknown = Reflect.get(target, property);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
  const record = (sql: string): D1PreparedStatement => {
    const entry: Recorded = { sql, params: [] };
    statements.push(entry);
    const statement = env.DB.prepare(sql);
    const bind = statement.bind.bind(statement);
    statement.bind = (...params: unknown[]) => {
      entry.params = params;
      return bind(...params);
    };
    return statement;
  };
  return { d1, statements };
}

/** The lines of the plan, without the scans of `json_each` and of what it is kept in, which read a parameter and not a table. */
export async function planOf({ sql, params }: Recorded): Promise<string[]> {
  const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...params)
    .all<{ detail: string }>();
  return results.map((row) => row.detail).filter((detail) => !/VIRTUAL TABLE|^SCAN texts$/.test(detail));
}

export async function plansOf(run: (d1: D1Database) => Promise<unknown>): Promise<string[]> {
  const { d1, statements } = recordingD1();
  await run(d1);
  return (await Promise.all(statements.map(planOf))).flat();
}
