import type { NewApiKeyView, RotationBody } from "../../../contracts/api-keys.ts";
import { endApiKey, findTenantApiKey, isRotatedTwice } from "../../../db/queries/api-keys.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { type ApiKeyRow, insertApiKey } from "../../../db/queries/identity.ts";
import { endOfOverlap, endOfSuccessor, keyStatus, modeOfKey } from "../../../domain/identity/api-key.ts";
import { scopesBeyond } from "../../../domain/identity/permissions.ts";
import type { ApiKeyId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { dbOf, entryOf } from "../../clerk.ts";
import { forgetApiKey } from "../authenticate-api-key.ts";
import { closeLiveViews } from "../close-live-views.ts";
import { type ApiKeyRefusal, completion, type Keeper } from "./keeper.ts";
import { makeApiKey } from "./make-api-key.ts";
import { toApiKeyView } from "./view-api-key.ts";

type Rotated = Result<NewApiKeyView, ApiKeyRefusal>;

/** A new secret with the same scopes. The old one works on for the overlap, so that no client is cut off. */
export async function rotateApiKey(keeper: Keeper, id: ApiKeyId, { overlapHours }: RotationBody): Promise<Rotated> {
  const old = await findTenantApiKey(dbOf(keeper), id);
  if (!old) return err({ reason: "not_found" });
  if (keyStatus(old, keeper.now) !== "active") return err({ reason: "not_active" });
  // Else a manager could turn an owner's key into one of their own.
  const beyond = scopesBeyond(keeper.actor.permissions, old.scopes);
  if (beyond.length > 0) return err({ reason: "scopes_not_yours", scopes: beyond });
  try {
    return await replace(keeper, old, overlapHours);
  } catch (error) {
    if (isRotatedTwice(error)) return err({ reason: "already_rotated" });
    throw error;
  }
}

async function replace(keeper: Keeper, old: ApiKeyRow, overlapHours: number): Promise<Rotated> {
  const { now } = keeper;
  const { name, scopes, id: replaces } = old;
  const mode = modeOfKey(old.prefix ?? "");
  const expiresAt = endOfSuccessor(old, now);
  const { secret, row } = await makeApiKey(keeper, { name, mode, scopes, expiresAt, replaces });
  const oldEndsAt = endOfOverlap(old, overlapHours, now);
  const view = { ...toApiKeyView(row, now), secret };
  const db = dbOf(keeper);
  await db.orm.batch([
    insertApiKey(db, row),
    endApiKey(db, old.id, oldEndsAt),
    auditInsert(db, entryOf(keeper, "api_key.rotated", row.id, { replaces, oldEndsAt, expiresAt })),
    ...(await completion(keeper, view)),
  ]);
  forgetApiKey(old.secretHash);
  if (oldEndsAt <= now) await closeLiveViews(keeper.env, db.tenantId, [old.id]);
  return ok(view);
}
