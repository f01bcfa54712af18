import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Schema, Validator } from "@cfworker/json-schema";

type Json = Record<string, unknown>;
type Parameter = { in: string; name: string; required?: boolean; schema?: Schema };
type Content = { content?: { "application/json"?: { schema?: Schema } } };
type Operation = { parameters?: Parameter[]; requestBody?: Content; responses?: Record<string, Content> };
type Spec = { paths: Record<string, Record<string, Operation>>; components: { schemas: Json } };

export type SeenRequest = { method: string; url: string; headers: Headers; body: unknown };

/**
 * What a vendor says of its own API. The whole description where `VENDOR_SPECS` or a folder beside the checkout has it,
 * else the part that was committed.
 */
export function readVendorSpec(whole: string, part: string): Spec {
  const folders = [process.env["VENDOR_SPECS"], "../shared/providers/specs"];
  const paths = folders.flatMap((folder) => (folder ? [resolve(folder, whole)] : []));
  const path = paths.find((each) => existsSync(each)) ?? resolve("tests/support/vendor-specs", part);
  return JSON.parse(readFileSync(path, "utf8"));
}

/** What is wrong with a request by the vendor's description: nothing, when it is empty. */
export function requestProblems(spec: Spec, { method, url, headers, body }: SeenRequest): string[] {
  const { pathname, searchParams } = new URL(url);
  const operation = operationOf(spec, method, pathname);
  if (!operation) return [`${method} ${pathname} is not described`];
  const { parameters = [], requestBody } = operation;
  const known = (place: string) => parameters.filter((each) => each.in === place);
  const queries = known("query").map(({ name }) => name);
  const unknown = [...searchParams.keys()].filter((name) => !queries.includes(name));
  const given = (each: Parameter) => (each.in === "query" ? searchParams.get(each.name) : headers.get(each.name));
  const missing = [...known("query"), ...known("header")].filter((each) => each.required && given(each) === null);
  const schema = requestBody?.content?.["application/json"]?.schema;
  return [
    ...unknown.map((name) => `unknown query parameter ${name}`),
    ...missing.map(({ name }) => `missing ${name}`),
    ...(schema ? bodyProblems(spec, schema, body) : []),
  ];
}

/** What is wrong with an answer's body. */
export function answerProblems(spec: Spec, method: string, url: string, status: number, body: unknown): string[] {
  const { responses = {} } = operationOf(spec, method, new URL(url).pathname) ?? {};
  const schema = responses[String(status)]?.content?.["application/json"]?.schema;
  return schema ? problems(spec, schema, body) : [`no answer ${status} of ${method} ${url} is described`];
}

function operationOf({ paths }: Spec, method: string, pathname: string): Operation | undefined {
  const parts = pathname.split("/");
  const fits = (template: string) => {
    const wanted = template.split("/");
    return (
      wanted.length === parts.length && wanted.every((each, index) => each.startsWith("{") || each === parts[index])
    );
  };
  const exact = paths[pathname] ? pathname : Object.keys(paths).find(fits);
  return exact === undefined ? undefined : paths[exact]?.[method.toLowerCase()];
}

/** One of the shapes must fit, and name all that is sent: their schemas let anything else pass. */
function bodyProblems(spec: Spec, schema: Schema, body: unknown): string[] {
  const shapes: Schema[] = schema.oneOf ?? [schema];
  const found = shapes.map((shape) => [...problems(spec, shape, body), ...unknownFields(spec, shape, body)]);
  return found.some((each) => each.length === 0) ? [] : (found[0] ?? []);
}

function unknownFields(spec: Spec, shape: Schema, body: unknown): string[] {
  const name = shape.$ref?.split("/").at(-1) ?? "";
  // SAFETY: a component's schema.
  const { properties = {} } = (spec.components.schemas[name] ?? shape) as Schema;
  return Object.keys(Object(body)).flatMap((field) => (field in properties ? [] : [`unknown field ${field}`]));
}

function problems(spec: Spec, schema: Schema, body: unknown): string[] {
  // SAFETY: a schema stays one.
  const root = toJsonSchema({ ...schema, components: spec.components }) as Schema;
  const result = new Validator(root, "7", false).validate(body);
  return result.valid
    ? []
    : result.errors.slice(-3).map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
}

/**
 * OpenAPI 3.0 says `nullable`, which JSON Schema does not know. And where shapes differ by the text of one field, which
 * the vendor names in a comment only, several fit at once.
 */
function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (typeof value !== "object" || value === null) return value;
  const names: Record<string, string> = { oneOf: "anyOf" };
  const entries = Object.entries(value).map(([key, inner]) => [names[key] ?? key, toJsonSchema(inner)] as const);
  const copy: Json = Object.fromEntries(entries);
  return copy["nullable"] === true && typeof copy["type"] === "string"
    ? { ...copy, type: [copy["type"], "null"] }
    : copy;
}
