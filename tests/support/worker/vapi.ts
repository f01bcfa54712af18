import { env, exports } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/d1";
import { type VoiceAnswer, type VoiceFunctionName, voiceAnswer } from "../../../src/contracts/voice.ts";
import { connections, phoneNumbers, voiceAgents } from "../../../src/db/schema/voice.ts";
import type { ConnectionId } from "../../../src/domain/ids.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";
import { CALLER, ORIGIN } from "./retell.ts";

/** A tenant's line at Vapi, beside the one at Retell. */
export type VapiLine = {
  tenant: TestTenant;
  connectionId: ConnectionId;
  method: "bearer" | "hmac";
  secret: string;
  number: string;
};

export const ASSISTANT = "asst-0000-1111";
let lines = 0;

export async function aVapiLine(tenant: TestTenant, method: VapiLine["method"] = "bearer"): Promise<VapiLine> {
  const { tenantId, branchId } = tenant;
  const connectionId = newId("con");
  const secret = `vapi-secret-${connectionId}`;
  const number = `+49306${String(1_000_000 + lines++)}`;
  const text = JSON.stringify({ method, secret });
  const sealedSecret = await tenant.vault.seal({ purpose: "connection.secret", row: connectionId }, text);
  const base = { tenantId, createdAt: 1 };
  const orm = drizzle(env.DB);
  await orm.batch([
    orm
      .insert(connections)
      .values({ ...base, id: connectionId, provider: "vapi", defaultBranchId: branchId, sealedSecret }),
    orm.insert(phoneNumbers).values({ ...base, id: newId("num"), e164: number, connectionId, branchId }),
    orm.insert(voiceAgents).values({ ...base, connectionId, agentId: ASSISTANT, branchId }),
  ]);
  return { tenant, connectionId, method, secret, number };
}

export type VapiDelivery = { at?: number; secret?: string; connectionId?: string; headers?: Record<string, string> };

/** A server message as it comes over the wire. `headers` replace the credential. Text is sent as it is. */
export async function postVapi(line: VapiLine, content: unknown, delivery: VapiDelivery = {}): Promise<Response> {
  const body = typeof content === "string" ? content : JSON.stringify({ message: content });
  const { secret = line.secret, at, connectionId = line.connectionId } = delivery;
  const headers = delivery.headers ?? (await credentialOf(line.method, secret, body, at));
  return exports.default.fetch(`${ORIGIN}/webhooks/vapi/${connectionId}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

/** HMAC as Vapi's plan has it by default: over `{timestamp}.{body}`. */
export async function credentialOf(
  method: VapiLine["method"],
  secret: string,
  body: string,
  at = Date.now(),
): Promise<Record<string, string>> {
  if (method === "bearer") return { authorization: `Bearer ${secret}` };
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), algorithm, false, ["sign"]);
  const digest = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`${at}.${body}`));
  return { "x-timestamp": String(at), "x-signature": new Uint8Array(digest).toHex() };
}

/** What every message about a call carries, shaped after the vendor's published examples. */
export function aVapiCall(line: VapiLine, { callId = "call-1", from = CALLER as string | null } = {}) {
  const customer = from === null ? {} : { customer: { number: from } };
  return {
    phoneNumber: { id: "pn-1", number: line.number, provider: "twilio" },
    ...customer,
    call: {
      id: callId,
      orgId: "org-1",
      type: "inboundPhoneCall",
      status: "in-progress",
      phoneNumberId: "pn-1",
      phoneCallProvider: "twilio",
      assistantId: ASSISTANT,
      ...customer,
      createdAt: "2026-11-20T12:00:00.000Z",
      updatedAt: "2026-11-20T12:00:05.000Z",
    },
  };
}

export type VapiResult = { name: string; toolCallId: string; result?: string; error?: string };

export async function resultsOf(response: Response): Promise<VapiResult[]> {
  if (response.status !== 200) throw new Error(`answered ${response.status}: ${await response.text()}`);
  return (await response.json<{ results: VapiResult[] }>()).results;
}

/** One function call of the assistant in the shape of the API description. */
export async function askVapi(
  line: VapiLine,
  name: VoiceFunctionName,
  args: Record<string, unknown> = {},
  call: { callId?: string; from?: string | null } = {},
): Promise<VoiceAnswer> {
  const toolCallList = [{ id: "toolu_1", type: "function", function: { name, arguments: JSON.stringify(args) } }];
  const message = { type: "tool-calls", toolCallList, toolWithToolCallList: [], ...aVapiCall(line, call) };
  const [result] = await resultsOf(await postVapi(line, message));
  return voiceAnswer.parse(JSON.parse(result?.result ?? "null"));
}
