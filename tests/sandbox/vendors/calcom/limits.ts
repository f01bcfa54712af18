import type { Account } from "./account.ts";
import { refuse } from "./answers.ts";

const LIMIT = 120;
const MINUTE_MS = 60_000;

/** 120 requests a minute and key. Who asks for more is blocked for a minute. Null: go on. */
export function limited(account: Account, now: number): Response | null {
  account.hits = account.hits.filter((at) => now - at < MINUTE_MS);
  if (now < account.blockedUntil) return tooMany(account.blockedUntil - now);
  if (account.hits.length >= LIMIT) {
    account.blockedUntil = now + MINUTE_MS;
    return tooMany(MINUTE_MS);
  }
  account.hits.push(now);
  return null;
}

export function limitHeaders({ hits }: Account, now: number): Record<string, string> {
  const resetMs = MINUTE_MS - (now - (hits[0] ?? now));
  return {
    "x-ratelimit-limit": String(LIMIT),
    "x-ratelimit-remaining": String(LIMIT - hits.length),
    "x-ratelimit-reset": String(Math.ceil(resetMs / 1_000)),
  };
}

function tooMany(waitMs: number): Response {
  const answer = refuse(429, "ThrottlerException: Too Many Requests");
  answer.headers.set("x-ratelimit-limit", String(LIMIT));
  answer.headers.set("x-ratelimit-remaining", "0");
  answer.headers.set("x-ratelimit-reset", String(Math.ceil(waitMs / 1_000)));
  return answer;
}
