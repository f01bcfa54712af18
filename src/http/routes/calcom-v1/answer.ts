import type { Context } from "hono";
import * as z from "zod";
import { calendarAccountId } from "../../../domain/ids.ts";
import { err, type Result } from "../../../domain/result.ts";
import type { V1Refusal } from "../../../use-cases/calendars/calcom-v1/desk.ts";
import { openV1, type V1Desk } from "../../../use-cases/calendars/calcom-v1/desk.ts";
import { clerkOf } from "../../api.ts";
import type { AppEnv } from "../../app-env.ts";

type C = Context<AppEnv>;
const named = z.object({ accountId: calendarAccountId.optional() });

/** Opens the account in whose name the caller speaks, and answers in v1's shape: a status and an object. */
export async function answerV1(
  c: C,
  ask: (desk: V1Desk) => Promise<Result<object, V1Refusal>>,
  status: 200 | 201 = 200,
): Promise<Response> {
  const query = named.safeParse({ accountId: c.req.query("accountId") });
  if (!query.success) return refuseV1(c, invalid(query.error));
  const caller = clerkOf(c);
  const desk = await openV1(caller, query.data.accountId ?? null);
  const answer = desk.ok ? await ask(desk.value) : desk;
  return answer.ok ? c.json(answer.value, status) : refuseV1(c, answer.error);
}

/** Names the field and the rule. */
export function invalid(error: z.ZodError): V1Refusal {
  const [first] = error.issues;
  return { status: 400, message: `${first?.path.join(".") || "body"}: ${first?.message ?? "is not valid"}` };
}

export async function readV1<Schema extends z.ZodType>(
  c: C,
  schema: Schema,
): Promise<Result<z.infer<Schema>, V1Refusal>> {
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
  return parsed.success ? { ok: true, value: parsed.data } : err(invalid(parsed.error));
}

function refuseV1(c: C, { status, message, retryAfterSeconds }: V1Refusal): Response {
  if (retryAfterSeconds !== undefined) c.header("Retry-After", String(retryAfterSeconds));
  return c.json({ message }, status);
}
