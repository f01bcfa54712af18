import { exports } from "cloudflare:workers";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { ORIGIN } from "./retell.ts";

type Json = Record<string, unknown>;

/** An agent, by the official client. Close it when done. */
export async function anAgent(key: string): Promise<Client> {
  const transport = new StreamableHTTPClientTransport(new URL(`${ORIGIN}/mcp`), {
    requestInit: { headers: { Authorization: `Bearer ${key}` } },
    fetch: (url, init) => exports.default.fetch(url.toString(), init),
  });
  const client = new Client({ name: "test-agent", version: "1.0.0" });
  await client.connect(transport);
  return client;
}

/** What a tool answered, as an object. */
export async function use(agent: Client, name: string, given: Json = {}): Promise<{ isError: boolean; value: Json }> {
  const answer = await agent.callTool({ name, arguments: given });
  return { isError: answer.isError === true, value: answer.structuredContent as Json };
}
