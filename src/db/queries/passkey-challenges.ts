import { and, eq, gt, type InferSelectModel } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import type { EpochMs } from "../../domain/time.ts";
import { passkeyChallenges, passkeys } from "../schema/sign-in.ts";
import type { PasskeyRow } from "./factors.ts";

export type ChallengeRow = InferSelectModel<typeof passkeyChallenges>;

export async function insertChallenge(d1: D1Database, row: ChallengeRow): Promise<void> {
  await drizzle(d1).insert(passkeyChallenges).values(row);
}

/** Uses a challenge up. False when it is unknown, used, too old, or was given to another browser or for another end. */
export async function takeChallenge(
  d1: D1Database,
  { challenge, purpose, binding }: Omit<ChallengeRow, "expiresAt">,
  now: EpochMs,
): Promise<boolean> {
  const given = and(eq(passkeyChallenges.purpose, purpose), eq(passkeyChallenges.binding, binding));
  const open = and(eq(passkeyChallenges.challenge, challenge), gt(passkeyChallenges.expiresAt, now));
  const result = await drizzle(d1).delete(passkeyChallenges).where(and(open, given));
  return result.meta.changes === 1;
}

/** A login names no tenant, so credentials are unique over all of them. */
export async function findPasskeyByCredential(d1: D1Database, credentialId: string): Promise<PasskeyRow | null> {
  return (await drizzle(d1).select().from(passkeys).where(eq(passkeys.credentialId, credentialId)).get()) ?? null;
}
