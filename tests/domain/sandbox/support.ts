import Retell from "retell-sdk";
import type { CallEvent } from "../../sandbox/calls/events.ts";
import type { CallRequest } from "../../sandbox/calls/place-call.ts";
import { createSandbox, type Sandbox } from "../../sandbox/server.ts";
import { demo, FakeWorker } from "./fake-worker.ts";

/** A sandbox and a Worker that meet in memory. Sleeping costs nothing; `slept` counts what it would have cost. */
export function aStage() {
  const worker = new FakeWorker();
  const slept = { ms: 0 };
  const sandbox = createSandbox({
    demo,
    fetch: worker.fetch,
    sleep: async (ms) => {
      slept.ms += ms;
    },
  });
  return { worker, sandbox, slept };
}

/** The official client, pointed at the sandbox without a socket. */
export function aClient(sandbox: Sandbox, apiKey = demo.retell.apiKey): Retell {
  return new Retell({
    apiKey,
    baseURL: "http://sandbox.test/retell",
    maxRetries: 0,
    fetch: async (url, init) => sandbox.app.request(String(url), init as RequestInit),
  });
}

export async function play(sandbox: Sandbox, request: CallRequest) {
  const events: CallEvent[] = [];
  const result = await sandbox.placeCall({ pace: 0, seed: 7, ...request }, (event) => events.push(event));
  return { events, result };
}

export function post(sandbox: Sandbox, path: string, body: unknown): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return Promise.resolve(sandbox.app.request(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

export async function anAgent(client: Retell) {
  const llm = await client.llm.create({ general_prompt: "Be kind." });
  const engine = { type: "retell-llm", llm_id: llm.llm_id, version: 0 } as const;
  return client.agent.create({ response_engine: engine, voice_id: "11labs-Carola", agent_name: "Front desk" });
}

export async function aNumber(client: Retell, agentId: string) {
  const agents = [{ agent_id: agentId, weight: 1 }];
  return client.phoneNumber.import({
    phone_number: "+493023125777",
    termination_uri: "frontdesk.pstn.twilio.com",
    inbound_agents: agents,
    outbound_agents: agents,
  });
}
