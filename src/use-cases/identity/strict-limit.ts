import { rateCounter } from "../../../durable-objects/stubs.ts";
import type { StrictLimit } from "../../domain/identity/limits.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { faultFacts, log } from "../../log.ts";
import { keyedHash } from "../keyed-hash.ts";

export type TooManyAttempts = { reason: "too_many_attempts"; retryAfterSeconds: number };

/** A counter that does not answer by then counts as one that refuses. */
const TIMEOUT_MS = 3_000;
/** When nobody can tell how long to wait. */
const UNKNOWN_WAIT_SECONDS = 30;

/**
 * Counts an attempt under an exact limit, over all locations. Each `key` (a network, a keyed hash of an address, an id)
 * is counted alone. Fails closed: without the counter, codes and passwords could be guessed at will.
 */
export async function takeStrict(env: Env, limit: StrictLimit, key: string): Promise<Result<void, TooManyAttempts>> {
  try {
    const taken = await Promise.race([rateCounter(env, counterName(env, limit, key)).take(limit), noAnswer()]);
    return taken.ok ? ok(undefined) : tooMany(Math.ceil(taken.error.waitMs / 1_000));
  } catch (error) {
    log("error", "strict_limit_failed", { limit: limit.name, ...faultFacts(error) });
    return tooMany(Math.min(limit.periodSeconds, UNKNOWN_WAIT_SECONDS));
  }
}

/** The limits in turn: an attempt that one refuses does not count for those behind it. */
export async function takeStrictAll(
  env: Env,
  limits: readonly StrictLimit[],
  key: string,
): Promise<Result<void, TooManyAttempts>> {
  for (const limit of limits) {
    const taken = await takeStrict(env, limit, key);
    if (!taken.ok) return taken;
  }
  return ok(undefined);
}

function tooMany(retryAfterSeconds: number) {
  return err({ reason: "too_many_attempts" as const, retryAfterSeconds: Math.max(retryAfterSeconds, 1) });
}

async function noAnswer(): Promise<never> {
  await scheduler.wait(TIMEOUT_MS);
  throw new Error("the rate counter does not answer");
}

/** Names of objects appear in the platform's logs, so the key is in them as a keyed hash only. */
export function counterName(env: Env, { name }: StrictLimit, key: string): string {
  return `${name}/${keyedHash(env, `limit|${name}|${key}`).toString("base64url")}`;
}
