import type { Language } from "../../domain/language.ts";
import type { EpochMs } from "../../domain/time.ts";
import type { CallEventType, CallFacts } from "../../domain/voice/call-record.ts";

/** What a request says of where its call belongs, beside the numbers on the line. */
export type CallLabels = { agentId: string | null; namedTenantId: string | null; namedBranchId: string | null };

/** Who is on the line, in our words. */
export type CallParties = CallLabels & {
  providerCallId: string;
  direction: "inbound" | "outbound";
  /** As the provider gives them: E.164, `anonymous`, a SIP user, or absent on web calls. */
  fromNumber: string | null;
  toNumber: string | null;
  /** What the agent speaks, when the call says so. */
  language: Language | null;
};

/** What a provider tells about a call. */
export type CallEvent = {
  type: CallEventType;
  providerCallId: string;
  facts: CallFacts;
  labels: CallLabels;
};

/** A function that the agent calls while the caller waits. */
export type FunctionCall = { name: string; args: unknown; parties: CallParties };

/** Why a provider's request cannot be read. `errors` name the field and the rule. */
export type UnreadableRequest = {
  reason: "malformed_json" | "unknown_shape";
  errors: { field: string; rule: string }[];
};

/** A webhook as it came over the wire, before anybody has read it. */
export type RawRequest = { body: Uint8Array; header(name: string): string | undefined };

/** Tells whether a request comes from the provider that a connection's credential was agreed with. */
export type Verifier = (request: RawRequest, now: EpochMs) => Promise<boolean>;
