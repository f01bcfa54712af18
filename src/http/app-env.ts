import type { ProblemCode } from "../contracts/problem-codes.ts";
import type { Actor } from "../domain/identity/actor.ts";
import type { Execution } from "../use-cases/identity/idempotency.ts";

/**
 * What every request carries. `actor` is there behind `authenticate` only, `execution` when the request has an
 * Idempotency-Key: a route that stores its effect in one batch adds the answer to it. `problemCode` tells those who
 * count answers why one is a refusal.
 */
export type AppEnv = {
  Bindings: Env;
  Variables: { requestId: string; actor: Actor; execution?: Execution; problemCode?: ProblemCode };
};
