import { Scalar } from "@scalar/hono-api-reference";
import { Hono } from "hono";
import { newNonce, referencePolicy } from "../../pages/content-security-policy.ts";
import type { AppEnv } from "../app-env.ts";

/** Our own copy of the reference, which vite.config.ts puts among the assets. Nothing is asked of another host. */
const BUNDLE = "/assets/scalar/api-reference.js";

/** The API's documentation, made in the browser from /openapi.json. */
export const docsRoutes = new Hono<AppEnv>().get("/docs", async (c, next) => {
  const nonce = newNonce();
  c.header("Content-Security-Policy", referencePolicy(nonce));
  c.header("Cache-Control", "no-store");
  const page = Scalar<AppEnv>({
    url: "/openapi.json",
    pageTitle: "Frontdesk API",
    cdn: BUNDLE,
    nonce,
    theme: "default",
    withDefaultFonts: false,
    telemetry: false,
    showDeveloperTools: "never",
    agent: { disabled: true },
    mcp: { disabled: true },
    hideClientButton: true,
    defaultOpenAllTags: false,
    persistAuth: false,
  });
  return page(c, next);
});
