import type { PushTarget, PushView } from "../../contracts/push.ts";
import { auditInsert } from "../../db/queries/audit.ts";
import { deletePushSubscriptions, listPushOfUser, putPushSubscription } from "../../db/queries/push.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import type { UserActor } from "../../domain/identity/actor.ts";
import type { PushId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { toUtc } from "../../domain/time.ts";
import { pushPublicKey } from "../../providers/push/web-push.ts";
import type { Clerk } from "../clerk.ts";
import { hashToken } from "../identity/token.ts";
import { newId } from "../new-id.ts";
import { tenantVault } from "../tenant-vault.ts";

const MAX_DEVICES = 10;

export async function readPush(env: Env, { tenantId, userId }: UserActor): Promise<PushView> {
  const rows = await listPushOfUser(tenantDb(env.DB, tenantId), userId, MAX_DEVICES);
  const items = rows.map(({ id, device, createdAt }) => ({ id, device, createdAt: toUtc(createdAt) }));
  return { publicKey: pushPublicKey(env), items };
}

/** A device that is told already is told on. Beyond ten the oldest is told no more. */
export async function addDevice(
  { env, actor, requestId, now }: Clerk<UserActor>,
  { device, ...target }: PushTarget & { device: string },
): Promise<Result<PushView, "not_configured">> {
  if (pushPublicKey(env) === null) return err("not_configured");
  const { tenantId, userId } = actor;
  const db = tenantDb(env.DB, tenantId);
  const id = newId("psh");
  const [vault, endpointHash, known] = [
    await tenantVault(env, db),
    await hashToken(target.endpoint),
    await listPushOfUser(db, userId, MAX_DEVICES),
  ];
  const others = known.filter((row) => row.endpointHash !== endpointHash);
  const surplus = others.slice(0, Math.max(0, others.length + 1 - MAX_DEVICES)).map((row) => row.id);
  const sealedTarget = await vault.seal({ purpose: "push.target", row: id }, JSON.stringify(target));
  const entry = { actor: userId, action: "push.added", subjectId: userId, facts: { pushId: id }, requestId, at: now };
  await db.orm.batch([
    deletePushSubscriptions(db, surplus),
    putPushSubscription(db, { id, userId, endpointHash, sealedTarget, device, createdAt: now }),
    auditInsert(db, entry),
  ]);
  return ok(await readPush(env, actor));
}

/** False when it is not one of theirs. */
export async function removeDevice({ env, actor, requestId, now }: Clerk<UserActor>, id: PushId): Promise<boolean> {
  const { tenantId, userId } = actor;
  const db = tenantDb(env.DB, tenantId);
  const isTheirs = (await listPushOfUser(db, userId, MAX_DEVICES)).some((row) => row.id === id);
  if (!isTheirs) return false;
  const entry = { actor: userId, action: "push.removed", subjectId: userId, facts: { pushId: id }, requestId, at: now };
  await db.orm.batch([deletePushSubscriptions(db, [id]), auditInsert(db, entry)]);
  return true;
}
