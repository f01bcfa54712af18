import type { CallId, ConnectionId } from "../../domain/ids.ts";
import { derivedId } from "../derived-id.ts";

/**
 * Our id of a provider's call, the same wherever it is worked out: a booking made during the call names it before any
 * row of the call exists.
 */
export function callIdOf(connectionId: ConnectionId, providerCallId: string): Promise<CallId> {
  return derivedId("cal", `${connectionId}|${providerCallId}`);
}
