import type { ToldCall, WebhookEventType } from "../../contracts/webhook-events.ts";
import type { CallValues } from "../../db/queries/calls.ts";
import { allEndpoints } from "../../db/queries/webhook-endpoints.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { CallEventType } from "../../domain/voice/call-record.ts";
import { type Announcement, announce } from "./announce.ts";

const types: Partial<Record<CallEventType, WebhookEventType>> = {
  call_started: "call.started",
  call_ended: "call.ended",
  call_analyzed: "call.analyzed",
};

/** What a tenant's endpoints shall be told of a call, to be stored with what marks its event as done. */
export async function announceCall(
  db: TenantDb,
  event: { id: string; type: CallEventType; receivedAt: EpochMs; requestId: string | null },
  call: CallValues,
  now: EpochMs,
): Promise<Announcement | null> {
  const type = types[event.type];
  if (!type) return null;
  const endpoints = await allEndpoints(db);
  const news = {
    source: event.id,
    type,
    at: event.receivedAt,
    subjectId: call.id,
    data: toToldCall(call),
    requestId: event.requestId,
  };
  return announce(db, endpoints, [news], now);
}

/** Without anything personal. */
function toToldCall(call: CallValues): ToldCall {
  const { id: callId, branchId, direction, status, language, durationMs } = call;
  const { disconnectionReason, successful, sentiment } = call;
  const time = (at: EpochMs | null) => (at === null ? null : new Date(at).toISOString());
  const times = { startedAt: time(call.startedAt), endedAt: time(call.endedAt), durationMs };
  return { callId, branchId, direction, status, language, ...times, disconnectionReason, successful, sentiment };
}
