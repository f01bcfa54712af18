import type { Background } from "../../../db/directory.ts";
import type { EpochMs } from "../../../domain/time.ts";
import { phrases } from "../../../domain/voice/phrases.ts";
import { RING_SECONDS, type Route } from "../../../domain/voice/routing.ts";
import { faultFacts, log } from "../../../log.ts";
import type { CarrierCall, CarrierOrder, RingOutcome } from "../../../providers/voice/carriers/port.ts";
import type { CallParties } from "../../../providers/voice/port.ts";
import type { OpenSender } from "../../messaging/receive-webhook.ts";
import { type RoutedCall, routeCall } from "../route-call.ts";
import type { Line } from "./find-line.ts";
import { type CallEnding, recordCall } from "./record-call.ts";

const AGENT_RING_SECONDS = 30;

/** What becomes of a call that rings: from memory, without asking anybody else. A fault costs staff the call, not the caller. */
export async function answerRinging(
  env: Env,
  background: Background,
  line: Line,
  call: CarrierCall,
  now: EpochMs,
): Promise<CarrierOrder> {
  const routed = await routedOrNull(env, background, line, call, now);
  if (routed?.isBlocked) return { kind: "reject" };
  const { to, destination } = routed?.route ?? { to: "agent", destination: null };
  if (!routed || destination === null) return ringAgent(line, now);
  // Staff alone have as long as there is; before the agent they have what the branch says.
  const seconds = to === "staff" ? RING_SECONDS.max : routed.voice.settings.ringSeconds;
  return { kind: "ring", who: to, to: destination, seconds };
}

/** Whom a carrier has rung, and how that went. `talkedMs` is how long they spoke. */
export type Rang = { who: Route; outcome: RingOutcome; talkedMs: number; at: EpochMs };

/** What becomes of a call whose ringing is over. Null: nothing, for nobody is on the line. */
export async function afterRinging(
  env: Env,
  background: Background,
  sender: OpenSender,
  line: Line,
  { call, rang }: { call: CarrierCall; rang: Rang },
  now: EpochMs,
): Promise<CarrierOrder | null> {
  const { who, outcome, talkedMs, at } = rang;
  const ending = endingOf(who, outcome);
  const record = async () =>
    ending && recordCall(env, background, sender, line, { call, ending, talkedMs, endedAt: at }, now);
  if (outcome !== "unanswered") {
    await record();
    return null;
  }
  // Whoever waits on the line does not wait for this.
  await record().catch((error) => log("error", "carrier_call_not_recorded", faultFacts(error)));
  return who === "staff_first" ? ringAgent(line, now) : apologise(line, now);
}

/** Null: the call goes on, or the agent's vendor tells of it. */
function endingOf(who: Route, outcome: RingOutcome): CallEnding | null {
  if (outcome === "unanswered") return who === "staff_first" ? null : "nobody_answered";
  if (who === "agent") return null;
  return outcome === "answered" ? "answered_by_staff" : "caller_rang_off";
}

function ringAgent(line: Line, now: EpochMs): CarrierOrder {
  const { agentUri } = line.number;
  if (agentUri === null) {
    log("warn", "carrier_reaches_no_agent", { connectionId: line.connection.id });
    return apologise(line, now);
  }
  return { kind: "ring", who: "agent", to: agentUri, seconds: AGENT_RING_SECONDS };
}

function apologise({ connection, number }: Line, now: EpochMs): CarrierOrder {
  const language = number.language ?? connection.language;
  return { kind: "apologise", words: phrases({ language, timeZone: "UTC", now }).nobodyAnswers(), language };
}

async function routedOrNull(
  env: Env,
  background: Background,
  { connection }: Line,
  call: CarrierCall,
  now: EpochMs,
): Promise<RoutedCall | null> {
  try {
    return await routeCall(env, background, connection, toParties(call), now);
  } catch (error) {
    log("error", "carrier_call_not_routed", { connectionId: connection.id, ...faultFacts(error) });
    return null;
  }
}

function toParties({ carrierCallId, from, to }: CarrierCall): CallParties {
  const labels = { agentId: null, namedTenantId: null, namedBranchId: null };
  const sides = { direction: "inbound" as const, fromNumber: from, toNumber: to };
  return { ...labels, ...sides, providerCallId: carrierCallId, language: null };
}
