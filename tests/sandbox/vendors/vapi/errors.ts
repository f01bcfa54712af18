import type { Context } from "hono";
import * as z from "zod";
import { describeIssues } from "../../problem.ts";

const NAMES: Record<number, string> = { 400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 500: "Internal" };

/** An error as Vapi words it. */
export class VapiError extends Error {
  readonly status: number;
  readonly details: string[];

  constructor(status: number, ...details: string[]) {
    super(details.join("; "));
    this.status = status;
    this.details = details;
  }
}

export function refusal(status: number, ...message: string[]): Response {
  const body = {
    message: message.length === 1 ? message[0] : message,
    error: NAMES[status] ?? "Error",
    statusCode: status,
  };
  return Response.json(body, { status });
}

/** Required fields are checked; what the API knows beyond them is kept as it came. */
export async function readBody<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.infer<Schema>> {
  const json: unknown = await c.req.json().catch(() => undefined);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new VapiError(400, ...describeIssues(parsed.error).map(({ field, rule }) => `${field} ${rule}`));
}
