import type { ApiKeyBody, NewApiKeyView } from "../../../contracts/api-keys.ts";
import { countApiKeys } from "../../../db/queries/api-keys.ts";
import { auditInsert } from "../../../db/queries/audit.ts";
import { insertApiKey } from "../../../db/queries/identity.ts";
import { type KeyMode, MAX_API_KEYS, MAX_KEY_LIFE_MS } from "../../../domain/identity/api-key.ts";
import { isPossibleIn, type Permission, scopesBeyond } from "../../../domain/identity/permissions.ts";
import { err, ok, type Result } from "../../../domain/result.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { dbOf, entryOf } from "../../clerk.ts";
import { type ApiKeyRefusal, completion, type Keeper } from "./keeper.ts";
import { makeApiKey } from "./make-api-key.ts";
import { toApiKeyView } from "./view-api-key.ts";

/** The only time that the secret can be read. */
export async function createApiKey(keeper: Keeper, body: ApiKeyBody): Promise<Result<NewApiKeyView, ApiKeyRefusal>> {
  const { actor, now } = keeper;
  const expiresAt = body.expiresAt === null ? null : Date.parse(body.expiresAt);
  const errors = errorsOfKey({ ...body, expiresAt }, now);
  if (errors.length > 0) return err({ reason: "invalid", errors });
  const beyond = scopesBeyond(actor.permissions, body.scopes);
  if (beyond.length > 0) return err({ reason: "scopes_not_yours", scopes: beyond });
  const db = dbOf(keeper);
  if ((await countApiKeys(db)) >= MAX_API_KEYS) return err({ reason: "too_many", limit: MAX_API_KEYS });

  const scopes = [...new Set(body.scopes)];
  const { secret, row } = await makeApiKey(keeper, {
    name: body.name,
    mode: body.mode,
    scopes,
    expiresAt,
    replaces: null,
  });
  const facts = { mode: body.mode, scopes, expiresAt };
  const view = { ...toApiKeyView(row, now), secret };
  await db.orm.batch([
    insertApiKey(db, row),
    auditInsert(db, entryOf(keeper, "api_key.created", row.id, facts)),
    ...(await completion(keeper, view)),
  ]);
  return ok(view);
}

type Wanted = { mode: KeyMode; scopes: readonly Permission[]; expiresAt: EpochMs | null };

/** What no key may be, whoever makes it. */
export function errorsOfKey({ mode, scopes, expiresAt }: Wanted, now: EpochMs) {
  const errors: { field: string; rule: string }[] = [];
  if (expiresAt !== null && (expiresAt <= now || expiresAt > now + MAX_KEY_LIFE_MS)) {
    errors.push({ field: "expiresAt", rule: "must lie in the future, by five years at most" });
  }
  const impossible = scopes.filter((scope) => !isPossibleIn(mode, scope));
  if (impossible.length > 0) errors.push({ field: "scopes", rule: `a test key only reads: ${impossible.join(", ")}` });
  return errors;
}
