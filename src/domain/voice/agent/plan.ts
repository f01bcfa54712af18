import type { Language } from "../../language.ts";

/** A function as a model is told of it. `parameters` is a JSON schema. */
export type AgentTool = { name: string; description: string; parameters: Record<string, unknown> };

/** Everything that makes an agent what it is, in nobody's vendor's words. Kept as a snapshot with each version. */
export type AgentPlan = {
  name: string;
  greeting: string;
  prompt: string;
  languages: readonly Language[];
  tools: readonly AgentTool[];
  maxCallSeconds: number;
  silenceEndSeconds: number;
  /** How long somebody whom it puts a caller through to is rung. Plans from before it could name none. */
  ringSeconds?: number;
};

/** The text that a checksum is taken of: the same plan gives the same text, in whatever order its keys came. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(",")}}`;
}
