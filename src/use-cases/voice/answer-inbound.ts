import { type Background, type ConnectionEntry, findBranchEntry } from "../../db/directory.ts";
import type { Rulebook } from "../../domain/booking/rulebook.ts";
import type { BranchId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { greetingOf } from "../../domain/voice/agent/build-plan.ts";
import { decideRoute, type Route } from "../../domain/voice/routing.ts";
import { speakHours, speakTime } from "../../domain/voice/spoken-time.ts";
import type { VoiceRules } from "../../domain/voice/voice-rules.ts";
import type { CallParties } from "../../providers/voice/port.ts";
import { accessEntry } from "../booking/branch-access.ts";
import { chooseLanguage, recognise } from "./caller-history.ts";
import { findTransferTarget } from "./find-transfer.ts";
import { resolveCall } from "./resolve-call.ts";
import { type VoiceContext, voiceContext } from "./voice-context.ts";

export type InboundAnswer = {
  branchId: BranchId;
  variables: Record<string, string>;
  isBlocked: boolean;
  /** Whom it rings at. `destination` is E.164, and null for the agent. */
  route: { to: Route; destination: string | null };
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
  const { branchId } = await resolveCall(env, background, connection, { ...parties, direction: "inbound" });
  if (branchId === null) return null; // it is not known who they called, so the agent is told nothing
  const ids = { tenantId: connection.tenantId, branchId };
  const entry = await findBranchEntry(env, background, ids);
  if (!entry) throw new Error(`connection ${connection.id} leads to a branch that is gone`);
  const { rules } = entry;
  const access = await accessEntry(env, entry);
  const call = { background, connectionId: connection.id, parties, language: rules.language };
  const plain = voiceContext(access, call, now);
  const [callerIndex, voice] = await Promise.all([plain.callerIndex(), plain.rules()]);
  const listed = voice.callers.find(({ phoneIndex }) => phoneIndex === callerIndex)?.kind;
  const agentTakesIt = { to: "agent", destination: null } as const;
  if (listed === "blocked") return { branchId, variables: {}, isBlocked: true, route: agentTakesIt, opening: null };
  const number = connection.numbers.find(({ e164 }) => e164 === parties.toNumber);
  const caller = await recognise(access, callerIndex);
  const language = chooseLanguage(voice.settings.languages, [number?.language, caller.language], rules.language);
  const context = voiceContext(access, { ...call, language }, now);
  const mode = number?.routingMode ?? voice.settings.routingMode;
  const isVip = listed === "vip";
  const route = await routeOf(context, decideRoute(rules, { mode, isVip, now }));
  const variables = { ...told(rules, context), ...caller.variables, ...routed(route, isVip) };
  return { branchId, variables, isBlocked: false, route, opening: openingOf(context, voice, route.to) };
}

/** Without anybody to ring, or when it is they who call, the agent takes it. */
async function routeOf(context: VoiceContext, wanted: Route): Promise<InboundAnswer["route"]> {
  const target = wanted === "agent" ? null : await findTransferTarget(context, null);
  if (!target || target.destination === context.callerNumber) return { to: "agent", destination: null };
  return { to: wanted, destination: target.destination };
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

function routed({ to, destination }: InboundAnswer["route"], isVip: boolean): Record<string, string> {
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
