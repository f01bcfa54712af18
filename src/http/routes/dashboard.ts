import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { dashboardPolicy, newNonce } from "../../pages/content-security-policy.ts";
import type { AppEnv } from "../app-env.ts";

/** What vite.config.ts writes wherever the nonce of an answer belongs. */
const NONCE_PLACEHOLDER = "CSP_NONCE";

/** The dashboard's shell for every path of the app. Its files lie under /assets and are served without the Worker. */
export const dashboardRoutes = new Hono<AppEnv>()
  .get("/", (c) => c.redirect("/app", 302))
  .get("/app", showDashboard)
  .get("/app/*", showDashboard);

export async function showDashboard(c: Context<AppEnv>): Promise<Response> {
  const nonce = newNonce();
  const page = await c.env.ASSETS.fetch(new URL("/", c.req.url));
  const html = (await page.text()).replaceAll(NONCE_PLACEHOLDER, nonce);
  c.header("Content-Security-Policy", dashboardPolicy(nonce));
  c.header("Cache-Control", "no-store");
  return c.body(html, page.status as ContentfulStatusCode, { "Content-Type": "text/html; charset=utf-8" });
}
