import type { ConnectionEntry } from "../../db/directory.ts";
import type { EpochMs } from "../../domain/time.ts";
import { phrases } from "../../domain/voice/phrases.ts";
import type { CallParties } from "../../providers/voice/port.ts";

/** Nobody has told us whom to put callers through to, so the assistant says that it cannot. */
export function refuseTransfer({ language }: ConnectionEntry, parties: CallParties, now: EpochMs): { error: string } {
  return { error: phrases({ language: parties.language ?? language, timeZone: "UTC", now }).nobodyAvailable() };
}
