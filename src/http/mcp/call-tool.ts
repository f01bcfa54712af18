import * as z from "zod";
import { type ApiAnswer, type AskApi, type Tool } from "./tool.ts";
import { tools } from "./tools.ts";

export const callParams = z.object({
  name: z.string().max(100),
  arguments: z.record(z.string(), z.unknown()).default({}),
});

/** What a caller did, for the audit log: never what it said. */
export type ToolUse = { tool: Tool; answer: ApiAnswer };

/** Null when there is no such tool. Bad input is the tool's answer, so that the agent can mend it. */
export async function callTool(ask: AskApi, { name, arguments: given }: z.infer<typeof callParams>) {
  const tool = tools.find((each) => each.name === name);
  if (!tool) return null;
  const input = tool.input.safeParse(given);
  const answer = input.success ? await tool.run(ask, given) : badInput(input.error);
  return { tool, answer };
}

/** Text for agents that read no more, and the same as an object. */
export function toToolResult({ answer: { isError, value } }: ToolUse): Record<string, unknown> {
  return { content: [{ type: "text", text: JSON.stringify(value) }], structuredContent: value, isError };
}

function badInput({ issues }: z.ZodError): ApiAnswer {
  const errors = issues.slice(0, 20).map((issue) => {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [];
    return { field: [...issue.path.map(String), ...keys].join("."), rule: issue.message };
  });
  return { isError: true, value: { code: "invalid_input", title: "Some arguments are not valid.", errors } };
}
