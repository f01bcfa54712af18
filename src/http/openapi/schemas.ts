import type { JsonSchema } from "./document.ts";

/**
 * The generator writes a nullable component as `allOf: [the component, object or null]`, which null never satisfies.
 * Says instead what is meant, everywhere below `node`.
 */
export function repairNullable<T>(node: T): T {
  if (Array.isArray(node)) return node.map(repairNullable) as T;
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, repairNullable(value)]);
  return rewrite(Object.fromEntries(entries)) as T; // the same shape, but for what is repaired
}

function rewrite(schema: JsonSchema): JsonSchema {
  // A union that has one member so far.
  if (schema.oneOf?.length === 1 && schema.oneOf[0]) return schema.oneOf[0];
  const [component, other, ...more] = schema.allOf ?? [];
  const isNullable = component?.$ref && Array.isArray(other?.type) && other.type.includes("null") && more.length === 0;
  if (!isNullable) return schema;
  const { allOf: _, ...rest } = schema;
  return { ...rest, anyOf: [component, { type: "null" }] };
}
