import { MINUTE_MS } from "../time.ts";

/** How long an operator may stay inside a tenant at most. */
export const MAX_IMPERSONATION_MINUTES = 60;
export const REASON_LENGTH = { min: 10, max: 500 } as const;

export function impersonationMs(minutes: number): number {
  return Math.min(minutes, MAX_IMPERSONATION_MINUTES) * MINUTE_MS;
}
