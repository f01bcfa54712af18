import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import type { AppEnv } from "../app-env.ts";
import { SESSION_COOKIE } from "../middleware/credential.ts";
import { showDashboard } from "../show-dashboard.ts";

/** The dashboard's shell for every path of the app. Its files lie under /assets and are served without the Worker. */
export const dashboardRoutes = new Hono<AppEnv>()
  .get("/", (c) => c.redirect("/app", 302))
  .get("/app", showApp)
  .get("/app/*", showApp);

/** Strangers, search engines among them, see the login alone. Whether a session still stands is asked by the app. */
async function showApp(c: Context<AppEnv>): Promise<Response> {
  if (getCookie(c, SESSION_COOKIE) !== undefined) return showDashboard(c);
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`/login?next=${encodeURIComponent(pathname + search)}`, 303);
}
