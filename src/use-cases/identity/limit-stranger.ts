import { type StrangerLimit, strangerLimits } from "../../domain/identity/limits.ts";
import { err, ok, type Result } from "../../domain/result.ts";
import { sharedLimiter } from "./shared-limiter.ts";
import { counterName, type TooManyAttempts, takeStrict } from "./strict-limit.ts";

/**
 * Counts what somebody without a credential does. Closed: where the shared limiter is not configured or does not answer,
 * the exact counter decides, and without that one nobody passes. `key`: a network, a number's index, an id.
 */
export async function takeStranger(env: Env, name: StrangerLimit, key: string): Promise<Result<void, TooManyAttempts>> {
  const limit = { name, ...strangerLimits[name] };
  const answer = await sharedLimiter(env)?.take(limit, counterName(env, limit, key));
  if (!answer) return takeStrict(env, limit, key);
  if (answer.isAllowed) return ok(undefined);
  const retryAfterSeconds = Math.max(Math.ceil((answer.resetAt - Date.now()) / 1_000), 1);
  return err({ reason: "too_many_attempts", retryAfterSeconds });
}
