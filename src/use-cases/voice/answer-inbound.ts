import type { Background, ConnectionEntry } from "../../db/directory.ts";
import type { Rulebook } from "../../domain/booking/rulebook.ts";
import type { BranchId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { greetingOf } from "../../domain/voice/agent/build-plan.ts";
import type { Route } from "../../domain/voice/routing.ts";
import { speakHours, speakTime } from "../../domain/voice/spoken-time.ts";
import type { VoiceRules } from "../../domain/voice/voice-rules.ts";
import type { CallParties } from "../../providers/voice/port.ts";
import { AGENT_TAKES_IT, type CallRoute, routeCall } from "./route-call.ts";
import type { VoiceContext } from "./voice-context.ts";

export type InboundAnswer = {
  branchId: BranchId;
  variables: Record<string, string>;
  isBlocked: boolean;
  route: CallRoute;
  /** How the agent shall begin this call. Null: as it always does. */
  opening: string | null;
};

/**
 * What the agent should know as it picks up: who the business is, what it offers, whether this number has been here,
 * and whether staff are rung first. Nothing personal: a caller's number can be forged. All values are strings, as
 * providers require. Null when it cannot be told which branch was called.
 */
export async function answerInbound(
  env: Env,
  background: Background,
  connection: ConnectionEntry,
  parties: CallParties,
  now: EpochMs,
): Promise<InboundAnswer | null> {
  const call = await routeCall(env, background, connection, parties, now);
  if (!call) return null; // it is not known who they called, so the agent is told nothing
  const { context, voice, number, isBlocked, isVip, caller } = call;
  const { branchId } = context.access.ref;
  if (isBlocked) return { branchId, variables: {}, isBlocked, route: AGENT_TAKES_IT, opening: null };
  // A carrier that asked us who takes it has rung whoever was to be rung.
  const route = number?.agentUri ? AGENT_TAKES_IT : call.route;
  const variables = { ...told(context.access.rules, context), ...caller.variables, ...routed(route, isVip) };
  return { branchId, variables, isBlocked, route, opening: openingOf(context, voice, route.to) };
}

function told(rules: Rulebook, { speech }: VoiceContext): Record<string, string> {
  return {
    business_name: rules.tenantName,
    branch_name: rules.branchName,
    address: rules.address,
    language: speech.language,
    time_zone: rules.timeZone,
    current_time: speakTime(speech.now, speech),
    opening_hours: speakHours(rules.hours, speech).join("; "),
    services: rules.services.map(({ name }) => name).join(", "),
  };
}

function routed({ to, destination }: CallRoute, isVip: boolean): Record<string, string> {
  // The agent knows one way to ring staff: it puts the caller through to this number.
  const number = destination === null ? {} : { transfer_number: destination };
  return {
    call_purpose: "",
    caller_is_vip: String(isVip),
    call_route: to === "agent" ? "agent" : "staff_first",
    ...number,
  };
}

/** In another language than the agent's first, or with the word that somebody is being rung. */
function openingOf({ access, speech, say }: VoiceContext, { settings }: VoiceRules, to: Route): string | null {
  const { language } = speech;
  if (to === "agent" && language === settings.languages[0]) return null;
  const greeting = greetingOf(access.rules.tenantName, settings, language);
  return to === "agent" ? greeting : `${greeting} ${say.puttingThrough()}`;
}
