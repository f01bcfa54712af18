import { reloadVoiceRules } from "../../../db/directory.ts";
import { listBranches } from "../../../db/queries/catalogue.ts";
import { faultFacts, log } from "../../../log.ts";
import { type Clerk, dbOf } from "../../clerk.ts";

/** Calls hear of it at once, at every branch. What is stored is stored: a copy that was not renewed heals by itself. */
export async function renewVoice(clerk: Clerk): Promise<void> {
  const { tenantId } = clerk.actor;
  try {
    const branches = await listBranches(dbOf(clerk));
    await Promise.all(branches.map(({ id: branchId }) => reloadVoiceRules(clerk.env, { tenantId, branchId })));
  } catch (error) {
    log("warn", "voice_rules_not_reloaded", faultFacts(error));
  }
}
