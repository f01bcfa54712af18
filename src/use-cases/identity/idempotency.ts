import type { Statement } from "../../db/queries/catalogue-edits.ts";
import {
  claimIdempotencyKey,
  completeIdempotency,
  findIdempotencyKey,
  type IdempotencyRow,
  type IdempotencyScope,
  releaseIdempotencyKey,
} from "../../db/queries/idempotency.ts";
import { findWrappedKey } from "../../db/queries/tenants.ts";
import { type TenantDb, tenantDb } from "../../db/tenant-db.ts";
import { openForPlatform, openVault, sealForPlatform, type Vault } from "../../db/vault.ts";
import { ANSWER_KEPT_MS, LEASE_MS } from "../../domain/identity/idempotency.ts";
import { PLATFORM, type TenantId } from "../../domain/ids.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import type { EpochMs } from "../../domain/time.ts";
import { masterKeysOf } from "../../env.ts";

/** An answer as it goes out. `body` is empty for a 204. */
export type Answer = { status: number; headers: Record<string, string>; body: string };

/** A request that carries an Idempotency-Key; an operator's belongs to the platform. `bodyHash` is over the raw bytes. */
export type KeyedRequest = IdempotencyScope & {
  tenantId: TenantId;
  bodyHash: string;
  /** Of a request that does no harm when it is carried out after an execution that died half-way. */
  mayRunAgain: boolean;
};

export type IdempotencyRefusal =
  | { reason: "idempotency_mismatch" }
  | { reason: "idempotency_in_progress"; retryAfterSeconds: number }
  | { reason: "idempotency_answer_lost" }
  | { reason: "idempotency_outcome_unknown" };

type Sealer = Pick<Vault, "seal" | "open">;

/** Larger answers than a row holds are not kept; to repeat them says so. */
const MAX_KEPT_CHARS = 1_000_000;

/** The one execution that a key allows, while it runs. */
export class Execution {
  readonly #db: TenantDb;
  readonly #vault: Sealer;
  readonly #claim: IdempotencyScope & { lease: string };

  constructor(db: TenantDb, vault: Sealer, claim: IdempotencyScope & { lease: string }) {
    this.#db = db;
    this.#vault = vault;
    this.#claim = claim;
  }

  /** Put this into the batch of the effect: a crash behind it then costs nothing. */
  async completion(answer: Answer): Promise<[Statement]> {
    return [completeIdempotency(this.#db, this.#claim, await this.#kept(answer))];
  }

  /** For routes whose effect is not one batch. Does nothing when the answer was stored with the effect. */
  async complete(answer: Answer): Promise<void> {
    await completeIdempotency(this.#db, this.#claim, await this.#kept(answer));
  }

  /** Nothing was carried out: the key may be used again. */
  release(): Promise<void> {
    return releaseIdempotencyKey(this.#db, this.#claim);
  }

  async #kept({ status, ...rest }: Answer) {
    const text = JSON.stringify(rest);
    const sealedAnswer = text.length > MAX_KEPT_CHARS ? null : await this.#vault.seal(placeOf(this.#claim), text);
    return { status, sealedAnswer };
  }
}

/** An execution for the first who asks; the stored answer for whoever repeats it. */
export async function beginExecution(
  env: Env,
  { tenantId, bodyHash, mayRunAgain, ...scope }: KeyedRequest,
  now: EpochMs,
): Promise<Result<Execution | Answer, IdempotencyRefusal>> {
  const db = tenantDb(env.DB, tenantId);
  const vault = await sealerOf(env, db);
  const lease = crypto.randomUUID();
  const times = { leaseUntil: now + LEASE_MS, expiresAt: now + ANSWER_KEPT_MS };
  if (await claimIdempotencyKey(db, { ...scope, bodyHash, lease, ...times, mayRunAgain }, now)) {
    return ok(new Execution(db, vault, { ...scope, lease }));
  }
  const row = await findIdempotencyKey(db, scope);
  if (!row) return err({ reason: "idempotency_in_progress", retryAfterSeconds: 1 }); // it was released this moment
  return answerOf(vault, row, bodyHash, now);
}

async function answerOf(
  vault: Sealer,
  row: IdempotencyRow,
  bodyHash: string,
  now: EpochMs,
): Promise<Result<Answer, IdempotencyRefusal>> {
  if (row.bodyHash !== bodyHash) return err({ reason: "idempotency_mismatch" });
  if (row.state === "running" || row.status === null) {
    if (row.leaseUntil <= now) return err({ reason: "idempotency_outcome_unknown" }); // it would be ours if it could be
    const seconds = Math.ceil((row.leaseUntil - now) / 1_000);
    return err({ reason: "idempotency_in_progress", retryAfterSeconds: Math.max(seconds, 1) });
  }
  if (row.sealedAnswer === null) return err({ reason: "idempotency_answer_lost" });
  const kept = JSON.parse(await vault.open(placeOf(row), row.sealedAnswer)) as Omit<Answer, "status">;
  return ok({ status: row.status, ...kept });
}

async function sealerOf(env: Env, db: TenantDb): Promise<Sealer> {
  const master = masterKeysOf(env);
  if (db.tenantId === PLATFORM) {
    return {
      seal: (place, text) => sealForPlatform(master, place, text),
      open: (place, sealed) => openForPlatform(master, place, sealed),
    };
  }
  const wrappedKey = await findWrappedKey(db);
  if (wrappedKey === null) throw new Error("the tenant of the credential is gone");
  return openVault(master, db.tenantId, wrappedKey);
}

function placeOf({ actor, route, key }: IdempotencyScope) {
  return { purpose: "idempotency.answer", row: `${actor}|${route}|${key}` } as const;
}
