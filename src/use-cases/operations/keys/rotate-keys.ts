import {
  listOperatorKeys,
  listWrappedKeys,
  replaceOperatorKey,
  replaceWrappedKey,
  type WrappedKey,
} from "../../../db/queries/tenant-keys.ts";
import { PLATFORM, tenantDb } from "../../../db/tenant-db.ts";
import { ERASED_KEY, masterVersionOf, rewrapTenantKey } from "../../../db/vault.ts";
import type { AccountId, ApiKeyId, TenantId } from "../../../domain/ids.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { masterKeysOf } from "../../../env.ts";

export type Operator = { actor: AccountId | ApiKeyId; requestId: string; now: EpochMs };
export type Rotation = { version: number; rewrapped: number; current: number; erased: number; next: TenantId | null };

/** Tenants a call: it can be repeated from anywhere, and each tenant is done in one batch. */
const PAGE = 50;

/** Wraps the keys of the next tenants by the newest master key. What they sealed stays as it is, and readable. */
export async function rotateKeys(env: Env, operator: Operator, after: TenantId | null): Promise<Rotation> {
  const page = await listWrappedKeys(env.DB, after, PAGE);
  const version = masterKeysOf(env)[0]?.version ?? 1;
  const next = page.length < PAGE ? null : (page.at(-1)?.tenantId ?? null);
  const rotation: Rotation = { version, rewrapped: 0, current: 0, erased: 0, next };
  for (const key of page) {
    if (key.wrappedKey === ERASED_KEY) rotation.erased++;
    else if (await rewrap(env, operator, key, version)) rotation.rewrapped++;
    else rotation.current++;
  }
  if (next === null) rotation.rewrapped += await rewrapOperators(env, operator, version);
  return rotation;
}

async function rewrapOperators(env: Env, { now: at, ...by }: Operator, version: number): Promise<number> {
  let count = 0;
  for (const { id, wrappedKey: before } of await listOperatorKeys(env.DB)) {
    const after = await rewrapTenantKey(masterKeysOf(env), PLATFORM, before);
    if (after === null) continue;
    const facts = { before: { version: masterVersionOf(before) }, after: { version } };
    const entry = { ...by, action: "operator_key.rewrapped", subjectId: id, facts, at };
    await replaceOperatorKey(env.DB, { id, before, after }, entry);
    count++;
  }
  return count;
}

async function rewrap(env: Env, operator: Operator, key: WrappedKey, version: number): Promise<boolean> {
  const { tenantId, wrappedKey: before } = key;
  const after = await rewrapTenantKey(masterKeysOf(env), tenantId, before);
  if (after === null) return false;
  const { now: at, ...by } = operator;
  const facts = { before: { version: masterVersionOf(before) }, after: { version } };
  const entry = { ...by, action: "tenant_key.rewrapped", subjectId: tenantId, facts, at };
  return replaceWrappedKey(tenantDb(env.DB, tenantId), { before, after }, entry);
}
