import { openCall, toCallValues } from "../../db/call-rows.ts";
import { dropFile } from "../../db/overflow.ts";
import { forgetCallCare, forgetPayloads, listPayloads } from "../../db/queries/call-care.ts";
import { findRecording } from "../../db/queries/call-recordings.ts";
import { type CallRow, findCall, storeCalls } from "../../db/queries/calls.ts";
import { eraseCallNotes } from "../../db/queries/erase-customer.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import { noWords } from "../../domain/voice/call-record.ts";
import { EVENT_KINDS } from "../voice/event-kinds.ts";

const MAX_TRIES = 3;

/**
 * What was said and by whom goes, with the recording, what is found by words, and the vendor's events; that there was a
 * call, how long and what it cost, stays. The call is marked first: what the vendor sends later brings nothing back.
 */
export async function eraseCall(env: Env, db: TenantDb, vault: Vault, call: CallRow): Promise<void> {
  await eraseWords(env, db, vault, call);
  const [recording, payloads] = await Promise.all([
    findRecording(db, call.id),
    listPayloads(db, call, EVENT_KINDS[call.provider]),
  ]);
  await dropFile(env, recording?.fileKey ?? null);
  for (const { fileKey } of payloads) await dropFile(env, fileKey);
  await forgetPayloads(db, payloads);
  const [first, ...rest] = [...eraseCallNotes(db, [call.id]), ...forgetCallCare(db, call.id)] as const;
  await db.orm.batch([first, ...rest]);
}

async function eraseWords(env: Env, db: TenantDb, vault: Vault, call: CallRow): Promise<void> {
  const now = Date.now();
  let row: CallRow | null = call;
  for (let tries = 0; row && tries < MAX_TRIES; tries++) {
    const { facts, stages } = await openCall(env, vault, row);
    const record = { facts: { ...facts, ...noWords }, stages };
    const values = await toCallValues(env, vault, { ...row, wordsErasedAt: now }, record, now);
    if ((await storeCalls(db, [values])).length > 0) return dropFile(env, row.fileKey);
    row = await findCall(db, call.id); // an event of the vendor came between
  }
  throw new Error("a call changes faster than it can be erased");
}
