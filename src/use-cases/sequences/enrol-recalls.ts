import { listRecalled } from "../../db/queries/recalls.ts";
import { findSequence } from "../../db/queries/sequences.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { SequenceId, TenantId } from "../../domain/ids.ts";
import { monthsBefore } from "../../domain/leads/recall.ts";
import type { EpochMs } from "../../domain/time.ts";
import { tenantVault } from "../tenant-vault.ts";
import { enrolStatements } from "./enrol.ts";

/** Bounds a night; the next one takes the rest. */
const MAX_A_NIGHT = 500;

/** Gets those into a recall who have not come for so many months. Safe to repeat: once for each last visit. */
export async function enrolRecalls(
  env: Env,
  { tenantId, sequenceId }: { tenantId: TenantId; sequenceId: SequenceId },
  now: EpochMs,
): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const sequence = await findSequence(db, sequenceId);
  if (!sequence?.isActive || sequence.recallMonths === null) return;
  const vault = await tenantVault(env, db);
  const due = await listRecalled(db, sequence, monthsBefore(now, sequence.recallMonths), MAX_A_NIGHT);
  for (const { lastVisitAt, ...whom } of due) {
    const cause = `recall/${whom.customerId}/${lastVisitAt}`;
    const by = { db, vault, now, actor: "system" };
    const [first, ...rest] = await enrolStatements(by, [sequence], { ...whom, leadId: null }, cause);
    if (first) await db.orm.batch([first, ...rest]);
  }
}
