import { applyD1Migrations, type D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { liveLater } from "./another-day.ts";

declare global {
  namespace Cloudflare {
    interface Env {
      TEST_MIGRATIONS: D1Migration[];
      TEST_SHIFT_MS: number;
    }
  }
}

await liveLater(env.TEST_SHIFT_MS);
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
