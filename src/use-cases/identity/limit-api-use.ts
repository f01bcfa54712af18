import { type ApiLimit, QUOTA_SECONDS, type Quota } from "../../domain/identity/limits.ts";
import type { Taken } from "../../domain/identity/rate-limit-fields.ts";
import type { EpochMs } from "../../domain/time.ts";
import { faultFacts, log } from "../../log.ts";
import { LocalCount } from "./local-count.ts";
import { sharedLimiter } from "./shared-limiter.ts";

const bindings = { 60: "RL_60", 300: "RL_300", 1000: "RL_1000", 3000: "RL_3000" } as const satisfies Record<
  Quota,
  string
>;

/** Requests that this isolate has seen: made with the first, since an isolate's start may not ask for the time. */
let seen: LocalCount | undefined;

/**
 * Counts a request under every limit that holds for it. Open: who has a valid credential is served when no limiter
 * answers, for a limiter's outage must not become the product's.
 */
export function takeApi(env: Env, limits: readonly ApiLimit[], now: EpochMs): Promise<Taken[]> {
  const shared = sharedLimiter(env);
  return Promise.all(
    limits.map(async (limit) => {
      const answer = await shared?.take({ limit: limit.quota, periodSeconds: QUOTA_SECONDS }, limit.counts);
      if (!answer) return takeHere(env, limit, now);
      const { isAllowed, remaining, resetAt } = answer;
      return { limit, isAllowed, remaining, resetSeconds: Math.max(Math.ceil((resetAt - now) / 1_000), 1) };
    }),
  );
}

/** The platform's own limiter: near, approximate, and silent about what remains, so we tell what we have seen. */
async function takeHere(env: Env, limit: ApiLimit, now: EpochMs): Promise<Taken> {
  seen ??= new LocalCount(QUOTA_SECONDS * 1_000);
  const { count, resetSeconds } = seen.add(limit.counts, now);
  if (count > limit.quota) return { limit, isAllowed: false, remaining: 0, resetSeconds };
  if (await isLetThrough(env, limit)) {
    return { limit, isAllowed: true, remaining: limit.quota - count, resetSeconds };
  }
  return { limit, isAllowed: false, remaining: 0, resetSeconds: QUOTA_SECONDS };
}

async function isLetThrough(env: Env, { quota, counts }: ApiLimit): Promise<boolean> {
  try {
    return (await env[bindings[quota]].limit({ key: counts })).success;
  } catch (error) {
    log("warn", "rate_limit_failed", faultFacts(error));
    return true;
  }
}
