import type { Operation, Parameter, ResponseObject } from "./document.ts";

const NAME = "idempotency-key";
const parameter: Parameter = {
  name: NAME,
  in: "header",
  required: false,
  description: "Makes the request safe to repeat for 24 hours.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

/** Standard refusals take these places, unless the route says more. */
const refusals: Record<string, ResponseObject> = {
  409: { description: "It cannot be done as things stand; `code` tells why." },
  422: { description: "The Idempotency-Key was used with another request." },
};

export function withIdempotencyKey(operation: Operation): Operation {
  const parameters = operation.parameters ?? [];
  const isDeclared = parameters.some(({ name }) => name === NAME);
  return {
    ...operation,
    parameters: isDeclared ? parameters : [...parameters, parameter],
    responses: { ...refusals, ...operation.responses },
  };
}
