import * as z from "zod";
import { type VoiceFunctionName, voiceFunctions } from "../../../contracts/voice.ts";
import { argumentTexts, functionTexts } from "./function-texts.ts";
import type { AgentTool } from "./plan.ts";

/** All voice functions as a model is told of them: from the schemas that their arguments are checked with. */
export function agentTools(): AgentTool[] {
  return (Object.keys(voiceFunctions) as VoiceFunctionName[]).map((name) => ({
    name,
    description: functionTexts[name],
    parameters: parametersOf(voiceFunctions[name]),
  }));
}

function parametersOf(schema: z.ZodType): Record<string, unknown> {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const described = Object.entries(properties).map(([name, property]) => [name, describe(name, property)] as const);
  return { type: "object", properties: Object.fromEntries(described), required };
}

/** Formats and patterns confuse models more than they help; our own check refuses what does not fit. */
function describe(name: string, property: unknown): Record<string, unknown> {
  const { pattern: _, format: __, propertyNames: ___, ...rest } = property as Record<string, unknown>; // of our schemas
  const description = argumentTexts[name];
  return description === undefined ? rest : { ...rest, description };
}
