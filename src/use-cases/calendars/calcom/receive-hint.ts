import { findAccountById, isOwnEcho, makeTargetsDue } from "../../../db/queries/calcom-hints.ts";
import type { AccountRow } from "../../../db/queries/calendar-accounts.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import { calendarHintLimit } from "../../../domain/identity/strict-limits.ts";
import type { CalendarAccountId } from "../../../domain/ids.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { type CalcomHint, isSignedByCalcom } from "../../../providers/calendars/calcom/webhook.ts";
import { takeStrict } from "../../identity/strict-limit.ts";
import { wakeTarget } from "../sync/pull-target.ts";
import { credentialOf } from "./account-asker.ts";

/** An account whose secret has signed the request. */
export type HintedAccount = { db: TenantDb; account: AccountRow };
type Signed = { body: Uint8Array<ArrayBuffer>; signature: string | undefined };

/** Null for an account that nobody has and for a wrong signature alike. */
export async function openHinted(
  env: Env,
  id: CalendarAccountId,
  { body, signature }: Signed,
): Promise<HintedAccount | null> {
  const account = await findAccountById(env.DB, id);
  if (!account) return null;
  const db = tenantDb(env.DB, account.tenantId);
  const credential = await credentialOf(env, db, account);
  if (!credential?.webhookSecret || !(await isSignedByCalcom(credential.webhookSecret, body, signature))) return null;
  return { db, account };
}

/**
 * Something changed at Cal.com: the account is read at once. Nothing of the message itself is believed, so that one that
 * comes twice, late or in another order changes nothing; a copy, and what tells of our own act, cost no reading.
 */
export async function receiveHint(
  env: Env,
  { db, account }: HintedAccount,
  { dedupeKey, entry }: CalcomHint,
  now: EpochMs,
): Promise<"woken" | "known"> {
  const fresh = await takeStrict(env, calendarHintLimit, `${account.id}|${dedupeKey}`);
  if (!fresh.ok) return "known";
  if (entry?.kind === "present" && (await isOwnEcho(db, account.id, entry))) return "known";
  const due = await makeTargetsDue(db, account.id, now);
  await Promise.all(due.map((targetId) => wakeTarget(env, { tenantId: db.tenantId, targetId })));
  return "woken";
}
