import { usualCallSettings } from "../../../contracts/call-care.ts";
import type { JobMessage } from "../../../contracts/queue-messages.ts";
import { dropFile } from "../../../db/overflow.ts";
import {
  deleteEvents,
  deleteOldFunctionCalls,
  findCallSettings,
  listOldEvents,
  listOutdatedCalls,
} from "../../../db/queries/call-care.ts";
import { listExpiredRecordings, markRecordingGone } from "../../../db/queries/call-recordings.ts";
import { tenantDb } from "../../../db/tenant-db.ts";
import type { TenantId } from "../../../domain/ids.ts";
import { DAY_MS } from "../../../domain/time.ts";
import { eraseCall } from "../../customers/erase-call.ts";
import { readableVault } from "../../tenant-vault.ts";

const CALLS_A_RUN = 100;
const FUNCTIONS_A_RUN = 5_000;
const EVENTS_A_ROUND = 500;
const MAX_ROUNDS = 100;
/** A vendor repeats itself for hours at most; nobody looks into what never could be applied after so long. */
const SETTLED_KEPT_MS = 30 * DAY_MS;
const RESTING_KEPT_MS = 90 * DAY_MS;

/** Erases the words of a business's calls that are older than it wants them kept. What is left is a job of its own. */
export async function pruneCalls(env: Env, tenantId: TenantId, now: number): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const { wordDays } = (await findCallSettings(db)) ?? usualCallSettings;
  const before = now - wordDays * DAY_MS;
  const outdated = await listOutdatedCalls(db, before, CALLS_A_RUN);
  const vault = await readableVault(env, db);
  if (!vault) return; // nobody can read any of it
  for (const call of outdated) await eraseCall(env, db, vault, call);
  const deleted = await deleteOldFunctionCalls(db, before, FUNCTIONS_A_RUN);
  if (outdated.length < CALLS_A_RUN && deleted < FUNCTIONS_A_RUN) return;
  await env.JOBS.send({ type: "prune_calls", tenantId } satisfies JobMessage);
}

/** Platform-wide: the vendors' events once they are settled, and copies of recordings that have been kept long enough. */
export async function pruneCallFiles(env: Env, now: number): Promise<void> {
  const old = { settledBefore: now - SETTLED_KEPT_MS, restingBefore: now - RESTING_KEPT_MS };
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const events = await listOldEvents(env.DB, old, EVENTS_A_ROUND);
    for (const { fileKey } of events) await dropFile(env, fileKey);
    if (events.length > 0) await deleteEvents(env.DB, events);
    if (events.length < EVENTS_A_ROUND) break;
  }
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const expired = await listExpiredRecordings(env.DB, now, EVENTS_A_ROUND);
    for (const { tenantId, callId, fileKey } of expired) {
      await dropFile(env, fileKey);
      await markRecordingGone(tenantDb(env.DB, tenantId), callId);
    }
    if (expired.length < EVENTS_A_ROUND) break;
  }
}
