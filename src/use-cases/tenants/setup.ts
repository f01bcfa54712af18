import { SETUP_STEPS, type SetupState, type SetupStep, type SetupView } from "../../contracts/setup.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { listSetupSteps, updateSetupStep } from "../../db/queries/setup.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { actorId, type TenantActor } from "../../domain/identity/actor.ts";
import type { TenantId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";

type By = { actor: TenantActor; requestId: string; now: EpochMs };

/** In the order in which they are best taken. */
export async function readSetup(env: Env, tenantId: TenantId): Promise<SetupView> {
  const rows = await listSetupSteps(tenantDb(env.DB, tenantId));
  return { steps: SETUP_STEPS.flatMap((step) => rows.find((row) => row.step === step) ?? []) };
}

/** Says that a step is done, left out, or open again. Refused for a business that is led through nothing. */
export async function settleSetupStep(
  env: Env,
  { step, state }: { step: SetupStep; state: SetupState },
  { actor, requestId, now: at }: By,
): Promise<Result<SetupView, "no_setup">> {
  const { tenantId } = actor;
  const db = tenantDb(env.DB, tenantId);
  const before = (await readSetup(env, tenantId)).steps.find((each) => each.step === step);
  if (!before) return err("no_setup");
  const facts = { step, before: { state: before.state }, after: { state } };
  await db.orm.batch([
    updateSetupStep(db, { step, state, changedAt: at }),
    auditInsert(db, { actor: actorId(actor), action: "setup.step_settled", subjectId: tenantId, facts, requestId, at }),
  ]);
  return ok(await readSetup(env, tenantId));
}
