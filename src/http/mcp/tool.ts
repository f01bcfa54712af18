import * as z from "zod";
import type { Permission } from "../../domain/identity/permissions.ts";

/** A request of our own API: what an agent does passes the same checks, limits and audit as everybody else. */
export type ApiCall = {
  path: string;
  query?: Record<string, string | number | undefined>;
  /** With a body it is a POST. */
  body?: unknown;
  /** Makes a POST safe to repeat. */
  key?: string | undefined;
};

/** `value` is the JSON that the API answered; of a refusal it is a problem document. */
export type ApiAnswer = { isError: boolean; value: unknown };
export type AskApi = (call: ApiCall) => Promise<ApiAnswer>;

export type Tool = {
  name: string;
  title: string;
  description: string;
  /** The scope that a key needs. The API asks for it again. */
  permission: Permission;
  isReadOnly: boolean;
  /** Cannot be undone by calling another tool. */
  isDestructive: boolean;
  input: z.ZodObject;
  run(ask: AskApi, input: unknown): Promise<ApiAnswer>;
};

type Definition<T extends z.ZodObject> = Omit<Tool, "input" | "run" | "isReadOnly" | "isDestructive"> & {
  isReadOnly?: boolean;
  isDestructive?: boolean;
  input: T;
  run(ask: AskApi, input: z.infer<T>): Promise<ApiAnswer>;
};

/** Binds a tool's work to the shape of its input. */
export function defineTool<T extends z.ZodObject>(definition: Definition<T>): Tool {
  const { input, run, isReadOnly = false, isDestructive = false, ...facts } = definition;
  return { ...facts, isReadOnly, isDestructive, input, run: (ask, given) => run(ask, input.parse(given)) };
}

export const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .describe("Any text of your own. Called again with the same key, the tool does not act twice.");

/** Where text goes into a path. Ids are checked before, so this changes none of them. */
export const part = encodeURIComponent;
