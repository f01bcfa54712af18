import type { WebhookEventType } from "../../contracts/webhook-events.ts";
import { allEndpoints } from "../../db/queries/webhook-endpoints.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { CallEventType } from "../../domain/voice/call-record.ts";
import type { AppliedEvent } from "../voice/merge-events.ts";
import { type Announcement, announce } from "./announce.ts";

const types: Partial<Record<CallEventType, WebhookEventType>> = {
  call_started: "call.started",
  call_ended: "call.ended",
  call_analyzed: "call.analyzed",
};

/** What a tenant's endpoints shall be told of calls, to be stored with what marks their events as done. */
export async function announceCalls(
  db: TenantDb,
  events: readonly AppliedEvent[],
  now: EpochMs,
): Promise<Announcement | null> {
  const news = events.flatMap(({ row, payload, call }) => {
    const type = types[payload.event.type];
    const { id: source, receivedAt: at, requestId } = row;
    return type ? [{ source, type, at, subjectId: call.callId, data: call, requestId }] : [];
  });
  return news.length === 0 ? null : announce(db, await allEndpoints(db), news, now);
}
