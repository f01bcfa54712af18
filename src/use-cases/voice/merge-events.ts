import type { ToldCall } from "../../contracts/webhook-events.ts";
import { newCallKey, openCall, toCallValues } from "../../db/call-rows.ts";
import { dropFile } from "../../db/overflow.ts";
import { type CallRow, type CallValues, findCalls, storeCalls } from "../../db/queries/calls.ts";
import type { WebhookEventRow } from "../../db/queries/webhook-events.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import type { CallId } from "../../domain/ids.ts";
import { type EpochMs, toUtc } from "../../domain/time.ts";
import { type CallRecord, emptyCall, mergeCall, noWords } from "../../domain/voice/call-record.ts";
import { inParts } from "../in-parts.ts";
import { mapInSlices } from "../map-in-slices.ts";
import { callIdOf } from "./call-id.ts";
import type { EventPayload } from "./receive-event.ts";

export type OpenEvent = { row: WebhookEventRow; payload: EventPayload };
/** An event, and its call as it was after it. */
export type AppliedEvent = OpenEvent & { call: ToldCall & { callId: CallId } };
type Work = { env: Env; db: TenantDb; vault: Vault; now: EpochMs };
type Merged = { known: CallRow | null; values: CallValues; applied: AppliedEvent[] };

/** Events of one call arrive together; each loser of a round reads again. */
const MAX_ROUNDS = 8;
/** A statement of D1 may bring 2 MB. */
const STATEMENT = { items: 100, chars: 1_500_000 };

/** Merges events into their calls. The calls are told as they are stored now. */
export async function mergeEvents(
  work: Work,
  events: readonly OpenEvent[],
): Promise<{ applied: AppliedEvent[]; calls: CallValues[] }> {
  const ids = await Promise.all(events.map(idOf));
  let left = Map.groupBy(events, (_, at) => ids[at]!); // there is one for each
  const done: Merged[] = [];
  for (let round = 0; left.size > 0; round++) {
    if (round === MAX_ROUNDS) throw new Error("the call was changed by others in every round");
    const known = await findCalls(work.db, [...left.keys()]);
    const merged = await mapInSlices([...left], ([id, of]) => mergeInto(work, id, known.get(id) ?? null, of));
    const stored = await store(work, merged);
    done.push(...merged.filter(({ values }) => stored.has(values.id)));
    left = new Map([...left].filter(([id]) => !stored.has(id)));
  }
  return { applied: done.flatMap(({ applied }) => applied), calls: done.map(({ values }) => values) };
}

function idOf({ row, payload }: OpenEvent): Promise<CallId> {
  return callIdOf(row.connectionId, payload.event.providerCallId);
}

async function mergeInto(
  { env, vault, now }: Work,
  id: CallId,
  known: CallRow | null,
  events: readonly OpenEvent[],
): Promise<Merged> {
  const [{ row, payload }] = events as [OpenEvent]; // a group has a first
  const { providerCallId } = payload.event;
  const { provider, branchId } = payload;
  const key = known ?? newCallKey(id, row.connectionId, { provider, providerCallId, branchId }, row.receivedAt);
  const createdAt = Math.min(key.createdAt, ...events.map((each) => each.row.receivedAt));
  let record = known ? await openCall(env, vault, known) : emptyCall;
  const applied: AppliedEvent[] = [];
  for (const each of events) {
    const { type, facts } = each.payload.event;
    record = mergeCall(record, type, key.wordsErasedAt === null ? facts : { ...facts, ...noWords });
    applied.push({ ...each, call: toToldCall({ id, branchId: key.branchId }, record) });
  }
  return { known, values: await toCallValues(env, vault, { ...key, createdAt }, record, now), applied };
}

/** Which were not changed by others meanwhile. What the others wrote beside their rows goes. */
async function store({ env, db }: Work, merged: readonly Merged[]): Promise<Set<CallId>> {
  const parts = inParts(merged, STATEMENT, ({ values }) => values.sealed.length);
  const stored = new Set<CallId>();
  for (const part of parts) {
    const ids = await storeCalls(
      db,
      part.map(({ values }) => values),
    );
    for (const id of ids) stored.add(id);
  }
  for (const { known, values } of merged) {
    await dropFile(env, stored.has(values.id) ? (known?.fileKey ?? null) : values.fileKey);
  }
  return stored;
}

/** Without anything personal. */
function toToldCall({ id: callId, branchId }: Pick<CallValues, "id" | "branchId">, { facts }: CallRecord) {
  const { direction, status, language, durationMs, startedAt, endedAt } = facts;
  const { disconnectionReason, successful, sentiment } = facts;
  const time = (at: EpochMs | null) => (at === null ? null : toUtc(at));
  const times = { startedAt: time(startedAt), endedAt: time(endedAt), durationMs };
  const kind = { direction: direction ?? "inbound", status: status ?? "ongoing", language } as const;
  return { callId, branchId, ...kind, ...times, disconnectionReason, successful, sentiment };
}
