import {
  type RolloutChoice,
  type RolloutChoiceView,
  type RolloutName,
  type RolloutView,
  rolloutName,
  type TenantRolloutView,
} from "../../contracts/rollouts.ts";
import { findTenant } from "../../db/queries/identity.ts";
import type { Page, Paged } from "../../db/queries/page.ts";
import {
  deleteChoice,
  findRollout,
  listChoices,
  listRollouts,
  type RolloutShare,
  saveChoice,
  saveRollout,
} from "../../db/queries/rollouts.ts";
import { platformDb, type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import type { TenantId } from "../../domain/ids.ts";
import { FLAG_DEFAULTS } from "../../domain/operations/flags.ts";
import { isRolledOut } from "../../domain/operations/rollout.ts";
import { toUtc } from "../../domain/time.ts";
import { type Operator, operatorAudit } from "./operator.ts";

export async function viewRollouts(env: Env): Promise<RolloutView[]> {
  const set = await listRollouts(platformDb(env.DB), rolloutName.options);
  return rolloutName.options.map((name) => {
    const found = set.find((each) => each.name === name);
    const standard = FLAG_DEFAULTS[name];
    const changedAt = found ? toUtc(found.updatedAt) : null;
    return { name, percent: found?.percent ?? standard, default: standard, changedAt };
  });
}

/** Tenants for whom somebody has decided, latest first. */
export async function viewRolloutChoices(env: Env, name: RolloutName, page: Page): Promise<Paged<RolloutChoiceView>> {
  const { items, nextCursor } = await listChoices(env.DB, name, page);
  const views = items.map(({ choice: { tenantId, choice, updatedAt }, tenantName }) => {
    return { tenantId, tenantName, choice, changedAt: toUtc(updatedAt) };
  });
  return { items: views, nextCursor };
}

/** Holds for the next request already: nobody remembers the old number. */
export async function setRollout(operator: Operator, { name, percent }: RolloutShare): Promise<void> {
  const db = platformDb(operator.env.DB);
  const before = (await viewRollouts(operator.env)).find((each) => each.name === name)?.percent ?? null;
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
