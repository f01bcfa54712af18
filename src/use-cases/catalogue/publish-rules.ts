import { reloadBranchEntry } from "../../db/directory.ts";
import type { BranchId, TenantId } from "../../domain/ids.ts";
import { faultFacts, log } from "../../log.ts";
import { askCalendar } from "../booking/branch-access.ts";

type Published = { tenantId: TenantId; branchId: BranchId; version: number };

/** Tells calls and the branch's calendar of rules that were stored: they hold at once. */
export async function publishRules(env: Env, { tenantId, branchId, version }: Published): Promise<void> {
  const ref = { tenantId, branchId, rulebookVersion: version };
  const told = askCalendar({ env, ref }, (calendar, branch) => calendar.refreshRules(branch));
  await Promise.all([
    tolerate("directory_not_reloaded", branchId, reloadBranchEntry(env, { tenantId, branchId })),
    tolerate("calendar_not_refreshed", branchId, told),
  ]);
}

/** What is stored is stored: copies heal with the next command that knows of the new version, or with time. */
export async function tolerate(event: string, branchId: BranchId, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    log("warn", event, { branchId, ...faultFacts(error) });
  }
}
