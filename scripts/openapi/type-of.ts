import type { JsonSchema } from "../../src/http/openapi/document.ts";

/** Ids are text on their way in, and branded on their way out, as in the contracts. */
export type Direction = { isAnswer: boolean; components: Record<string, JsonSchema> };

const ID = /^\^([a-z]{3})_/;

/** A JSON schema as a TypeScript type. What an answer refers to keeps its name; what is sent is written out. */
export function typeOf(schema: JsonSchema, direction: Direction): string {
  const { $ref, anyOf, oneOf, allOf } = schema;
  if ($ref) return referTo($ref, direction);
  const either = anyOf ?? oneOf;
  if (either) return union(either.map((each) => typeOf(each, direction)));
  if (allOf) return allOf.map((each) => typeOf(each, direction)).join(" & ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  const types = [schema.type ?? "unknown"].flat();
  return union(types.map((type) => plainType(type, schema, direction)));
}

function plainType(type: string, schema: JsonSchema, direction: Direction): string {
  switch (type) {
    case "string":
      return textType(schema, direction);
    case "integer":
      return "number";
    case "array":
      return `${wrap(typeOf(schema.items ?? {}, direction))}[]`;
    case "object":
      return objectType(schema, direction);
    default:
      return type; // number, boolean, null, unknown
  }
}

function textType({ pattern = "" }: JsonSchema, { isAnswer }: Direction): string {
  const prefix = ID.exec(pattern)?.[1];
  return prefix && isAnswer ? `Id<"${prefix}">` : "string";
}

function objectType(schema: JsonSchema, direction: Direction): string {
  const { properties = {}, additionalProperties: rest } = schema;
  const fields = Object.entries(properties).map(([name, property]) => {
    // The server fills in what has a default before it answers.
    const isThere = isRequired(schema, name) || (direction.isAnswer && property.default !== undefined);
    return `${JSON.stringify(name)}${isThere ? "" : "?"}: ${typeOf(property, direction)}`;
  });
  if (typeof rest === "object") return `Record<string, ${typeOf(rest, direction)}>`;
  return fields.length > 0 ? `{ ${fields.join("; ")} }` : "Record<string, never>";
}

export function isRequired({ required = [] }: JsonSchema, name: string): boolean {
  return required.includes(name);
}

function referTo(ref: string, direction: Direction): string {
  const name = ref.split("/").at(-1) ?? "";
  if (direction.isAnswer) return name;
  const schema = direction.components[name];
  if (!schema) throw new Error(`${ref} is not a component`);
  return typeOf(schema, direction);
}

function union(types: string[]): string {
  return [...new Set(types)].join(" | ");
}

function wrap(type: string): string {
  return type.includes(" ") ? `(${type})` : type;
}
