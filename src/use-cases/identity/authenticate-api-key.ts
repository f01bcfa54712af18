import type { Background } from "../../db/directory.ts";
import { findApiKey, touchApiKey } from "../../db/queries/platform.ts";
import { keyErased } from "../../db/vault.ts";
import type { ApiKeyActor, OperatorKeyActor } from "../../domain/identity/actor.ts";
import { isUseNoted, type KeyMode, keyStatus, modeOfKey } from "../../domain/identity/api-key.ts";
import { permissionsOfKey } from "../../domain/identity/permissions.ts";
import type { EpochMs } from "../../domain/time.ts";
import { faultFacts, log } from "../../log.ts";
import { hashToken, isApiKey } from "./token.ts";

type KnownKey = NonNullable<Awaited<ReturnType<typeof findApiKey>>>;

/** How long a good key is taken at its word before D1 is asked again: what a revocation may take to reach everywhere. */
const TRUSTED_MS = 5_000;
/** So long before that, the next who uses it has D1 asked behind the answer, so that a busy key never waits. */
const RENEWED_BEFORE_MS = 1_500;
const MAX_TRUSTED = 5_000;
const trusted = new Map<string, { found: KnownKey; until: EpochMs; isRenewing: boolean }>();
/** What D1 is being asked: a crowd that comes at once waits for one answer. */
const asking = new Map<string, Promise<KnownKey | null>>();
/** Whoever asks may be cut off, and then nothing comes: nobody waits for another longer than this. */
const PATIENCE_MS = 500;
/** The hashes of keys that were good when they were last seen: hashing takes longer than the rest of recognising one. */
const hashes = new Map<string, string>();
/** Who each known key acts as: the same for as long as it is trusted. */
const actors = new WeakMap<KnownKey, ApiKeyActor | OperatorKeyActor>();
/** Counts what was forgotten, so that an answer of D1 that was on its way meanwhile is not trusted. */
let forgotten = 0;

/** Whose key this is. Null when it is unknown, revoked or expired. Throws when its tenant was erased: `isKeyErased` tells. */
export async function authenticateApiKey(
  env: Env,
  background: Background,
  apiKey: string,
  now: EpochMs,
): Promise<ApiKeyActor | OperatorKeyActor | null> {
  if (!isApiKey(apiKey)) return null;
  const secretHash = hashes.get(apiKey) ?? (await hashToken(apiKey));
  const found = await findUnrevoked(env, background, secretHash, now);
  if (found) keepHash(apiKey, secretHash);
  else hashes.delete(apiKey);
  return found && activeActor(found, apiKey, now);
}

/** `authenticateApiKey` by what D1 says now: for views that stay open, which a key revoked a second ago must not open. */
export async function authenticateApiKeyNow(env: Env, background: Background, apiKey: string, now: EpochMs) {
  if (!isApiKey(apiKey)) return null;
  const found = await askD1(env, background, await hashToken(apiKey), now);
  return found && activeActor(found, apiKey, now);
}

function keepHash(apiKey: string, secretHash: string): void {
  if (hashes.has(apiKey)) return;
  if (hashes.size >= MAX_TRUSTED) hashes.clear();
  hashes.set(apiKey, secretHash);
}

function activeActor(found: KnownKey, apiKey: string, now: EpochMs): ApiKeyActor | OperatorKeyActor | null {
  if (keyStatus(found.key, now) !== "active") return null;
  const actor = actors.get(found) ?? actorOf(found, modeOfKey(apiKey));
  if (actor) actors.set(found, actor);
  return actor;
}

function actorOf({ key, tenant }: KnownKey, mode: KeyMode): ApiKeyActor | OperatorKeyActor | null {
  const { id: keyId, tenantId, scopes } = key;
  if (tenantId === null) {
    return { kind: "operator_key", keyId, permissions: permissionsOfKey(scopes, "operator", mode) };
  }
  if (!tenant) return null;
  if (tenant.keyErasedAt !== null) throw keyErased();
  const permissions = permissionsOfKey(scopes, "tenant", mode);
  return { kind: "api_key", keyId, tenantId, mode, permissions, tier: tenant.tier };
}

/** After a key was changed: in this isolate it counts at once, elsewhere within seconds. */
export function forgetApiKey(secretHash: string): void {
  forgotten++;
  trusted.delete(secretHash);
  asking.delete(secretHash);
}

/** Software asks many times a second, and every answer of D1 takes longer than the rest of the request. */
async function findUnrevoked(
  env: Env,
  background: Background,
  secretHash: string,
  now: EpochMs,
): Promise<KnownKey | null> {
  const ask = () => askD1(env, background, secretHash, now);
  const known = trusted.get(secretHash);
  if (!known || now >= known.until) {
    const asked = asking.get(secretHash); // no `await` between here and `ask`
    return (asked && (await patiently(asked))) ?? ask();
  }
  if (now >= known.until - RENEWED_BEFORE_MS && !known.isRenewing) {
    known.isRenewing = true;
    background.waitUntil(ask().catch((error) => log("warn", "api_key_not_renewed", faultFacts(error))));
  }
  return known.found;
}

/** Null when it takes too long, or failed, or the key is not good: ask then. */
function patiently(asked: Promise<KnownKey | null>): Promise<KnownKey | null> {
  return Promise.race([asked.catch(() => null), scheduler.wait(PATIENCE_MS).then(() => null)]);
}

async function askD1(env: Env, background: Background, secretHash: string, now: EpochMs): Promise<KnownKey | null> {
  const since = forgotten;
  const found = await sharing(secretHash, findGood(env.DB, secretHash));
  if (!found) {
    trusted.delete(secretHash);
    return null;
  }
  if (trusted.size >= MAX_TRUSTED) trusted.clear();
  if (since === forgotten) trusted.set(secretHash, { found, until: now + TRUSTED_MS, isRenewing: false });
  if (!isUseNoted(found.key.lastUsedAt, now)) background.waitUntil(noteUse(env, found, now));
  return found;
}

async function findGood(database: D1Database, secretHash: string): Promise<KnownKey | null> {
  const found = await findApiKey(database, secretHash);
  return found?.key.revokedAt === null ? found : null;
}

function sharing(secretHash: string, asked: Promise<KnownKey | null>): Promise<KnownKey | null> {
  if (asking.size >= MAX_TRUSTED) asking.clear();
  asking.set(secretHash, asked);
  return asked.finally(() => asking.delete(secretHash));
}

/** Nobody waits for it, and nothing depends on it. */
async function noteUse(env: Env, { key }: KnownKey, now: EpochMs): Promise<void> {
  key.lastUsedAt = now;
  try {
    await touchApiKey(env.DB, key.id, now);
  } catch (error) {
    log("warn", "api_key_use_not_noted", { keyId: key.id, ...faultFacts(error) });
  }
}
