import type { AccountView, ChoiceView, OutsideChange } from "../../../contracts/calendar-sync.ts";
import { type AccountRow, findAccount, listAccounts, updateAccount } from "../../../db/queries/calendar-accounts.ts";
import { forgetChoices } from "../../../db/queries/calendar-choices.ts";
import { countMirrors, deleteMirrors } from "../../../db/queries/calendar-mirrors.ts";
import { deleteTarget, targetsOf } from "../../../db/queries/calendar-targets.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { CalendarAccountId, TenantId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { toUtc } from "../../../domain/time.ts";
import { revokeToken } from "../../../providers/calendars/google/oauth.ts";
import { auditOf, dbOf } from "../../clerk.ts";
import { tenantVault } from "../../tenant-vault.ts";
import { forgetGate } from "../../vendors/forget-gate.ts";
import { tellAccountChanged } from "../alerts/tell-account-changed.ts";
import { connectCalcom } from "../calcom/connect-calcom.ts";
import { leaveCalcom } from "../calcom/leave-calcom.ts";
import type { Keeper } from "../keeper.ts";
import type { AccountRefusal } from "./account-refusal.ts";
import { freeTargetTime } from "./block-target.ts";
import { googleCredential } from "./google/credential.ts";
import { googleApp } from "./google/google-app.ts";
import { unwatchAll } from "./keep-watch.ts";
import { keepChoices, readChoices } from "./known-choices.ts";
import { openCalendarVendor } from "./open-vendor.ts";
import { placeOfCredential } from "./place-of-credential.ts";

export async function viewAccounts(env: Env, tenantId: TenantId, page: Page): Promise<Paged<AccountView>> {
  const db = tenantDb(env.DB, tenantId);
  const [{ items, nextCursor }, counts] = await Promise.all([listAccounts(db, page), countMirrors(db)]);
  const countOf = (id: CalendarAccountId) => counts.find(({ accountId }) => accountId === id);
  return { items: items.map((row) => toView(row, countOf(row.id))), nextCursor };
}

export async function viewAccount(db: TenantDb, id: CalendarAccountId): Promise<AccountView | null> {
  const [row, counts] = await Promise.all([findAccount(db, id), countMirrors(db)]);
  return row && toView(row, counts.find(({ accountId }) => accountId === id)); // biome-ignore format: one line
}

/** For vendors that give out keys. The key is tried at once. With `accountId` an account is connected again. */
export async function connectByKey(
  keeper: Keeper,
  wish: { name: string; apiKey: string; accountId?: CalendarAccountId | undefined },
): Promise<Result<AccountView, AccountRefusal>> {
  const connected = await connectCalcom(keeper, wish);
  if (!connected.ok) return connected;
  const view = await viewAccount(dbOf(keeper), connected.value);
  if (!view) throw new Error("the account that was just stored is gone");
  return ok(view);
}

export async function changeAccount(
  keeper: Keeper,
  id: CalendarAccountId,
  outsideChange: OutsideChange,
): Promise<AccountView | null> {
  const db = dbOf(keeper);
  if (!(await findAccount(db, id))) return null;
  await db.orm.batch([
    updateAccount(db, id, { outsideChange, updatedAt: keeper.now }),
    auditOf(keeper, "calendar_account.changed", id, { outsideChange }),
  ]);
  return viewAccount(db, id);
}

/** The calendars that can be chosen, asked of the vendor: a test of the connection as well. */
export async function viewChoices(
  { env, actor, now }: Keeper,
  id: CalendarAccountId,
): Promise<Result<ChoiceView[], AccountRefusal>> {
  const db = tenantDb(env.DB, actor.tenantId);
  const account = await findAccount(db, id);
  if (!account) return err({ reason: "not_found", what: "calendar account" });
  const vendor = await openCalendarVendor(env, db, account);
  if (!vendor.ok) return err(vendor.error.reason === "not_configured" ? vendor.error : { reason: "vendor", failure: vendor.error }); // biome-ignore format: one line
  const choices = await vendor.value.list();
  if (!choices.ok) return err({ reason: "vendor", failure: choices.error });
  await keepChoices(env, db, account, choices.value, now);
  return choices;
}

/** As they were told lately, else asked. */
export async function viewKnownChoices(
  keeper: Keeper,
  id: CalendarAccountId,
): Promise<Result<ChoiceView[], AccountRefusal>> {
  const db = dbOf(keeper);
  const account = await findAccount(db, id);
  const known = account?.state === "connected" ? await readChoices(keeper.env, db, account, keeper.now) : null;
  return known ? ok(known) : viewChoices(keeper, id);
}

/** What was written stays outside; the time that it blocked here is free again, and our permission is given back. */
export async function disconnectAccount(keeper: Keeper, id: CalendarAccountId): Promise<boolean> {
  const { env, now } = keeper;
  const db = dbOf(keeper);
  const account = await findAccount(db, id);
  if (!account) return false;
  const targets = await targetsOf(db, id);
  await db.orm.batch([
    updateAccount(db, id, { state: "disconnected", sealedCredential: "", updatedAt: now, renewalUntil: null }),
    auditOf(keeper, "calendar_account.disconnected", id, { provider: account.provider }),
    forgetChoices(db, id),
    ...targets.flatMap((target) => [deleteMirrors(db, target.id), deleteTarget(db, target.id)]),
  ]);
  for (const target of targets) await freeTargetTime(keeper, db, target);
  await unwatchAll(env, db, account, targets);
  await giveBack(env, db, account);
  await forgetGate(env, db, { connection: id });
  await tellAccountChanged(env, db.tenantId, id, now);
  return true;
}

/** As well as it goes: who asked for it has it ended here in any case. */
async function giveBack(env: Env, db: TenantDb, account: AccountRow): Promise<void> {
  if (account.provider === "calcom") return leaveCalcom(env, db, account);
  const app = account.provider === "google" ? googleApp(env) : null;
  if (!app) return;
  const text = await (await tenantVault(env, db)).open(placeOfCredential(account.id), account.sealedCredential);
  await revokeToken(app, googleCredential.parse(JSON.parse(text)).refreshToken);
}

function toView(row: AccountRow, counts: { waiting: number; dead: number } | undefined): AccountView {
  const { id, provider, name, state, stateReason, outsideChange, lastError } = row;
  const lastSyncAt = row.lastSyncAt === null ? null : toUtc(row.lastSyncAt);
  const { waiting = 0, dead = 0 } = counts ?? {};
  const about = { id, provider, name, state, stateReason, outsideChange, lastError };
  return { ...about, lastSyncAt, waiting, dead, createdAt: toUtc(row.createdAt) };
}
