import type { Background } from "../../../db/directory.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { emptyCall } from "../../../domain/voice/call-record.ts";
import { resolveBranch } from "../../../domain/voice/resolve-branch.ts";
import type { CarrierCall } from "../../../providers/voice/carriers/port.ts";
import type { OpenSender } from "../../messaging/receive-webhook.ts";
import { receiveEvent } from "../receive-event.ts";
import type { Line } from "./find-line.ts";

/** How a call ended that no agent took part in. */
export type CallEnding = "answered_by_staff" | "caller_rang_off" | "nobody_answered";
export type EndedCall = { call: CarrierCall; ending: CallEnding; talkedMs: number; endedAt: EpochMs };

/**
 * Makes a call durable that no agent took part in, so that the list shows who answered it; of the others the voice
 * vendor tells. Throws when nothing takes it.
 */
export async function recordCall(
  env: Env,
  background: Background,
  { row, vault }: OpenSender,
  { connection }: Line,
  { call, ending, talkedMs, endedAt }: EndedCall,
  now: EpochMs,
): Promise<void> {
  const { tenantId, vendor: provider } = row;
  if (provider !== "twilio" && provider !== "telnyx") throw new Error(`${provider} carries no calls`);
  const { carrierCallId: providerCallId, from: fromNumber, to: toNumber } = call;
  const talk = { status: "ended" as const, startedAt: endedAt - talkedMs, durationMs: talkedMs };
  const told = ending === "answered_by_staff" ? talk : { status: "not_connected" as const };
  const sides = { direction: "inbound" as const, fromNumber, toNumber };
  const facts = { ...emptyCall.facts, ...sides, ...told, endedAt, disconnectionReason: ending };
  const labels = { agentId: null, namedTenantId: null, namedBranchId: null };
  const resolution = resolveBranch(connection, { ourNumber: toNumber, ...labels }, "nobody");
  const event = { type: "call_ended" as const, providerCallId, facts, labels };
  const about = { tenantId, connectionId: connection.id, provider, dedupeKey: `call_ended:${providerCallId}` };
  await receiveEvent({ env, background, vault }, { ...about, resolution, event }, now);
}
