import type { JobMessage } from "../../contracts/queue-messages.ts";
import type { CallValues } from "../../db/queries/calls.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import { type EpochMs, MINUTE_MS } from "../../domain/time.ts";
import { outcomeOf } from "../../domain/voice/call-outcome.ts";
import { isLeftAlone, isMissed } from "../../domain/voice/missed-call.ts";
import { readOutboundSettings } from "./outbound/outbound-settings.ts";
import { settleOutbound } from "./outbound/run-outbound.ts";

/** Longer after a call than any hold lives that was made in it. */
const HELD_FOR_MS = 15 * MINUTE_MS;

/**
 * What comes of a call that has ended: the next attempt of one that we placed, a text to a caller who was missed, or for
 * whom a time may still be held. Only the calendar knows whether one is.
 */
export async function followCall(env: Env, db: TenantDb, call: CallValues, now: EpochMs): Promise<void> {
  const outcome = outcomeOf({ status: call.status, reason: call.disconnectionReason });
  if (outcome === null) return;
  if (call.direction === "outbound") return settleOutbound(env, db, { callId: call.id, outcome }, now);
  if (call.phoneIndex === null || call.branchId === null) return;
  const mayHold = isLeftAlone(call) && now < (call.endedAt ?? 0) + HELD_FOR_MS;
  if (!mayHold && !(isMissed(call) && (await readOutboundSettings(db)).textBack)) return;
  await env.JOBS.send({ type: "text_back", tenantId: db.tenantId, callId: call.id } satisfies JobMessage);
}
