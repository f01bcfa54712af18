import type { Context } from "hono";
import type { ConnectionEntry } from "../../db/directory.ts";
import { phrases } from "../../domain/voice/phrases.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { faultFacts, log } from "../../log.ts";
import type { FunctionCall } from "../../providers/voice/port.ts";
import type { VapiFunction } from "../../providers/voice/vapi.ts";
import { runFunction } from "../../use-cases/voice/run-function.ts";

/** A model asks for a few at a time. */
const MAX_FUNCTIONS = 10;

type ToolResult = { name: string; toolCallId: string } & ({ result: string } | { error: string });

/**
 * Runs the tool calls of one message in their order: a later one may build on an earlier one. Vapi shows the model only
 * what comes with status 200, as one line of text; so whatever happens, each id gets a result or an error.
 */
export async function runToolCalls(
  c: Context<AppEnv>,
  connection: ConnectionEntry,
  functions: readonly VapiFunction[],
): Promise<{ results: ToolResult[] }> {
  const results: ToolResult[] = [];
  for (const { toolCallId, call } of functions.slice(0, MAX_FUNCTIONS)) {
    if (call) results.push(await runOne(c, connection, toolCallId, call));
    else results.push({ name: "", toolCallId, error: "The tool call names no function." });
  }
  for (const { toolCallId, call } of functions.slice(MAX_FUNCTIONS)) {
    results.push({ name: call?.name ?? "", toolCallId, error: `At most ${MAX_FUNCTIONS} tool calls at a time.` });
  }
  return { results };
}

async function runOne(
  c: Context<AppEnv>,
  connection: ConnectionEntry,
  toolCallId: string,
  call: FunctionCall,
): Promise<ToolResult> {
  const { name } = call;
  try {
    const answer = await runFunction(c.env, c.executionCtx, connection, call, Date.now());
    return { name, toolCallId, result: JSON.stringify(answer) }; // has no line breaks
  } catch (error) {
    log("error", "voice_function_failed", { connectionId: connection.id, function: name, ...faultFacts(error) });
    const language = call.parties.language ?? connection.language;
    const say = phrases({ language, timeZone: "UTC", now: Date.now() });
    return { name, toolCallId, error: say.technicalTrouble() };
  }
}
