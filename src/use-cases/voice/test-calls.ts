import { configOf } from "../../env.ts";
import { createTestCalls } from "../../providers/test-calls/caller.ts";

/** What plays calls in development. Null where no sandbox is known. */
export function testCallsOf(env: Env) {
  const { SANDBOX_URL: url } = configOf(env);
  return url === undefined ? null : createTestCalls(url);
}
