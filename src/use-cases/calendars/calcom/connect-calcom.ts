import type { AccountRow } from "../../../db/queries/calendar-accounts.ts";
import { countAccounts, findAccount, insertAccount, updateAccount } from "../../../db/queries/calendar-accounts.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import type { CalendarAccountId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { configOf } from "../../../env.ts";
import { listEventTypes } from "../../../providers/calendars/calcom/event-types.ts";
import { subscribeCalcom } from "../../../providers/calendars/calcom/subscribe.ts";
import { auditOf, dbOf } from "../../clerk.ts";
import { newToken } from "../../identity/token.ts";
import { newId } from "../../new-id.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { forgetGate } from "../../vendors/forget-gate.ts";
import { tellAccountChanged } from "../alerts/tell-account-changed.ts";
import type { Keeper } from "../keeper.ts";
import { type AccountRefusal, MAX_ACCOUNTS } from "../sync/account-refusal.ts";
import { placeOfCredential } from "../sync/place-of-credential.ts";
import { wakeCalendarCouriers } from "../sync/wake-couriers.ts";
import { askAs } from "./account-asker.ts";

export type CalcomKey = { name: string; apiKey: string; accountId?: CalendarAccountId | undefined };

/**
 * Connects an account by its API key, or an account of ours again (`accountId`). The key is tried first, and Cal.com is
 * told where to report: an account that stands here works.
 */
export async function connectCalcom(
  keeper: Keeper,
  wish: CalcomKey,
): Promise<Result<CalendarAccountId, AccountRefusal>> {
  const db = dbOf(keeper);
  const known = wish.accountId === undefined ? null : await findAccount(db, wish.accountId);
  if (wish.accountId !== undefined && known?.provider !== "calcom")
    return err({ reason: "not_found", what: "calendar account" });
  if (!known && (await countAccounts(db)) >= MAX_ACCOUNTS) return err({ reason: "too_many", limit: MAX_ACCOUNTS });
  const id = known?.id ?? newId("cac");
  const credential = { apiKey: wish.apiKey, webhookSecret: newToken() };
  await forgetGate(keeper.env, db, { connection: id }); // what an older key did says nothing of this one
  const tried = await introduce(keeper.env, db, id, credential);
  if (!tried.ok) return err({ reason: "vendor", failure: tried.error });
  await keep(keeper, db, { id, known, name: wish.name, credential });
  await tellAccountChanged(keeper.env, db.tenantId, id, keeper.now);
  await wakeCalendarCouriers(keeper.env, db.tenantId, [id]); // what waited while it was broken
  return ok(id);
}

type FreshCredential = { apiKey: string; webhookSecret: string };

/** Whether the key works, and Cal.com knows where to report. */
async function introduce(env: Env, db: TenantDb, id: CalendarAccountId, credential: FreshCredential) {
  const ask = askAs(env, db, { id }, credential);
  const listed = await listEventTypes(ask);
  if (!listed.ok) return listed;
  return subscribeCalcom(ask, calcomHookUrl(env, id), credential.webhookSecret);
}

type Kept = { id: CalendarAccountId; known: AccountRow | null; name: string; credential: FreshCredential };

async function keep(keeper: Keeper, db: TenantDb, { id, known, name, credential }: Kept): Promise<void> {
  const { env, now } = keeper;
  const vault = await tenantVault(env, db);
  const sealedCredential = await vault.seal(placeOfCredential(id), JSON.stringify(credential));
  const current = { name, sealedCredential, state: "connected" as const, stateReason: null, updatedAt: now };
  const fresh = { lastSyncAt: null, lastError: null, lastErrorAt: null, renewalUntil: null, createdAt: now };
  const settings = { provider: "calcom" as const, outsideChange: "propose" as const, credentialVersion: 1 };
  await db.orm.batch([
    known
      ? updateAccount(db, id, { ...current, credentialVersion: known.credentialVersion + 1 })
      : insertAccount(db, { id, ...settings, ...current, ...fresh }),
    auditOf(keeper, known ? "calendar_account.reconnected" : "calendar_account.connected", id, { provider: "calcom" }),
  ]);
}

/** Where Cal.com tells us that something changed at this account. */
export function calcomHookUrl(env: Env, id: CalendarAccountId): string {
  return new URL(`/webhooks/calcom/${id}`, configOf(env).PUBLIC_URL).href;
}
