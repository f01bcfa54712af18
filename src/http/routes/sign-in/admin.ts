import { type Context, Hono } from "hono";
import { deleteCookie, getCookie } from "hono/cookie";
import { authenticateOperator } from "../../../use-cases/identity/find-session.ts";
import type { AppEnv } from "../../app-env.ts";
import { OPERATOR_COOKIE, SESSION_COOKIE } from "../../middleware/credential.ts";
import { sameOrigin } from "../../middleware/same-origin.ts";
import { showDashboard } from "../../show-dashboard.ts";
import { COOKIE, closeSession } from "../../sign-in.ts";
import { adminSetupRoutes } from "./admin-setup.ts";

/** The operators' console: the same app as the dashboard, on paths of its own. */
export const adminRoutes = new Hono<AppEnv>()
  .route("/setup", adminSetupRoutes)
  .get("/", showConsole)
  .get("/*", showConsole)
  .post("/logout", sameOrigin, async (c) => {
    for (const cookie of [SESSION_COOKIE, OPERATOR_COOKIE]) {
      await closeSession(c, cookie);
      deleteCookie(c, cookie, COOKIE);
    }
    return c.redirect("/admin/login", 303);
  });

/** Pages alone tell nothing; what they ask for is refused to others anyway. */
async function showConsole(c: Context<AppEnv>): Promise<Response> {
  const token = getCookie(c, OPERATOR_COOKIE);
  const operator = token === undefined ? null : await authenticateOperator(c.env, token, Date.now());
  return operator ? showDashboard(c) : c.redirect("/admin/login", 303);
}
