import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import * as z from "zod";

type FieldIssue = { field: string; rule: string };

/** A refusal of the sandbox's own control API (vendors refuse in their own shape). */
export class ControlProblem extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly errors: FieldIssue[] | undefined;

  constructor(status: ContentfulStatusCode, code: string, detail: string, errors?: FieldIssue[]) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  toResponse(c: Context): Response {
    const body = { status: this.status, code: this.code, title: this.message, errors: this.errors };
    return c.json(body, this.status, { "content-type": "application/problem+json" });
  }
}

export function noSuchWebCall(): ControlProblem {
  return new ControlProblem(404, "no_such_call", "No web call with this id waits for somebody to join.");
}

/** One entry per bad field, so that the message can name it. */
export function describeIssues(error: z.ZodError): FieldIssue[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [{ field: issue.path.join(".") || "body", rule: issue.message }];
    return issue.keys.map((key) => ({ field: [...issue.path, key].join("."), rule: "is not known here" }));
  });
}

/** Only `application/json` is read: a foreign page cannot send it here without a preflight, which nobody answers. */
export async function readControlBody<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.infer<Schema>> {
  if (!c.req.header("content-type")?.startsWith("application/json")) {
    throw new ControlProblem(415, "not_json", "Send the body as application/json.");
  }
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  const errors = describeIssues(parsed.error);
  const fields = errors.map((issue) => issue.field).join(", ");
  throw new ControlProblem(400, "invalid_body", `Please correct: ${fields}.`, errors);
}
