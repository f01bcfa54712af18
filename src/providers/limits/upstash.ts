import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis/cloudflare";
import { faultFacts, log } from "../../log.ts";
import type { SharedAnswer, SharedLimit, SharedLimiter } from "./port.ts";

export type UpstashAccess = { url: string; token: string };

const TIMEOUT_MS = 300;
/** Ends a request that nobody waits for any more. */
const ABORT_MS = 1_000;
/** After a failure nothing is asked for so long: each request would wait in vain. */
const REST_MS = 5_000;

/** Counts in Upstash Redis over its REST protocol, in a sliding window. */
export class UpstashLimiter implements SharedLimiter {
  readonly #redis: Redis;
  /** One for each limit: a limiter knows one, and its memory of who is blocked should live as long as the isolate. */
  readonly #limiters = new Map<string, Ratelimit>();
  #restUntil = 0;

  constructor({ url, token }: UpstashAccess) {
    // Pipelines would carry commands of several requests, and a Worker may not wait for another request's answer.
    const shape = { enableAutoPipelining: false, enableTelemetry: false, responseEncoding: false } as const;
    // `retry: false` would try twice. A function: with a plain signal the client turns an abort into an answer.
    this.#redis = new Redis({
      url,
      token,
      retry: { retries: 0 },
      ...shape,
      signal: () => AbortSignal.timeout(ABORT_MS),
    });
  }

  async take(limit: SharedLimit, counts: string): Promise<SharedAnswer | null> {
    if (Date.now() < this.#restUntil) return null;
    try {
      const { success, remaining, reset, reason } = await this.#limiterOf(limit).limit(counts);
      // The library calls it a success when nobody answered in time.
      if (reason === "timeout") throw new Error(`no answer within ${TIMEOUT_MS} ms`);
      return { isAllowed: success, remaining, resetAt: reset };
    } catch (error) {
      this.#restUntil = Date.now() + REST_MS;
      log("warn", "shared_limiter_failed", faultFacts(error));
      return null;
    }
  }

  #limiterOf({ limit, periodSeconds }: SharedLimit): Ratelimit {
    const name = `${limit}/${periodSeconds}`;
    const known = this.#limiters.get(name);
    if (known) return known;
    const limiter = new Ratelimit({
      redis: this.#redis,
      limiter: Ratelimit.slidingWindow(limit, `${periodSeconds} s`),
      prefix: `frontdesk/${name}`,
      timeout: TIMEOUT_MS,
      ephemeralCache: new Map(),
      analytics: false,
    });
    this.#limiters.set(name, limiter);
    return limiter;
  }
}
