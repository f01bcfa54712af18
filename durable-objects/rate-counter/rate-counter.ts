import { DurableObject } from "cloudflare:workers";
import { countAttempt } from "../../src/domain/identity/attempts.ts";
import type { StrictLimit } from "../../src/domain/identity/limits.ts";
import { err, ok, type Result } from "../../src/domain/result.ts";
import type { EpochMs } from "../../src/domain/time.ts";

/** When each counted attempt ends counting, oldest first. */
const ENDS = "ends";

/**
 * The exact counter behind one strict limit and one key. What it keeps is bounded by the limit, a refused attempt writes
 * nothing, and when the last attempt no longer counts the object empties itself.
 */
export class RateCounter extends DurableObject<Env> {
  /** Counts an attempt, or tells in how many milliseconds the next one will be heard. */
  async take(limit: Pick<StrictLimit, "limit" | "periodSeconds">): Promise<Result<void, { waitMs: number }>> {
    const now = Date.now();
    const known = this.#ends();
    const counted = countAttempt(known, limit, now);
    if (!counted.ok) return err(counted.error);
    this.ctx.storage.kv.put(ENDS, counted.value);
    // One alarm at a time: it finds out by itself whether later attempts still count.
    if (known.length === 0) await this.ctx.storage.setAlarm(now + limit.periodSeconds * 1_000);
    return ok(undefined);
  }

  override async alarm(): Promise<void> {
    const last = this.#ends().at(-1) ?? 0;
    if (Date.now() < last) await this.ctx.storage.setAlarm(last);
    else await this.ctx.storage.deleteAll();
  }

  #ends(): EpochMs[] {
    return this.ctx.storage.kv.get<EpochMs[]>(ENDS) ?? [];
  }
}
