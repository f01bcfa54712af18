import type { Context } from "hono";
import * as z from "zod";
import type { AppEnv } from "./app-env.ts";

export const idempotencyHeader = z.object({
  "idempotency-key": z.string().min(1).max(255).optional().describe("Makes the request safe to repeat for 24 hours."),
});

/** The client's key, or a fresh one: without a key every request is its own. */
export function readIdempotencyKey(c: Context<AppEnv>): string {
  return c.req.header("idempotency-key") ?? crypto.randomUUID();
}
