import type { HealthView } from "../../contracts/operations.ts";
import { countWaiting } from "../../db/queries/operations-views.ts";
import { type EpochMs, MINUTE_MS } from "../../domain/time.ts";

const TIMEOUT_MS = 2_000;
const OVERDUE_MS = 10 * MINUTE_MS;

/** Does each part answer, and what waits? Throws when D1 does not: nothing can be counted then, and `/health` tells. */
export async function viewHealth(env: Env, now: EpochMs): Promise<HealthView> {
  const parts = await Promise.all([
    probe("database", () => env.DB.prepare("SELECT 1").first()),
    probe("directory", () => env.DIRECTORY.get("health")),
    probe("files", () => env.FILES.head("health")),
  ]);
  const waiting = await countWaiting(env.DB, now - OVERDUE_MS);
  const status = parts.every(({ isOk }) => isOk) ? "ok" : "degraded";
  return { status, version: env.VERSION?.id || "local", parts, waiting };
}

async function probe(name: string, ask: () => Promise<unknown>) {
  const startedAt = Date.now();
  const answered = ask().then(
    () => true,
    () => false,
  );
  const isOk = await Promise.race([answered, scheduler.wait(TIMEOUT_MS).then(() => false)]);
  return { name, isOk, ms: Date.now() - startedAt };
}
