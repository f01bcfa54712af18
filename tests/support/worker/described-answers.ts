import { Validator } from "@cfworker/json-schema";
import type { ApiDocument, JsonSchema, ResponseObject } from "../../../src/http/openapi/document.ts";

type Operation = { method: string; path: string };

/** Holds answers against the API's own description: status, content type and every field, also those that are too many. */
export class DescribedAnswers {
  readonly #document: ApiDocument;
  readonly #validators = new Map<string, Validator>();

  constructor(document: ApiDocument) {
    this.#document = document;
  }

  /** Throws when the description does not cover the answer, and tells where it differs. */
  async check(operation: Operation, response: Response): Promise<void> {
    const name = `${operation.method} ${operation.path} answered ${response.status}`;
    const described = this.#described(operation, response.status);
    if (!described) throw new Error(`${name}, which is not described`);
    const [type = ""] = (response.headers.get("content-type") ?? "").split(";");
    if (!described.content) {
      if (type !== "") throw new Error(`${name} with ${type}, where nothing is described`);
      return;
    }
    const schema = described.content[type]?.schema;
    if (!schema) throw new Error(`${name} as ${type || "nothing"}, which is not described`);
    const copy = response.clone();
    this.checkValue(name, schema, type.endsWith("json") ? await copy.json() : await copy.text());
  }

  /** Holds one value against a schema of the document. */
  checkValue(name: string, schema: JsonSchema, value: unknown): void {
    const key = JSON.stringify(schema);
    const validator = this.#validators.get(key) ?? new Validator(this.expand(schema) as object, "2020-12", false);
    this.#validators.set(key, validator);
    const { valid, errors } = validator.validate(value);
    const details = errors.slice(-4).map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
    if (!valid) throw new Error(`${name}, but not as described: ${details.join("; ")}`);
  }

  /** Components written out, and objects closed: a field that is not described must not be there. */
  expand(schema: JsonSchema): JsonSchema {
    if (schema.$ref) return this.expand(this.#component(schema.$ref));
    const entries = Object.entries(schema).map(([key, value]) => [key, this.#expandKeyword(key, value)]);
    const expanded = Object.fromEntries(entries) as JsonSchema; // the same keywords
    const isOpen = schema.properties && schema.additionalProperties === undefined;
    return isOpen ? { ...expanded, additionalProperties: false } : expanded;
  }

  #expandKeyword(keyword: string, value: unknown): unknown {
    if (keyword === "properties") {
      const properties = Object.entries(value as Record<string, JsonSchema>);
      return Object.fromEntries(properties.map(([name, schema]) => [name, this.expand(schema)]));
    }
    if (["items", "additionalProperties", "not", "propertyNames"].includes(keyword)) {
      return typeof value === "object" && value !== null ? this.expand(value) : value;
    }
    if (["allOf", "anyOf", "oneOf"].includes(keyword)) {
      return (value as JsonSchema[]).map((each) => this.expand(each));
    }
    return value;
  }

  #component(ref: string): JsonSchema {
    const schema = this.#document.components.schemas[ref.split("/").at(-1) ?? ""];
    if (!schema) throw new Error(`${ref} is not a component`);
    return schema;
  }

  #described({ method, path }: Operation, status: number): ResponseObject | undefined {
    const response = this.#document.paths[path]?.[method.toLowerCase()]?.responses[status];
    if (response && "$ref" in response)
      return this.#document.components.responses?.[response.$ref.split("/").at(-1) ?? ""];
    return response;
  }
}
