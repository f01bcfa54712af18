import { type Background, type ConnectionEntry, findBranchEntry } from "../../db/directory.ts";
import type { BranchId } from "../../domain/ids.ts";
import type { EpochMs } from "../../domain/time.ts";
import { speakHours, speakTime } from "../../domain/voice/spoken-time.ts";
import type { CallParties } from "../../providers/voice/port.ts";
import { accessEntry, askCalendar } from "../booking/branch-access.ts";
import { resolveCall } from "./resolve-call.ts";
import { voiceContext } from "./voice-context.ts";

export type InboundAnswer = { branchId: BranchId; variables: Record<string, string>; isBlocked: boolean };

/**
 * What the agent should know as it picks up: who the business is, what it offers, whether this number has been here.
 * Nothing personal: a caller's number can be forged. All values are strings, as providers require. Null when it cannot be
 * told which branch was called.
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
  const { speech, ...context } = voiceContext(access, call, now);
  const [callerIndex, { callers }] = await Promise.all([context.callerIndex(), context.rules()]);
  const listed = callers.find(({ phoneIndex }) => phoneIndex === callerIndex)?.kind;
  if (listed === "blocked") return { branchId, variables: {}, isBlocked: true };
  const upcoming = callerIndex
    ? await askCalendar(access, (calendar, ref) => calendar.upcomingOf(ref, callerIndex))
    : [];
  const variables = {
    business_name: rules.tenantName,
    branch_name: rules.branchName,
    address: rules.address,
    language: rules.language,
    time_zone: rules.timeZone,
    current_time: speakTime(now, speech),
    opening_hours: speakHours(rules.hours, speech).join("; "),
    services: rules.services.map(({ name }) => name).join(", "),
    caller_has_appointment: String(upcoming.length > 0),
    caller_is_vip: String(listed === "vip"),
  };
  return { branchId, variables, isBlocked: false };
}
