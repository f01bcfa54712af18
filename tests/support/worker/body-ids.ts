import type { IdPrefix } from "../../../src/domain/ids.ts";
import type { ApiDocument, JsonSchema } from "../../../src/http/openapi/document.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { Operation, PathIds } from "./openapi.ts";

/** Where a body names something: `["items", 0, "serviceId"]`. */
export type IdField = (string | 0)[];

/** The fields of an operation's body that name things, read off its description, optional ones too. */
export function idFieldsOf(document: ApiDocument, { method, path }: Operation): IdField[] {
  const content = document.paths[path]?.[method.toLowerCase()]?.requestBody?.content;
  const schema = content?.["application/json"]?.schema;
  return schema ? distinct(collect(document, schema, [])) : [];
}

/** The body with another id in one field. What lies on the way to it and is missing is made. */
export function withId(body: unknown, field: IdField, id: string): unknown {
  const [name, ...rest] = field;
  if (name === undefined) return id;
  if (name === 0) {
    const [first, ...others] = Array.isArray(body) ? (body as unknown[]) : [];
    return [withId(first, rest, id), ...others];
  }
  const object = (body ?? {}) as Record<string, unknown>;
  return { ...object, [name]: withId(object[name], rest, id) };
}

/** The id of another tenant that would fit a field, by the field's name. */
export function foreignIdFor(field: IdField, ids: PathIds): string {
  const kind = nameOf(field).replace(/s$/, "");
  const { staffId: calendarId, branchId: defaultBranchId, appointmentId: fromAppointmentId, userId: ownerId } = ids;
  const { customerId: fromCustomerId } = ids;
  const others: Record<string, string> = {
    ...ids,
    calendarId,
    defaultBranchId,
    fromAppointmentId,
    ownerId,
    fromCustomerId,
  };
  const id = others[kind];
  if (id === undefined) throw new Error(`this test does not know what ${field.join(".")} names`);
  return id;
}

/** One of the same kind that nobody has. */
export function nobodysId(id: string): string {
  return newId(id.slice(0, id.indexOf("_")) as IdPrefix); // ids begin with their kind
}

function collect(document: ApiDocument, schema: JsonSchema, field: IdField): IdField[] {
  if (schema.$ref) return collect(document, componentOf(document, schema.$ref), field);
  const choices = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const chosen = choices.flatMap((each) => collect(document, each, field));
  const properties = Object.entries(schema.properties ?? {});
  const inner = properties.flatMap(([name, each]) => collect(document, each, [...field, name]));
  const items = schema.items ? collect(document, schema.items, [...field, 0]) : [];
  const own = namesSomething(field) && isText(schema) ? [field] : [];
  return [...own, ...chosen, ...inner, ...items];
}

/** Names of browsers and vendors, which are no ids of ours. */
const OF_OTHERS = ["rawId", "phoneNumberId", "businessAccountId"];

function namesSomething(field: IdField): boolean {
  return /Ids?$/.test(nameOf(field)) && !OF_OTHERS.includes(nameOf(field));
}

function nameOf(field: IdField): string {
  return field.filter((part) => part !== 0).at(-1) ?? "";
}

function isText({ type }: JsonSchema): boolean {
  return type === "string" || (Array.isArray(type) && type.includes("string"));
}

function componentOf(document: ApiDocument, reference: string): JsonSchema {
  return document.components.schemas[reference.split("/").at(-1) ?? ""] ?? {};
}

function distinct(fields: IdField[]): IdField[] {
  return [...new Map(fields.map((field) => [field.join("."), field])).values()];
}
