import { type Context, Hono } from "hono";
import * as z from "zod";
import { voiceProvider } from "../../contracts/calls.ts";
import { language } from "../../domain/language.ts";
import { testCallsOf } from "../../use-cases/voice/test-calls.ts";
import type { AppEnv } from "../app-env.ts";
import { authenticate } from "../middleware/authenticate.ts";
import { limitApi } from "../middleware/limit-api.ts";
import { noStore } from "../middleware/no-store.ts";
import { requirePermission } from "../middleware/require-permission.ts";
import { sameOrigin } from "../middleware/same-origin.ts";
import { problemResponse } from "../problem.ts";

const order = z.strictObject({
  scenario: z.string().min(1).max(60),
  language,
  /** The sandbox joins this one, where elsewhere a browser would. */
  webCall: z.strictObject({ provider: voiceProvider, providerCallId: z.string().min(1).max(200) }).optional(),
});

/**
 * Calls of the sandbox, for the button in the dashboard. Only in development, where `npm start` says where the sandbox
 * is: elsewhere these routes do not exist, and they are no part of the API.
 */
export const testCallRoutes = new Hono<AppEnv>()
  .use(async (c, next) => (testCallsOf(c.env) ? next() : c.notFound()))
  .use(noStore, sameOrigin, authenticate, limitApi)
  .get("/", requirePermission("calls:read"), async (c) => c.json({ scenarios: await sandboxOf(c).scenarios() }))
  .post("/", requirePermission("appointments:write"), async (c) => {
    const wanted = order.safeParse(await c.req.json().catch(() => null));
    if (!wanted.success) {
      const title = "A scenario and a language are needed.";
      return problemResponse(c, { status: 400, code: "invalid_input", title });
    }
    const { webCall, ...play } = wanted.data;
    const joined = webCall ? { vendor: webCall.provider, webCall: webCall.providerCallId } : {};
    if (await sandboxOf(c).place({ ...play, ...joined })) return c.json({ isPlaced: true }, 202);
    return problemResponse(c, { status: 409, code: "not_placed", title: "The sandbox refuses this call." });
  });

/** Behind the check that there is one. */
function sandboxOf(c: Context<AppEnv>) {
  const sandbox = testCallsOf(c.env);
  if (!sandbox) throw new Error("no sandbox is known");
  return sandbox;
}
