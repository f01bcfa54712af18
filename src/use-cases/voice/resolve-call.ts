import type { QuarantineEvidence } from "../../contracts/quarantine.ts";
import { type Background, type ConnectionEntry, findNumberEntry } from "../../db/directory.ts";
import { type NumberOwner, type Resolution, resolveBranch } from "../../domain/voice/resolve-branch.ts";
import { faultFacts, log } from "../../log.ts";
import type { CallLabels } from "../../providers/voice/port.ts";

export type CallSides = {
  direction: "inbound" | "outbound" | null;
  fromNumber: string | null;
  toNumber: string | null;
};

const E164 = /^\+[1-9]\d{6,14}$/;
const SHOWN_DIGITS = 5;

/**
 * Which branch a call belongs to. The usual call is told by its number, from memory alone; only a number that is not
 * the connection's is looked up, to see whether it is somebody else's.
 */
export async function resolveCall(
  env: Env,
  background: Background,
  connection: ConnectionEntry,
  call: CallSides & CallLabels,
): Promise<Resolution> {
  const ourNumber = ourSide(call);
  const { agentId, namedTenantId, namedBranchId } = call;
  const owner = await ownerOf(env, background, connection, ourNumber);
  return resolveBranch(connection, { ourNumber, agentId, namedTenantId, namedBranchId }, owner);
}

/** What an operator may know of a call that could not be placed. */
export function evidenceOf({ suggestion, evidence }: Resolution, call: CallSides): QuarantineEvidence {
  const number = ourSide(call)?.replace(/(?<!\d)\d+$/, hideDigits) ?? null;
  return { suggestion, number, clues: evidence };
}

function hideDigits(digits: string, at: number): string {
  const shown = Math.max(SHOWN_DIGITS - at, 0);
  return digits.slice(0, shown) + "•".repeat(Math.max(digits.length - shown, 0));
}

function ourSide({ direction, fromNumber, toNumber }: CallSides): string | null {
  return direction === "outbound" ? fromNumber : toNumber;
}

async function ownerOf(
  env: Env,
  background: Background,
  connection: ConnectionEntry,
  ourNumber: string | null,
): Promise<NumberOwner> {
  const isOwn = connection.numbers.some(({ e164 }) => e164 === ourNumber);
  if (ourNumber === null || isOwn || !E164.test(ourNumber)) return "nobody";
  try {
    return (await findNumberEntry(env, background, ourNumber)) ?? "nobody";
  } catch (error) {
    log("warn", "number_not_looked_up", { connectionId: connection.id, ...faultFacts(error) });
    return "unknown";
  }
}
