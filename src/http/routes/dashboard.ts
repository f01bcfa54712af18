import { type Context, Hono } from "hono";
import type { StatusCode } from "hono/utils/http-status";
import type { AppEnv } from "../app-env.ts";

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** The dashboard's shell for every path of the app. Its files lie under /assets and are served without the Worker. */
export const dashboardRoutes = new Hono<AppEnv>()
  .get("/", (c) => c.redirect("/app", 302))
  .get("/app", shell)
  .get("/app/*", shell);

async function shell(c: Context<AppEnv>): Promise<Response> {
  const page = await c.env.ASSETS.fetch(new URL("/", c.req.url));
  return c.newResponse(page.body, {
    status: page.status as StatusCode,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "content-security-policy": CSP,
    },
  });
}
