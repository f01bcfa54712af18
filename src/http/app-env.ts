import type { Actor } from "../domain/identity/actor.ts";

/** What every request carries. `actor` is there behind `authenticate` only. */
export type AppEnv = { Bindings: Env; Variables: { requestId: string; actor: Actor } };
