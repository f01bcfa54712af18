import type { ApiDocument, Operation } from "./document.ts";
import { withExample } from "./examples.ts";
import { withIdempotencyKey } from "./idempotency.ts";
import { operationIdOf } from "./operation-id.ts";
import { repairSchemas } from "./schemas.ts";
import { standardResponses, withStandardRefusals } from "./standard-refusals.ts";
import { tags } from "./tags.ts";

/** Adds what every operation has in common, so that a route says only what is its own. */
export function completeDocument(generated: ApiDocument): ApiDocument {
  const { paths, components, ...rest } = repairSchemas(generated);
  const completed = Object.entries(paths).map(([path, methods]) => [path, completePath(path, methods)]);
  return {
    ...rest,
    tags,
    paths: Object.fromEntries(completed.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))),
    components: { ...components, responses: standardResponses() },
  };
}

function completePath(path: string, methods: Record<string, Operation>) {
  const completed = Object.entries(methods).map(([method, operation]) => [method, complete(method, path, operation)]);
  return Object.fromEntries(completed);
}

function complete(method: string, path: string, generated: Operation): Operation {
  const operation = isRepeatable(method, path) ? withIdempotencyKey(generated) : generated;
  const name = `${method.toUpperCase()} ${path}`;
  const complete = { operationId: operationIdOf(method, path), ...operation };
  return withExample(name, { ...complete, responses: withStandardRefusals(operation) });
}

/** Every POST and PATCH can be repeated with a key, by its route's own means or by the middleware. */
function isRepeatable(method: string, path: string): boolean {
  return (method === "post" || method === "patch") && path.startsWith("/api/v1/");
}
