import type { Context } from "hono";
import * as z from "zod";
import { actorId } from "../domain/identity/actor.ts";
import { idempotencyOf } from "../use-cases/booking/idempotency.ts";
import { tenantActor } from "./api.ts";
import type { AppEnv } from "./app-env.ts";

/** For routes whose branch's object remembers the answer. All other POSTs have it from the middleware. */
export const idempotencyHeader = z.object({
  "idempotency-key": z.string().min(1).max(255).optional().describe("Makes the request safe to repeat for 24 hours."),
});

/** The actor of a command, and what makes it safe to repeat: the client's key, bound to them and to what they do. */
export async function commandBy(c: Context<AppEnv>, action: string, input: unknown) {
  const by = actorId(tenantActor(c));
  // Without a key every request is its own.
  const key = c.req.header("idempotency-key") ?? crypto.randomUUID();
  return { actor: by, idempotency: await idempotencyOf("api", { by, action, key, input }) };
}
