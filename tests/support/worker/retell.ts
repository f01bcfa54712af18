import { exports } from "cloudflare:workers";
import { type VoiceAnswer, type VoiceFunctionName, voiceAnswer } from "../../../src/contracts/voice.ts";
import type { TestTenant } from "./a-tenant.ts";

export const ORIGIN = "http://localhost:8787";
export const CALLER = "+4915112345678";

/** The vendor's three addresses under one connection. */
export type RetellPath = "" | "/functions" | "/inbound";

export type Delivery = {
  apiKey?: string;
  connectionId?: string;
  at?: number;
  /** Replaces the signature that belongs to the body; null leaves the header out. */
  signature?: string | null;
  headers?: Record<string, string>;
};

/** Signs as the vendor does: HMAC-SHA256 over the raw body followed by the milliseconds. */
export async function signRetell(apiKey: string, body: string, at = Date.now()): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encode(apiKey), algorithm, false, ["sign"]);
  const digest = await crypto.subtle.sign("HMAC", key, encode(`${body}${at}`));
  return `v=${at},d=${new Uint8Array(digest).toHex()}`;
}

/** A delivery as it comes over the wire. Text is sent as it is, anything else as JSON. */
export async function postRetell(
  tenant: TestTenant,
  path: RetellPath,
  content: unknown,
  delivery: Delivery = {},
): Promise<Response> {
  const body = typeof content === "string" ? content : JSON.stringify(content);
  const { apiKey = tenant.retellApiKey, connectionId = tenant.connectionId, at, signature, headers = {} } = delivery;
  const signed = signature === undefined ? await signRetell(apiKey, body, at) : signature;
  return exports.default.fetch(`${ORIGIN}/webhooks/retell/${connectionId}${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(signed === null ? {} : { "x-retell-signature": signed }),
      ...headers,
    },
    body,
  });
}

export type CallOptions = {
  callId?: string;
  /** What the network gives; null as on web calls. */
  from?: string | null;
  variables?: Record<string, string>;
};

/** What every request about a call carries, shaped after the vendor's published examples. */
export function aCall(tenant: TestTenant, { callId = "call_1", from = CALLER, variables }: CallOptions = {}) {
  return {
    call_id: callId,
    call_type: "phone_call",
    agent_id: "agent_1",
    agent_version: 3,
    direction: "inbound",
    ...(from === null ? {} : { from_number: from }),
    to_number: tenant.phoneNumber,
    ...(variables ? { retell_llm_dynamic_variables: variables } : {}),
    start_timestamp: 1_714_608_475_945,
    call_status: "ongoing",
  };
}

/** One function call of the agent, signed, with the answer checked for what every answer must hold. */
export async function ask(
  tenant: TestTenant,
  name: VoiceFunctionName | (string & {}),
  args: Record<string, unknown> = {},
  call: CallOptions = {},
): Promise<VoiceAnswer> {
  const response = await postRetell(tenant, "/functions", { name, call: aCall(tenant, call), args });
  if (response.status !== 200) throw new Error(`${name} was answered ${response.status}: ${await response.text()}`);
  const answer = voiceAnswer.parse(await response.json());
  const { alternatives = [] } = answer.data as { alternatives?: unknown[] };
  if (answer.say.trim() === "") throw new Error(`${name} left the agent without a sentence`);
  if (timesIn(answer.say) > 3) throw new Error(`more options than a caller remembers: ${answer.say}`);
  if (alternatives.length > 3) throw new Error(`${name} offers ${alternatives.length} alternatives`);
  return answer;
}

/** How many times of day a sentence names. Opening hours are spans and what is not free is no option: neither counts. */
export function timesIn(say: string): number {
  const refused = /nothing is free [^.]*\.|^.* ist leider nichts frei\./;
  const withoutSpans = say.replace(refused, "").replaceAll(/(von|from|zwischen|between) [^.;]*/g, "");
  return (withoutSpans.match(/\b\d{1,2}(:\d\d)? (AM|PM)|\b\d{1,2} Uhr/g) ?? []).length;
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}
