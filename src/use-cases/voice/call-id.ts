import type { CallId, ConnectionId } from "../../domain/ids.ts";
import { remembered } from "../../remembered.ts";
import { derivedId } from "../derived-id.ts";

/** Each function and event of a call asks again. */
const known = remembered((source) => derivedId("cal", source));

/**
 * Our id of a provider's call, the same wherever it is worked out: a booking made during the call names it before any
 * row of the call exists.
 */
export function callIdOf(connectionId: ConnectionId, providerCallId: string): Promise<CallId> {
  return known(`${connectionId}|${providerCallId}`);
}
