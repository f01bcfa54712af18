import type { JsonSchema } from "./document.ts";

/** What the generator writes wrongly, everywhere below `node`. */
export function repairSchemas<T>(node: T): T {
  if (Array.isArray(node)) return node.map(repairSchemas) as T;
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, repairSchemas(value)]);
  return repairUnion(repairPattern(repairNullable(Object.fromEntries(entries)))) as T; // the same shape
}

/** A nullable component comes as `allOf: [the component, object or null]`, which null never satisfies. */
function repairNullable(schema: JsonSchema): JsonSchema {
  const [component, other, ...more] = Array.isArray(schema.allOf) ? schema.allOf : [];
  const isNullable = component?.$ref && Array.isArray(other?.type) && other.type.includes("null") && more.length === 0;
  if (!isNullable) return schema;
  const { allOf: _, ...rest } = schema;
  return { ...rest, anyOf: [component, { type: "null" }] };
}

/** A pattern with flags comes with its closing slash and the flags. JSON Schema reads every pattern as Unicode anyway. */
function repairPattern(schema: JsonSchema): JsonSchema {
  if (typeof schema.pattern !== "string") return schema;
  return { ...schema, pattern: schema.pattern.replace(/(?<!\\)\/[dgimsuvy]{1,7}$/, "") };
}

/** A union that has one member so far is that member. */
function repairUnion(schema: JsonSchema): JsonSchema {
  const [only, ...others] = Array.isArray(schema.oneOf) ? schema.oneOf : [];
  return only && others.length === 0 ? only : schema;
}
