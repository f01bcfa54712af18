import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { configOf } from "../env.ts";
import { dashboardPolicy, newNonce } from "../pages/content-security-policy.ts";
import type { AppEnv } from "./app-env.ts";

/** What vite.config.ts writes wherever the nonce of an answer belongs. */
const NONCE_PLACEHOLDER = "CSP_NONCE";

/** The page that starts the web app, for the dashboard and the operators' console alike. */
export async function showDashboard(c: Context<AppEnv>): Promise<Response> {
  const nonce = newNonce();
  const page = await c.env.ASSETS.fetch(new URL("/", c.req.url));
  const mark = configOf(c.env).SANDBOX_URL ? "<html data-sandbox " : "<html ";
  const html = (await page.text()).replaceAll(NONCE_PLACEHOLDER, nonce).replace("<html ", mark);
  c.header("Content-Security-Policy", dashboardPolicy(nonce));
  c.header("Cache-Control", "no-store");
  return c.body(html, page.status as ContentfulStatusCode, { "Content-Type": "text/html; charset=utf-8" });
}
