import type { ApiDocument, Operation, Reference, ResponseObject } from "../../src/http/openapi/document.ts";
import { type Direction, typeOf } from "./type-of.ts";

const HEAD = `// Made by \`npm run openapi\` from the server's own description. Not edited by hand.
import type * as z from "zod";

type Id<Prefix extends string> = string & z.$brand<Prefix>;
`;

/** The API as types: for each operation what it takes and what it answers. Dashboards import nothing else of it. */
export function toApiTypes({ paths, components }: ApiDocument): string {
  const answers = { isAnswer: true, components: components.schemas };
  const named = Object.entries(components.schemas).map(
    ([name, schema]) => `type ${name} = ${typeOf(schema, answers)};`,
  );
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      return `  ${JSON.stringify(`${method.toUpperCase()} ${path}`)}: ${operationType(operation, answers)};`;
    }),
  );
  const uses = named.filter((line) => [...named, ...operations].some((other) => other !== line && names(other, line)));
  return `${HEAD}\n${uses.join("\n")}\n\nexport type Api = {\n${operations.join("\n")}\n};\n`;
}

function operationType(operation: Operation, answers: Direction): string {
  const sent = { ...answers, isAnswer: false };
  const body = operation.requestBody?.content["application/json"]?.schema;
  const parts = [
    parameters(operation, "path", "params", sent),
    parameters(operation, "query", "query", sent),
    parameters(operation, "header", "headers", sent),
    ...(body ? [`body: ${typeOf(body, sent)}`] : []),
    `answer: ${answerType(operation, answers)}`,
  ];
  return `{ ${parts.filter((part) => part !== "").join("; ")} }`;
}

function parameters({ parameters = [] }: Operation, where: string, name: string, direction: Direction): string {
  const own = parameters.filter((each) => each.in === where);
  if (own.length === 0) return "";
  const fields = own.map(({ name, required, schema }) => {
    return `${JSON.stringify(name)}${required ? "" : "?"}: ${typeOf(schema, direction)}`;
  });
  const isOptional = own.every(({ required }) => !required);
  return `${name}${isOptional ? "?" : ""}: { ${fields.join("; ")} }`;
}

function answerType({ responses }: Operation, direction: Direction): string {
  const [, answer] = Object.entries(responses).find(([status]) => status.startsWith("2")) ?? [];
  const schema = isResponse(answer) ? answer.content?.["application/json"]?.schema : undefined;
  return schema ? typeOf(schema, direction) : "null";
}

function isResponse(response: ResponseObject | Reference | undefined): response is ResponseObject {
  return response !== undefined && "description" in response;
}

/** Whether `line` mentions the type that `declaration` declares. */
function names(line: string, declaration: string): boolean {
  const name = declaration.slice("type ".length, declaration.indexOf(" ="));
  return new RegExp(`\\b${name}\\b(?!")`).test(line);
}
