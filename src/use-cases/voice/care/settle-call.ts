import type { JobMessage } from "../../../contracts/queue-messages.ts";
import { openCall } from "../../../db/call-rows.ts";
import { indexCall, indexedVersion } from "../../../db/queries/call-search.ts";
import { type CallRow, findCall } from "../../../db/queries/calls.ts";
import { type TenantDb, tenantDb } from "../../../db/tenant-db.ts";
import type { Vault } from "../../../db/vault.ts";
import type { CallFacts } from "../../../domain/voice/call-record.ts";
import { callWords } from "../../../domain/voice/call-words.ts";
import { readableVault } from "../../tenant-vault.ts";
import { copyRecording } from "./copy-recording.ts";

type Job = Extract<JobMessage, { type: "settle_call" }>;

/** What a call that has ended needs once: its words are made findable, its recording is copied. Safe to repeat. */
export async function settleCall(env: Env, { tenantId, callId }: Job, now: number): Promise<void> {
  const db = tenantDb(env.DB, tenantId);
  const row = await findCall(db, callId);
  const vault = await readableVault(env, db);
  if (!row || row.wordsErasedAt !== null || !vault) return;
  const { facts } = await openCall(env, vault, row);
  await makeFindable(db, vault, row, facts);
  await copyRecording(env, { db, vault, row, url: facts.recordingUrl }, now);
}

async function makeFindable(db: TenantDb, vault: Vault, { id, version }: CallRow, facts: CallFacts): Promise<void> {
  if ((await indexedVersion(db, id)) === version) return;
  const said = (facts.transcript ?? []).flatMap((line) => (line.kind === "speech" ? [line.text] : []));
  const words = callWords([...said, facts.summary ?? ""]);
  await indexCall(db, { callId: id, callVersion: version, tokens: await vault.wordTokens(words) });
}
