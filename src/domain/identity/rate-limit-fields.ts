import { type ApiLimit, QUOTA_SECONDS } from "./limits.ts";

/** What became of one limit. `resetSeconds`: when its window ends; `remaining` is what may still be asked until then. */
export type Taken = { limit: ApiLimit; isAllowed: boolean; remaining: number; resetSeconds: number };

/**
 * The fields `RateLimit-Policy` and `RateLimit` as draft-ietf-httpapi-ratelimit-headers-10 writes them: structured lists
 * with one item for each policy; `q` quota, `w` window, `r` remaining, `t` seconds until the quota is whole again.
 */
export function policyField(limits: readonly ApiLimit[]): string {
  return limits.map(({ policy, quota }) => `"${policy}";q=${quota};w=${QUOTA_SECONDS}`).join(", ");
}

export function rateLimitField(taken: readonly Taken[]): string {
  return taken
    .map(({ limit, remaining, resetSeconds }) => `"${limit.policy}";r=${remaining};t=${resetSeconds}`)
    .join(", ");
}
