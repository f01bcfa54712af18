import type { Permissions } from "../../domain/identity/permissions.ts";
import { callParams, callTool, type ToolUse, toToolResult } from "./call-tool.ts";
import { INVALID_PARAMS, METHOD_NOT_FOUND, type RpcMessage, type RpcOutcome, rpcError } from "./json-rpc.ts";
import type { AskApi } from "./tool.ts";
import { describeTools } from "./tools.ts";

/** Newest first. All of them know stateless servers with tools. */
export const PROTOCOL_VERSIONS = ["2025-11-25", "2025-06-18", "2025-03-26"] as const;

const INSTRUCTIONS =
  "Books and messages for one business. Begin with list_services for ids, then find_availability, then book_appointment. Say times in the branch's timeZone. Confirm with the person before you book, move, cancel or write.";

export type Caller = {
  permissions: Permissions;
  ask: AskApi;
  /** Told of each tool that was used. */
  note(use: ToolUse): Promise<void>;
};

/** Answers one request of an MCP client. Nothing is remembered between two. */
export async function answerMessage(caller: Caller, { method, params = {} }: RpcMessage): Promise<RpcOutcome> {
  switch (method) {
    case "initialize":
      return { result: greeting(params["protocolVersion"]) };
    case "ping":
      return { result: {} };
    case "tools/list":
      return { result: { tools: describeTools(caller.permissions) } };
    case "tools/call":
      return useTool(caller, params);
    default:
      return rpcError(METHOD_NOT_FOUND, "There is no such method.");
  }
}

/** The client's version when we know it, else our newest: the client then decides whether to go on. */
function greeting(wanted: unknown): Record<string, unknown> {
  const protocolVersion = PROTOCOL_VERSIONS.find((version) => version === wanted) ?? PROTOCOL_VERSIONS[0];
  const serverInfo = { name: "frontdesk", title: "Frontdesk", version: "1.0.0" };
  return { protocolVersion, capabilities: { tools: {} }, serverInfo, instructions: INSTRUCTIONS };
}

async function useTool(caller: Caller, params: unknown): Promise<RpcOutcome> {
  const parsed = callParams.safeParse(params);
  if (!parsed.success) return rpcError(INVALID_PARAMS, "`name` must be a tool's, `arguments` an object.");
  const use = await callTool(caller.ask, parsed.data);
  if (!use) return rpcError(INVALID_PARAMS, "There is no such tool.");
  await caller.note(use);
  return { result: toToolResult(use) };
}
