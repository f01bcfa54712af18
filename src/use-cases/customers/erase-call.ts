import { openCall, toCallValues } from "../../db/call-rows.ts";
import { dropFile } from "../../db/overflow.ts";
import { type CallRow, findCall, replaceCall } from "../../db/queries/calls.ts";
import { eraseCallNotes } from "../../db/queries/erase-customer.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";

const MAX_TRIES = 3;
const NOTHING = { fromNumber: null, toNumber: null, summary: null, recordingUrl: null, transcript: null };

/** What was said and by whom goes; that there was a call, how long and what it cost, stays. */
export async function eraseCall(env: Env, db: TenantDb, vault: Vault, call: CallRow): Promise<void> {
  const notes = eraseCallNotes(db, [call.id]);
  await db.orm.batch([notes[0], notes[1]]);
  let row: CallRow | null = call;
  for (let tries = 0; row && tries < MAX_TRIES; tries++) {
    const { facts, stages } = await openCall(env, vault, row);
    const values = await toCallValues(env, vault, row, { facts: { ...facts, ...NOTHING }, stages }, Date.now());
    if (await replaceCall(db, values, row.version)) return dropFile(env, row.fileKey);
    row = await findCall(db, call.id); // an event of the vendor came between
  }
  throw new Error("a call changes faster than it can be erased");
}
