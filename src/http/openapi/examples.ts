import type { Operation, Parameter } from "./document.ts";
import recorded from "./examples.json" with { type: "json" };

/** One request as it was sent to a tenant, and the answer that it got. */
export type Example = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  answer?: unknown;
};

/** By method and path. */
export type Examples = Record<string, Example>;

/** Recorded by `npm run openapi`; a test sends each request again. */
export const examples: Examples = recorded;

/** The operation with its example in the parameters, the body and the answer. */
export function withExample(name: string, operation: Operation): Operation {
  const example = examples[name];
  if (!example) return operation;
  const { parameters, requestBody, responses } = operation;
  const body = requestBody && { ...requestBody, content: exemplify(requestBody.content, example.body) };
  const answered = Object.entries(responses).map(([status, response]) => {
    if (!status.startsWith("2") || !("content" in response) || !response.content) return [status, response];
    return [status, { ...response, content: exemplify(response.content, example.answer) }];
  });
  return {
    ...operation,
    ...(parameters ? { parameters: parameters.map((parameter) => fill(parameter, example)) } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: Object.fromEntries(answered) as Operation["responses"], // the same entries
  };
}

function exemplify(content: NonNullable<Operation["requestBody"]>["content"], example: unknown) {
  const json = content["application/json"];
  return json && example !== undefined ? { ...content, "application/json": { ...json, example } } : content;
}

function fill(parameter: Parameter, { params = {}, query = {} }: Example): Parameter {
  const text = parameter.in === "path" ? params[parameter.name] : query[parameter.name];
  if (text === undefined) return parameter;
  return { ...parameter, example: /^(?:integer|number)$/.test(String(parameter.schema.type)) ? Number(text) : text };
}
