import type { Context } from "hono";
import * as z from "zod";
import { describeIssues } from "../../problem.ts";

/** An error as Retell words it. */
export class RetellError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Retell answers 422, not 404, for an id that the key does not own. */
export function missing(what: string): RetellError {
  return new RetellError(422, `Cannot find requested asset under given api key. (${what})`);
}

export function badRequest(detail: string): RetellError {
  return new RetellError(400, `Invalid request format, please check API reference. ${detail}`);
}

export function refusal(status: number, message: string): Response {
  return Response.json({ status: "error", message }, { status });
}

/** Required fields are checked; what the API knows beyond them is kept as it came. */
export async function readBody<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.infer<Schema>> {
  const text = await c.req.text();
  return check(schema, text === "" ? {} : parseJson(text));
}

export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw badRequest(
    describeIssues(parsed.error)
      .map((issue) => `${issue.field}: ${issue.rule}`)
      .join("; "),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest("The body is not JSON.");
  }
}
