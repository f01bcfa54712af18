import { auditInsert } from "../../db/queries/audit.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { updateEmbedOrigins } from "../../db/queries/tenants.ts";
import { tenantDb } from "../../db/tenant-db.ts";
import { actorId, type TenantActor } from "../../domain/identity/actor.ts";
import type { TenantId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";

type By = { actor: TenantActor; requestId: string; now: EpochMs };

/** The sites that may show the booking page in a frame. */
export async function readEmbedOrigins(env: Env, tenantId: TenantId): Promise<string[]> {
  return (await findTenant(tenantDb(env.DB, tenantId)))?.embedOrigins ?? [];
}

/** Takes effect with the next page that is asked for. Tells what is stored: each site once. */
export async function setEmbedOrigins(env: Env, origins: string[], by: By): Promise<string[]> {
  const { actor, requestId, now: at } = by;
  const db = tenantDb(env.DB, actor.tenantId);
  const [before, after] = [await readEmbedOrigins(env, actor.tenantId), [...new Set(origins)]];
  const facts = { before: { embedOrigins: before }, after: { embedOrigins: after } };
  const entry = { action: "embedding.changed", subjectId: actor.tenantId, facts, requestId, at };
  await db.orm.batch([updateEmbedOrigins(db, after), auditInsert(db, { ...entry, actor: actorId(actor) })]);
  return after;
}
