import * as z from "zod";
import type { VapiMessage } from "./vapi-shapes.ts";

const MAX_TOPIC_CHARS = 80;
const named = z.object({ topic: z.string().trim().min(1) });
const begun = z.object({ call_route: z.literal("staff_first") });

/**
 * Vapi's request for a destination names no topic. The agent has asked `transfer_to_human` just before, and what it
 * asked stands among the lines of the call that come along.
 */
export function toTransfer({ artifact, messages, call }: VapiMessage): { topic: string | null; isStaffFirst: boolean } {
  const lines = artifact?.messages ?? messages ?? [];
  const asked = lines.flatMap((line) => (line?.role === "tool_calls" ? line.toolCalls : []));
  const last = asked.findLast(({ function: { name } }) => name === "transfer_to_human");
  const topic = named.safeParse(readArguments(last?.function.arguments)).data?.topic.slice(0, MAX_TOPIC_CHARS) ?? null;
  const isFresh = !lines.some((line) => line?.role === "user");
  return { topic, isStaffFirst: isFresh && begun.safeParse(call?.assistantOverrides?.variableValues).success };
}

function readArguments(given: unknown): unknown {
  if (typeof given !== "string") return given;
  try {
    return JSON.parse(given);
  } catch {
    return null;
  }
}
