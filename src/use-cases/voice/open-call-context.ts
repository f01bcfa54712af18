import { type Background, type ConnectionEntry, findBranchEntry } from "../../db/directory.ts";
import type { Language } from "../../domain/language.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { CallParties } from "../../providers/voice/port.ts";
import { accessEntry } from "../booking/branch-access.ts";
import { resolveCall } from "./resolve-call.ts";
import { type VoiceContext, voiceContext } from "./voice-context.ts";

/** A caller on the line to the branch that their call belongs to. Null when that is not known. */
export async function openCallContext(
  env: Env,
  background: Background,
  connection: ConnectionEntry,
  parties: CallParties,
  now: EpochMs,
  spoken?: Language,
): Promise<VoiceContext | null> {
  const { branchId } = await resolveCall(env, background, connection, parties);
  if (branchId === null) return null;
  const entry = await findBranchEntry(env, background, { tenantId: connection.tenantId, branchId });
  if (!entry) throw new Error(`connection ${connection.id} leads to a branch that is gone`);
  const language = spoken ?? parties.language ?? entry.rules.language;
  const access = await accessEntry(env, entry);
  return voiceContext(access, { background, connectionId: connection.id, parties, language }, now);
}
