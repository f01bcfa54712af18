import { voiceFunctions } from "../../../../src/contracts/voice.ts";
import type { Demo } from "../../demo.ts";
import type { PhoneNumber, Workspace } from "./workspace.ts";

const NUMBER_ID = "pn-demo-frontdesk";
const CREDENTIAL_ID = "cred-demo-frontdesk";

/**
 * Sets up the demo business as its owner would have at Vapi: an assistant with our functions that signs what it sends, and a number without an
 * assistant, so that each call asks the server which one shall speak.
 */
export function ensureDemoAssistant(workspace: Workspace, { vapi }: Demo, workerUrl: string): PhoneNumber {
  const url = `${workerUrl}/webhooks/vapi/${vapi.connectionId}`;
  const known = workspace.numbers.get(NUMBER_ID);
  if (known?.server?.url === url && workspace.assistants.has(vapi.assistantId)) return known;
  const authenticationPlan = { type: "hmac", secretKey: vapi.hmacSecret, algorithm: "sha256" };
  workspace.create(workspace.credentials, { provider: "webhook", authenticationPlan }, CREDENTIAL_ID);
  const server = {
    url,
    credentialId: CREDENTIAL_ID,
    timeoutSeconds: 20,
    backoffPlan: { type: "exponential", maxRetries: 3, baseDelaySeconds: 0.5 },
  };
  const tools = Object.keys(voiceFunctions).map((name) => ({ type: "function", function: { name } }));
  const assistant = {
    name: "Frontdesk demo",
    firstMessageMode: "assistant-speaks-first",
    model: { provider: "openai", model: "gpt-4.1", tools },
    server,
    serverMessages: ["status-update", "conversation-update", "tool-calls", "end-of-call-report", "hang"],
  };
  workspace.create(workspace.assistants, assistant, vapi.assistantId);
  const number = {
    provider: "byo-phone-number",
    number: vapi.phoneNumber,
    assistantId: null,
    server,
    status: "active",
  };
  return workspace.create(workspace.numbers, number, NUMBER_ID);
}
