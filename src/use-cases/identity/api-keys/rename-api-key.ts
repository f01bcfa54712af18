import type { ApiKeyView } from "../../../contracts/api-keys.ts";
import { findTenantApiKey, renameApiKey as rename } from "../../../db/queries/api-keys.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import type { ApiKeyId } from "../../../domain/ids.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import { dbOf, entryOf } from "../../clerk.ts";
import type { ApiKeyRefusal, Keeper } from "./keeper.ts";
import { toApiKeyView } from "./view-api-key.ts";

export async function renameApiKey(
  keeper: Keeper,
  id: ApiKeyId,
  name: string,
): Promise<Result<ApiKeyView, ApiKeyRefusal>> {
  const db = dbOf(keeper);
  const row = await findTenantApiKey(db, id);
  if (!row) return err({ reason: "not_found" });
  await db.orm.batch([
    rename(db, id, name),
    auditInsert(db, entryOf(keeper, "api_key.renamed", id, { fields: ["name"] })),
  ]);
  return ok(toApiKeyView({ ...row, name }, keeper.now));
}
