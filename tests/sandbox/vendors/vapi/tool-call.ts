import * as z from "zod";
import { type Answer, describe, isAccepted, parseJson } from "../../calls/courier.ts";
import type { Invocation } from "../../calls/line.ts";

/** A tool call as three of the vendor's pages write it; all are on the wire somewhere. */
export function shapeToolCall(turn: number, id: string, name: string, args: Record<string, unknown>): unknown {
  const shapes = [
    { id, type: "function", function: { name, arguments: JSON.stringify(args) } },
    { id, name, parameters: args },
    { id, name, arguments: args },
  ];
  return shapes[turn % shapes.length];
}

const results = z.object({
  results: z.array(
    z.object({
      name: z.string(),
      toolCallId: z.string(),
      result: z
        .string()
        .regex(/^[^\r\n]*$/, "must be one line")
        .optional(),
      error: z.string().optional(),
    }),
  ),
});

/** What the model gets to see of an answer: only what came with status 200, under the right id, as one line of text. */
export function readResult({ delivery, text }: Answer, toolCallId: string): { seen: string; invocation: Invocation } {
  const trouble = (error: string) => ({
    seen: "No result returned.",
    invocation: { ...delivery, error, body: undefined },
  });
  if (!isAccepted(delivery) || delivery.status !== 200) return trouble(describe(delivery));
  const parsed = results.safeParse(parseJson(text));
  if (!parsed.success) return trouble(`Vapi would not understand the reply: ${z.prettifyError(parsed.error)}`);
  const mine = parsed.data.results.find((one) => one.toolCallId === toolCallId);
  if (mine?.result === undefined) return trouble(mine?.error ?? "the reply has no result for this tool call");
  return { seen: mine.result, invocation: { ...delivery, body: parseJson(mine.result) } };
}
