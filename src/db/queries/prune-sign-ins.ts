import { lte } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { EpochMs } from "../../domain/time.ts";
import { knownDevices, passkeyChallenges, pendingLogins, signIns } from "../schema/sign-in.ts";

/** Nightly, over all tenants: what has expired opens nothing, and the history goes back a while only. */
export async function pruneSignIns(
  d1: D1Database,
  { now, historyBefore }: { now: EpochMs; historyBefore: EpochMs },
): Promise<void> {
  const orm = drizzle(d1);
  await orm.batch([
    orm.delete(pendingLogins).where(lte(pendingLogins.expiresAt, now)),
    orm.delete(passkeyChallenges).where(lte(passkeyChallenges.expiresAt, now)),
    orm.delete(knownDevices).where(lte(knownDevices.expiresAt, now)),
    orm.delete(signIns).where(lte(signIns.at, historyBefore)),
  ]);
}
