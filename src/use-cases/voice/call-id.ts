import { type CallId, type ConnectionId, formatId } from "../../domain/ids.ts";
import { utf8 } from "../../domain/utf8.ts";

/**
 * Our id of a provider's call, the same wherever it is worked out: a booking made during the call names it before any
 * row of the call exists.
 */
export async function callIdOf(connectionId: ConnectionId, providerCallId: string): Promise<CallId> {
  const bytes = utf8(`${connectionId}|${providerCallId}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return formatId("cal", digest.subarray(0, 16));
}
