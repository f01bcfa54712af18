import type { RotationBody } from "../../../contracts/api-keys.ts";
import type { NewOperatorKeyView, OperatorKeyBody, OperatorKeyView } from "../../../contracts/operator-keys.ts";
import { isRotatedTwice } from "../../../db/queries/api-keys.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import {
  endOperatorKeyAt,
  findOperatorKey,
  insertOperatorKey,
  listOperatorKeys,
  type OperatorKeyRow,
  revokeOperatorKey,
} from "../../../db/queries/operator-keys.ts";
import type { Page, Paged } from "../../../db/queries/page.ts";
import { platformDb } from "../../../db/tenant-db.ts";
import { endOfOverlap, endOfSuccessor, keyStatus, modeOfKey } from "../../../domain/identity/api-key.ts";
import type { AccountId, ApiKeyId, OperatorId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { errorsOfKey } from "../api-keys/create-api-key.ts";
import type { ApiKeyRefusal } from "../api-keys/keeper.ts";
import { newKeyRow } from "../api-keys/make-api-key.ts";
import { toApiKeyView } from "../api-keys/view-api-key.ts";
import { forgetApiKey } from "../authenticate-api-key.ts";

type By<Who> = { env: Env; by: Who; requestId: string; now: EpochMs };

export async function viewOperatorKeys(env: Env, page: Page, now: EpochMs): Promise<Paged<OperatorKeyView>> {
  const { items, nextCursor } = await listOperatorKeys(env.DB, page);
  return { items: items.map((row) => toView(row, now)), nextCursor };
}

/** By a person who is signed in. The only time that the secret can be read. */
export async function createOperatorKey(
  { env, by, requestId, now }: By<OperatorId>,
  { name, mode, scopes, expiresAt: end }: OperatorKeyBody,
): Promise<Result<NewOperatorKeyView, ApiKeyRefusal>> {
  const expiresAt = end === null ? null : Date.parse(end);
  const errors = errorsOfKey({ mode, scopes, expiresAt }, now);
  if (errors.length > 0) return err({ reason: "invalid", errors });
  const { secret, row } = await newKeyRow({ name, mode, scopes: [...new Set(scopes)], expiresAt, replaces: null }, now);
  const key = { ...row, createdBy: by };
  const facts = { mode, scopes: row.scopes, expiresAt };
  const entry = { actor: by, action: "operator_key.created", subjectId: row.id, facts, requestId, at: now };
  const db = platformDb(env.DB);
  await db.orm.batch([insertOperatorKey(env.DB, key), auditInsert(db, entry)]);
  return ok({ ...toView(key, now), secret });
}

/** Null for an unknown key. To revoke one again changes nothing. */
export async function endOperatorKey(
  { env, by, requestId, now }: By<AccountId | ApiKeyId>,
  id: ApiKeyId,
): Promise<OperatorKeyView | null> {
  const row = await findOperatorKey(env.DB, id);
  if (!row || row.revokedAt !== null) return row && toView(row, now);
  const entry = { actor: by, action: "operator_key.revoked", subjectId: id, facts: {}, requestId, at: now };
  const db = platformDb(env.DB);
  await db.orm.batch([revokeOperatorKey(env.DB, id, now), auditInsert(db, entry)]);
  forgetApiKey(row.secretHash);
  return toView({ ...row, revokedAt: now }, now);
}

/** A new secret with the same scopes. The old one works on for the overlap, so that no program is cut off. */
export async function rotateOperatorKey(
  { env, by, requestId, now }: By<OperatorId>,
  id: ApiKeyId,
  { overlapHours }: RotationBody,
): Promise<Result<NewOperatorKeyView, ApiKeyRefusal>> {
  const old = await findOperatorKey(env.DB, id);
  if (!old) return err({ reason: "not_found" });
  if (keyStatus(old, now) !== "active") return err({ reason: "not_active" });
  const { name, scopes, prefix } = old;
  const [expiresAt, oldEndsAt] = [endOfSuccessor(old, now), endOfOverlap(old, overlapHours, now)];
  const wish = { name, mode: modeOfKey(prefix ?? ""), scopes, expiresAt, replaces: old.id };
  const { secret, row } = await newKeyRow(wish, now);
  const key = { ...row, createdBy: by };
  const facts = { replaces: old.id, oldEndsAt, expiresAt };
  const entry = { actor: by, action: "operator_key.rotated", subjectId: row.id, facts, requestId, at: now };
  const db = platformDb(env.DB);
  const changes = [insertOperatorKey(env.DB, key), endOperatorKeyAt(env.DB, old.id, oldEndsAt)] as const;
  try {
    await db.orm.batch([...changes, auditInsert(db, entry)]);
  } catch (error) {
    if (isRotatedTwice(error)) return err({ reason: "already_rotated" });
    throw error;
  }
  forgetApiKey(old.secretHash);
  return ok({ ...toView(key, now), secret });
}

function toView({ createdBy, ...row }: OperatorKeyRow, now: EpochMs): OperatorKeyView {
  return { ...toApiKeyView({ ...row, createdBy: null }, now), createdBy };
}
