import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import type { Database } from "./seed/seed-d1.ts";

/** Works on the local database that `wrangler dev --persist-to <state>` uses, while no Worker runs on it. */
export async function withLocalD1<T>(state: string, work: (database: Database) => Promise<T>): Promise<T> {
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      modules: true,
      script: "export default {};",
      // The database_id of wrangler.toml.
      d1Databases: { DB: "local" },
    }),
    resourcePersistencePath: join(state, "v3"),
  });
  try {
    return await work((await miniflare.getD1Database("DB")) as unknown as Database); // two type packages, one object
  } finally {
    await miniflare.dispose();
  }
}
