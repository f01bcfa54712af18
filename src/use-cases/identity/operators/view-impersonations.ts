import type { ImpersonationView } from "../../../contracts/account.ts";
import { type ImpersonationRow, listImpersonations } from "../../../db/queries/impersonations.ts";
import { findOperator } from "../../../db/queries/operators.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { findWrappedKey } from "../../../db/queries/tenants.ts";
import type { TenantDb } from "../../../db/tenant-db.ts";
import { openVault, type Vault } from "../../../db/vault.ts";
import type { OperatorId } from "../../../domain/ids.ts";
import { type EpochMs, toUtc } from "../../../domain/time.ts";
import { masterKeysOf } from "../../../env.ts";
import { accountOfOperator } from "../account.ts";
import { readProfile } from "../read-profile.ts";

/** The visits of operators as the tenant sees them. One that has run out ended when it did. */
export async function viewImpersonations(
  env: Env,
  db: TenantDb,
  page: Page,
  now: EpochMs,
): Promise<Paged<ImpersonationView>> {
  const [{ items, nextCursor }, wrappedKey] = await Promise.all([listImpersonations(db, page), findWrappedKey(db)]);
  const vault = await openVault(masterKeysOf(env), db.tenantId, wrappedKey ?? "");
  const views = items.map((row) => toView(env, vault, row, now));
  return { items: await Promise.all(views), nextCursor };
}

async function toView(env: Env, vault: Vault, row: ImpersonationRow, now: EpochMs): Promise<ImpersonationView> {
  const { id, operatorId, mode, startedAt, expiresAt } = row;
  const endedAt = row.endedAt ?? (now >= expiresAt ? expiresAt : null);
  const times = {
    startedAt: toUtc(startedAt),
    expiresAt: toUtc(expiresAt),
    endedAt: endedAt === null ? null : toUtc(endedAt),
  };
  const reason = await vault.open({ purpose: "impersonation.reason", row: id }, row.sealedReason);
  return { id, operatorId, operatorName: await operatorName(env, operatorId), reason, mode, ...times };
}

async function operatorName(env: Env, id: OperatorId): Promise<string> {
  const operator = await findOperator(env.DB, id);
  return operator ? (await readProfile(env, accountOfOperator(operator))).name : "";
}
