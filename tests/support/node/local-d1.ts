import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import type { Database } from "../../../scripts/seed/seed-d1.ts";

const MIGRATIONS = "migrations";

/** Migrates the D1 database of a state directory and lets `fill` write to it. Nobody may be serving it meanwhile. */
export async function prepareD1(stateDir: string, fill: (database: Database) => Promise<unknown>): Promise<void> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      resourcePersistencePath: stateDir,
      modules: true,
      script: "export default {}",
      d1Databases: { DB: { id: "local" } }, // `database_id` of wrangler.toml: names the file
    }),
  );
  try {
    const database = (await miniflare.getD1Database("DB")) as unknown as Database; // the same class by another package
    for (const statement of migrationStatements()) await (database as unknown as D1).prepare(statement).run();
    await fill(database);
  } finally {
    await miniflare.dispose();
  }
}

type D1 = { prepare(statement: string): { run(): Promise<unknown> } };

function migrationStatements(): string[] {
  const files = readdirSync(MIGRATIONS).filter((name) => name.endsWith(".sql"));
  return files.sort().flatMap((name) => readFileSync(join(MIGRATIONS, name), "utf8").split("--> statement-breakpoint"));
}
