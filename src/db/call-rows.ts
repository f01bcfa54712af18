import type { CallId, ConnectionId } from "../domain/ids.ts";
import type { EpochMs } from "../domain/time.ts";
import { type CallRecord, emptyCall } from "../domain/voice/call-record.ts";
import { type CallSecrets, callSecrets } from "./call-secrets.ts";
import { readSealed, storeSealed } from "./overflow.ts";
import type { CallRow, CallValues } from "./queries/calls.ts";
import type { Vault } from "./vault.ts";

export type CallKey = Pick<
  CallRow,
  | "id"
  | "connectionId"
  | "provider"
  | "providerCallId"
  | "branchId"
  | "createdAt"
  | "version"
  | "wordsErasedAt"
  | "markedSpam"
>;

/** Which call it is, before anything is known about it. */
export function newCallKey(
  id: CallId,
  connectionId: ConnectionId,
  event: Pick<CallKey, "provider" | "providerCallId" | "branchId">,
  receivedAt: EpochMs,
): CallKey {
  return { id, connectionId, ...event, createdAt: receivedAt, version: 0, wordsErasedAt: null, markedSpam: null };
}

/** The row of a record: what lists filter by in the clear, what is personal sealed. */
export async function toCallValues(
  env: Env,
  vault: Vault,
  key: CallKey,
  { facts, stages }: CallRecord,
  now: EpochMs,
): Promise<CallValues> {
  const { fromNumber, toNumber, summary, recordingUrl, transcript, direction, status, ...columns } = facts;
  const secrets: CallSecrets = { fromNumber, toNumber, summary, recordingUrl, transcript, stages };
  const version = key.version + 1;
  const sealed = await vault.seal({ purpose: "call", row: key.id }, JSON.stringify(secrets));
  const stored = await storeSealed(env, `calls/${key.id}/${version}`, sealed);
  return {
    ...key,
    ...columns,
    ...stored,
    phoneIndex: await indexOfCustomer(vault, facts),
    direction: direction ?? "inbound",
    status: status ?? "ongoing",
    version,
    updatedAt: now,
  };
}

/** Only whole numbers are indexed: providers also write "anonymous". */
function indexOfCustomer(
  vault: Vault,
  { direction, fromNumber, toNumber }: CallRecord["facts"],
): Promise<string> | null {
  const number = direction === "outbound" ? toNumber : fromNumber;
  return number && /^\+[1-9]\d{6,14}$/.test(number) ? vault.phoneIndex(number) : null;
}

export async function openCall(env: Env, vault: Vault, row: CallRow): Promise<CallRecord> {
  const text = await vault.open({ purpose: "call", row: row.id }, await readSealed(env, row));
  const { stages, ...secrets } = callSecrets.parse(JSON.parse(text));
  const { direction, agentId, status, language, startedAt, endedAt, durationMs, disconnectionReason } = row;
  const { successful, sentiment, costCents } = row;
  const columns = { direction, agentId, status, language, startedAt, endedAt, durationMs, disconnectionReason };
  return { facts: { ...emptyCall.facts, ...columns, successful, sentiment, costCents, ...secrets }, stages };
}
