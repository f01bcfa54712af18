import { type CallSettingsBody, type CallSettingsView, usualCallSettings } from "../../../contracts/call-care.ts";
import { findCallSettings, storeCallSettings } from "../../../db/queries/call-care.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { TenantId } from "../../../domain/ids.ts";
import { type Clerk, dbOf, entryOf } from "../../clerk.ts";

export async function viewCallSettings(env: Env, tenantId: TenantId): Promise<CallSettingsView> {
  const { updatedAt, ...settings } = (await findCallSettings(tenantDb(env.DB, tenantId))) ?? {
    ...usualCallSettings,
    updatedAt: null,
  };
  return { ...settings, updatedAt: updatedAt === null ? null : new Date(updatedAt).toISOString() };
}

/** Counts for calls that end from now on; how long words are kept counts for all, from the next night. */
export async function changeCallSettings(clerk: Clerk, settings: CallSettingsBody): Promise<CallSettingsView> {
  const audit = entryOf(clerk, "call_settings.changed", clerk.actor.tenantId, { ...settings });
  await storeCallSettings(dbOf(clerk), settings, clerk.now, audit);
  return { ...settings, updatedAt: new Date(clerk.now).toISOString() };
}
