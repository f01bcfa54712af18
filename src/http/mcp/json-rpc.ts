import * as z from "zod";

/** JSON-RPC 2.0 as MCP uses it: one message a request, and no batches. */
const id = z.union([z.string().max(200), z.int()]);

export const rpcMessage = z.object({
  jsonrpc: z.literal("2.0"),
  /** A notification has none, and gets no answer. */
  id: id.optional(),
  method: z.string().min(1).max(100),
  params: z.record(z.string(), z.unknown()).optional(),
});
export type RpcMessage = z.infer<typeof rpcMessage>;
export type RpcId = z.infer<typeof id> | null;

export const PARSE_ERROR = -32_700;
export const INVALID_REQUEST = -32_600;
export const METHOD_NOT_FOUND = -32_601;
export const INVALID_PARAMS = -32_602;

export type RpcOutcome = { result: Record<string, unknown> } | { error: { code: number; message: string } };

export function rpcError(code: number, message: string): RpcOutcome {
  return { error: { code, message } };
}

export function rpcAnswer(id: RpcId, outcome: RpcOutcome) {
  return { jsonrpc: "2.0" as const, id, ...outcome };
}
