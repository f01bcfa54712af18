import type { ApiKeyView } from "../../../contracts/api-keys.ts";
import { findTenantApiKey, revokeApiKey as revoke } from "../../../db/queries/api-keys.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import type { ApiKeyId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { dbOf, entryOf } from "../../clerk.ts";
import { forgetApiKey } from "../authenticate-api-key.ts";
import { closeLiveViews } from "../close-live-views.ts";
import type { ApiKeyRefusal, Keeper } from "./keeper.ts";
import { toApiKeyView } from "./view-api-key.ts";

/** For good. To revoke a key again is no error and changes nothing. */
export async function revokeApiKey(keeper: Keeper, id: ApiKeyId): Promise<Result<ApiKeyView, ApiKeyRefusal>> {
  const { now } = keeper;
  const db = dbOf(keeper);
  const row = await findTenantApiKey(db, id);
  if (!row) return err({ reason: "not_found" });
  if (row.revokedAt !== null) return ok(toApiKeyView(row, now));
  await db.orm.batch([revoke(db, id, now), auditInsert(db, entryOf(keeper, "api_key.revoked", id, {}))]);
  forgetApiKey(row.secretHash);
  await closeLiveViews(keeper.env, db.tenantId, [id]);
  return ok(toApiKeyView({ ...row, revokedAt: now }, now));
}
