import type * as z from "zod";
import { err, ok, type Result } from "../domain/result.ts";
import type { GatedFailure } from "./gate.ts";

type Asked = Promise<Result<unknown, GatedFailure>>;

/** An answer that is not what the vendor documents is no answer to build on. */
export async function readAnswer<T, E = GatedFailure>(
  schema: z.ZodType<T>,
  asked: Promise<Result<unknown, E>>,
): Promise<Result<T, E | { reason: "unreadable_answer" }>> {
  const answer = await asked;
  if (!answer.ok) return answer;
  const parsed = schema.safeParse(answer.value);
  return parsed.success ? ok(parsed.data) : err({ reason: "unreadable_answer" });
}

/** For taking away: what is not there any more has been taken away. */
export async function goneIsFine(asked: Asked, goneStatuses: readonly number[]): Promise<Result<void, GatedFailure>> {
  const answer = await asked;
  if (answer.ok) return ok(undefined);
  const { error } = answer;
  return error.reason === "refused" && goneStatuses.includes(error.status) ? ok(undefined) : answer;
}
