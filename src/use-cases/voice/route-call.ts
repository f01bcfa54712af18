import { type Background, type ConnectionEntry, findBranchEntry } from "../../db/directory.ts";
import type { EpochMs } from "../../domain/time.ts";
import { decideRoute, type Route } from "../../domain/voice/routing.ts";
import type { VoiceRules } from "../../domain/voice/voice-rules.ts";
import type { CallParties } from "../../providers/voice/port.ts";
import { accessEntry } from "../booking/branch-access.ts";
import { chooseLanguage, type KnownCaller, recognise } from "./caller-history.ts";
import { findTransferTarget } from "./find-transfer.ts";
import { resolveCall } from "./resolve-call.ts";
import { type VoiceContext, voiceContext } from "./voice-context.ts";

/** Whom it rings at. `destination` is E.164, and null for the agent. */
export type CallRoute = { to: Route; destination: string | null };
export const AGENT_TAKES_IT: CallRoute = { to: "agent", destination: null };

export type RoutedCall = {
  context: VoiceContext;
  voice: VoiceRules;
  /** Of the business, that was called. Null: the call did not say. */
  number: ConnectionEntry["numbers"][number] | null;
  caller: KnownCaller;
  isBlocked: boolean;
  isVip: boolean;
  route: CallRoute;
};

/** Who takes a call that rings, in which language: from memory. Null when it cannot be told which branch was called. */
export async function routeCall(
  env: Env,
  background: Background,
  connection: ConnectionEntry,
  parties: CallParties,
  now: EpochMs,
): Promise<RoutedCall | null> {
  const { branchId } = await resolveCall(env, background, connection, { ...parties, direction: "inbound" });
  if (branchId === null) return null;
  const entry = await findBranchEntry(env, background, { tenantId: connection.tenantId, branchId });
  if (!entry) throw new Error(`connection ${connection.id} leads to a branch that is gone`);
  const { rules } = entry;
  const access = await accessEntry(env, entry);
  const call = { background, connectionId: connection.id, parties, language: rules.language };
  const plain = voiceContext(access, call, now);
  const [callerIndex, voice] = await Promise.all([plain.callerIndex(), plain.rules()]);
  const number = connection.numbers.find(({ e164 }) => e164 === parties.toNumber) ?? null;
  const listed = voice.callers.find(({ phoneIndex }) => phoneIndex === callerIndex)?.kind;
  const isVip = listed === "vip";
  const isBlocked = listed === "blocked";
  const caller = isBlocked ? NOBODY : await recognise(access, callerIndex);
  const language = chooseLanguage(voice.settings.languages, [number?.language, caller.language], rules.language);
  const context = voiceContext(access, { ...call, language }, now);
  const mode = number?.routingMode ?? voice.settings.routingMode;
  const route = isBlocked ? AGENT_TAKES_IT : await routeOf(context, decideRoute(rules, { mode, isVip, now }));
  return { context, voice, number, caller, isBlocked, isVip, route };
}

const NOBODY: KnownCaller = { language: null, variables: {} };

/** Without anybody to ring, or when it is they who call, the agent takes it. */
async function routeOf(context: VoiceContext, wanted: Route): Promise<CallRoute> {
  const target = wanted === "agent" ? null : await findTransferTarget(context, null);
  if (!target || target.destination === context.callerNumber) return AGENT_TAKES_IT;
  return { to: wanted, destination: target.destination };
}
