import type * as z from "zod";
import { jsonShape, shapeRule } from "../../domain/json-shape.ts";
import { err } from "../../domain/result.ts";

/** Why a vendor's webhook cannot be read. `errors` name the field and the rule. */
export type Unreadable = { reason: "malformed_json" | "unknown_shape"; errors: { field: string; rule: string }[] };

const SHAPE = { maxDepth: 16, maxKeys: 20_000 };

export function unreadable(error: z.ZodError) {
  const errors = error.issues.slice(0, 20).map(({ path, message }) => ({ field: path.join("."), rule: message }));
  return err({ reason: "unknown_shape" as const, errors });
}

/** Of a repeated field the first value. */
export function readForm(body: Uint8Array): Record<string, string> {
  const fields = new URLSearchParams(new TextDecoder().decode(body));
  return Object.fromEntries([...new Set(fields.keys())].map((name) => [name, fields.get(name) ?? ""]));
}

/** Undefined for what is no JSON, or nests deeper than any vendor does. */
export function readJsonBody(body: Uint8Array): unknown {
  if (shapeRule(jsonShape(body), SHAPE) !== null) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
