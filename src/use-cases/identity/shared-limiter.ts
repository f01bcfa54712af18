import { configOf } from "../../env.ts";
import type { SharedLimiter } from "../../providers/limits/port.ts";
import { UpstashLimiter } from "../../providers/limits/upstash.ts";

const limiters = new WeakMap<object, SharedLimiter | "none">();

/** Made with the first request: an isolate's start may do nothing of the kind. Null when Upstash is not configured. */
export function sharedLimiter(env: Env): SharedLimiter | null {
  const config = configOf(env);
  const known = limiters.get(config) ?? createLimiter(config);
  limiters.set(config, known);
  return known === "none" ? null : known;
}

function createLimiter({ UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token }: ReturnType<typeof configOf>) {
  return url && token ? new UpstashLimiter({ url, token }) : "none";
}
