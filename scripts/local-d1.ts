import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import type { Database } from "./seed/seed-d1.ts";

const MIGRATIONS = "migrations";
/** What drizzle-kit writes between two statements. */
const BREAKPOINT = "--> statement-breakpoint";
/** Wrangler's record of what was applied. */
const d1Migrations = sqliteTable("d1_migrations", { name: text("name").notNull() });

/**
 * Works on the local database that lies at `persistPath`, migrated to the newest schema, while no Worker runs on it.
 * `wrangler dev --persist-to <state>` keeps its own at `<state>/v3`.
 */
export async function withLocalD1<T>(persistPath: string, work: (database: Database) => Promise<T>): Promise<T> {
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      modules: true,
      script: "export default {};",
      // The database_id of wrangler.toml.
      d1Databases: { DB: "local" },
    }),
    resourcePersistencePath: persistPath,
  });
  try {
    const database = (await miniflare.getD1Database("DB")) as unknown as Database; // two type packages, one object
    await migrate(database);
    return await work(database);
  } finally {
    await miniflare.dispose();
  }
}

/** Does what `wrangler d1 migrations apply` does, and keeps its record, without a program to start for each file. */
async function migrate(database: Database): Promise<void> {
  const orm = drizzle(database);
  await orm.run(sql`CREATE TABLE IF NOT EXISTS d1_migrations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT UNIQUE,
    applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
  )`);
  const known = new Set((await orm.select().from(d1Migrations)).map(({ name }) => name));
  const files = readdirSync(MIGRATIONS).filter((name) => name.endsWith(".sql") && !known.has(name));
  for (const name of files.toSorted()) {
    const statements = readFileSync(join(MIGRATIONS, name), "utf8").split(BREAKPOINT);
    const record = orm.insert(d1Migrations).values({ name });
    // oxlint-disable-next-line no-await-in-loop -- each builds on the one before
    await orm.batch([record, ...statements.map((statement) => orm.run(sql.raw(statement)))]);
  }
}
