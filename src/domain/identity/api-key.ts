import * as z from "zod";
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";

/** Test keys only read. A key tells by its beginning which of the two it is. */
export const keyMode = z.enum(["live", "test"]);
export type KeyMode = z.infer<typeof keyMode>;

/** Of one tenant, and not revoked. */
export const MAX_API_KEYS = 100;
export const MAX_KEY_LIFE_MS = 5 * 366 * DAY_MS;
/** How long a rotated key goes on working, unless told otherwise, and at most. */
export const OVERLAP_HOURS = { usual: 24, longest: 168 } as const;
/** `lastUsedAt` is as exact as this. */
const TOUCH_EVERY_MS = MINUTE_MS;
/** `fd_live_` and four characters more: enough to tell keys apart, far too little to guess the rest. */
const SHOWN = 12;

type Life = { createdAt: EpochMs; expiresAt: EpochMs | null; revokedAt: EpochMs | null };
export type KeyStatus = "active" | "expired" | "revoked";

export function keyStatus({ expiresAt, revokedAt }: Life, now: EpochMs): KeyStatus {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && now >= expiresAt ? "expired" : "active";
}

export function modeOfKey(apiKey: string): KeyMode {
  return apiKey.startsWith("fd_test_") ? "test" : "live";
}

/** What of a key is kept to recognise it by. */
export function shownPartsOf(apiKey: string): { prefix: string; lastFour: string } {
  return { prefix: apiKey.slice(0, SHOWN), lastFour: apiKey.slice(-4) };
}

export function isUseNoted(lastUsedAt: EpochMs | null, now: EpochMs): boolean {
  return lastUsedAt !== null && now < lastUsedAt + TOUCH_EVERY_MS;
}

/** When a rotated key ends: after the overlap, but never later than it would have anyway. */
export function endOfOverlap({ expiresAt }: Life, overlapHours: number, now: EpochMs): EpochMs {
  const end = now + overlapHours * HOUR_MS;
  return expiresAt === null ? end : Math.min(end, expiresAt);
}

/** A rotated key is followed by one that lives as long as it was meant to. Null: without end. */
export function endOfSuccessor({ createdAt, expiresAt }: Life, now: EpochMs): EpochMs | null {
  return expiresAt === null ? null : now + (expiresAt - createdAt);
}
