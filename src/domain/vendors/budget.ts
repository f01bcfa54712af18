import type { EpochMs } from "../time.ts";

/** What a vendor lets one account ask: `burst` at once, refilled by `perMinute`. */
export type Budget = { perMinute: number; burst: number };

/** `tokens` calls could be made at `at`; a fraction is a call on its way. */
export type Bucket = { tokens: number; at: EpochMs };

const MINUTE_MS = 60_000;

export function fullBucket({ burst }: Budget, now: EpochMs): Bucket {
  return { tokens: burst, at: now };
}

/** The bucket as it stands now. A clock that went back refills nothing, and a smaller budget holds at once. */
export function refill(bucket: Bucket, { perMinute, burst }: Budget, now: EpochMs): Bucket {
  const gained = (Math.max(0, now - bucket.at) * perMinute) / MINUTE_MS;
  return { tokens: Math.min(burst, bucket.tokens + gained), at: now };
}

/** When one whole call is there again. */
export function nextTokenAt({ tokens, at }: Bucket, { perMinute }: Budget): EpochMs {
  return at + Math.ceil((Math.max(0, 1 - tokens) * MINUTE_MS) / perMinute);
}

/** Published limits where there are any, with room for what the business does by itself; else a modest guess. */
const BUDGETS: Record<string, Budget> = {
  retell: { perMinute: 120, burst: 20 },
  vapi: { perMinute: 120, burst: 20 },
  telnyx: { perMinute: 120, burst: 20 },
  twilio: { perMinute: 120, burst: 20 },
  resend: { perMinute: 240, burst: 5 },
  postmark: { perMinute: 600, burst: 50 },
  cloudflare: { perMinute: 240, burst: 20 },
  google: { perMinute: 300, burst: 20 },
  calcom: { perMinute: 60, burst: 10 },
};
const UNKNOWN: Budget = { perMinute: 60, burst: 10 };

export function budgetOf(provider: string): Budget {
  return BUDGETS[provider] ?? UNKNOWN;
}
