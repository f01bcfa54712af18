import { type CallSettingsBody, type CallSettingsView, usualCallSettings } from "../../../contracts/call-care.ts";
import { findCallSettings, storeCallSettings } from "../../../db/queries/call-care.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { TenantId } from "../../../domain/ids.ts";
import { deskAudit, deskDb, type Keeper } from "../desk/keeper.ts";

export async function viewCallSettings(env: Env, tenantId: TenantId): Promise<CallSettingsView> {
  const { updatedAt, ...settings } = (await findCallSettings(tenantDb(env.DB, tenantId))) ?? {
    ...usualCallSettings,
    updatedAt: null,
  };
  return { ...settings, updatedAt: updatedAt === null ? null : new Date(updatedAt).toISOString() };
}

/** Counts for calls that end from now on; how long words are kept counts for all, from the next night. */
export async function changeCallSettings(keeper: Keeper, settings: CallSettingsBody): Promise<CallSettingsView> {
  const audit = deskAudit(keeper, "call_settings.changed", keeper.actor.tenantId, { ...settings });
  await storeCallSettings(deskDb(keeper), settings, keeper.now, audit);
  return { ...settings, updatedAt: new Date(keeper.now).toISOString() };
}
