import { auditInsert } from "../../db/queries/audit.ts";
import { findTenant } from "../../db/queries/identity.ts";
import { findTenantBySlug } from "../../db/queries/platform.ts";
import { updateLogo } from "../../db/queries/tenants.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import { actorId } from "../../domain/identity/actor.ts";
import type { TenantId } from "../../domain/ids.ts";
import { LOGO_TYPES, logoType, readLogoName } from "../../domain/logo.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { sha256Hex } from "../../sha256.ts";
import type { By } from "./branding.ts";

const HASH_CHARS = 32;
const fileKey = (tenantId: TenantId, name: string) => `logos/${tenantId}/${name}`;

/** Shows the picture from now on, in the place of an earlier one. */
export async function setLogo(
  env: Env,
  db: TenantDb,
  bytes: Uint8Array<ArrayBuffer>,
  by: By,
): Promise<Result<void, "no_picture">> {
  const type = logoType(bytes);
  if (type === null) return err("no_picture");
  const hash = (await sha256Hex(bytes)).slice(0, HASH_CHARS);
  const name = `${hash}.${type}`;
  await env.FILES.put(fileKey(db.tenantId, name), bytes);
  await replaceLogo(env, db, name, by);
  return ok(undefined);
}

export function removeLogo(env: Env, db: TenantDb, by: By): Promise<void> {
  return replaceLogo(env, db, null, by);
}

/** The file is there before it is named, and goes when nothing names it any more. */
async function replaceLogo(env: Env, db: TenantDb, after: string | null, { actor, requestId, now: at }: By) {
  const before = (await findTenant(db))?.logo ?? null;
  if (before === after) return;
  const facts = { before, after };
  const entry = {
    actor: actorId(actor),
    action: "branding.logo_changed",
    subjectId: db.tenantId,
    facts,
    requestId,
    at,
  };
  await db.orm.batch([updateLogo(db, after), auditInsert(db, entry)]);
  if (before) await env.FILES.delete(fileKey(db.tenantId, before));
}

/** The picture of the business with this slug. Null when it has none of that name. */
export async function readLogo(env: Env, slug: string, name: string) {
  const named = readLogoName(name);
  const tenant = named && (await findTenantBySlug(env.DB, slug));
  if (!named || tenant?.logo !== named.name) return null;
  const file = await env.FILES.get(fileKey(tenant.id, named.name));
  return file && { body: file.body, type: LOGO_TYPES[named.type] };
}
