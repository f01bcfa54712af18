import {
  type RolloutChoice,
  type RolloutName,
  type RolloutView,
  rolloutName,
  type TenantRolloutView,
} from "../../contracts/rollouts.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { deleteChoice, findRollout, listRollouts, saveChoice, saveRollout } from "../../db/queries/rollouts.ts";
import { platformDb, type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { TenantId } from "../../domain/ids.ts";
import { isRolledOut } from "../../domain/operations/rollout.ts";
import { type Operator, operatorAudit } from "./operator.ts";

export async function viewRollouts(env: Env): Promise<RolloutView[]> {
  const set = await listRollouts(platformDb(env.DB), rolloutName.options);
  return rolloutName.options.map((name) => ({ name, percent: set.find((each) => each.name === name)?.percent ?? 0 }));
}

/** Holds for the next request already: nobody remembers the old number. */
export async function setRollout(operator: Operator, { name, percent }: RolloutView): Promise<void> {
  const db = platformDb(operator.env.DB);
  const before = (await viewRollouts(operator.env)).find((each) => each.name === name)?.percent ?? 0;
  await db.orm.batch([
    saveRollout(db, { name, percent }, operator.now),
    operatorAudit(db, operator, { action: "rollout.changed", subjectId: name, facts: { before, after: percent } }),
  ]);
}

/** Null for an unknown tenant. */
export async function viewTenantRollout(
  env: Env,
  tenantId: TenantId,
  name: RolloutName,
): Promise<TenantRolloutView | null> {
  const db = tenantDb(env.DB, tenantId);
  return (await findTenant(db)) ? viewOf(db, name) : null;
}

/** Null for an unknown tenant. */
export async function chooseRollout(
  operator: Operator,
  tenantId: TenantId,
  { name, choice }: { name: RolloutName; choice: RolloutChoice },
): Promise<TenantRolloutView | null> {
  const db = tenantDb(operator.env.DB, tenantId);
  if (!(await findTenant(db))) return null;
  const { choice: before } = await findRollout(db, name);
  await db.orm.batch([
    choice === "auto" ? deleteChoice(db, name) : saveChoice(db, name, choice, operator.now),
    operatorAudit(db, operator, { action: "rollout.chosen", subjectId: name, facts: { before, after: choice } }),
  ]);
  return viewOf(db, name);
}

/** Whether the tenant has it now. */
export async function hasRollout(db: TenantDb, name: RolloutName): Promise<boolean> {
  return isRolledOut(name, db.tenantId, await findRollout(db, name));
}

async function viewOf(db: TenantDb, name: RolloutName): Promise<TenantRolloutView> {
  const found = await findRollout(db, name);
  return { name, choice: found.choice, isIn: isRolledOut(name, db.tenantId, found) };
}
