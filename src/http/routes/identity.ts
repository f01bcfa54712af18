import { Hono } from "hono";
import { deleteCookie } from "hono/cookie";
import { pagesCss, pagesCssPath } from "../../pages/styles.ts";
import type { AppEnv } from "../app-env.ts";
import { SESSION_COOKIE } from "../middleware/credential.ts";
import { sameOrigin } from "../middleware/same-origin.ts";
import { COOKIE, closeSession } from "../sign-in.ts";
import { adminRoutes } from "./sign-in/admin.ts";
import { enrolRoutes } from "./sign-in/enrol.ts";
import { loginRoutes } from "./sign-in/log-in.ts";
import { passkeySignInRoutes } from "./sign-in/passkey.ts";
import { secondFactorRoutes } from "./sign-in/second-factor.ts";

/** Sign-in and sign-out in the browser, and the styles of its pages. Works without JavaScript. */
export const identityRoutes = new Hono<AppEnv>()
  .route("/login", loginRoutes("user"))
  .route("/admin/login", loginRoutes("operator"))
  .route("/", secondFactorRoutes)
  .route("/", enrolRoutes)
  .route("/", passkeySignInRoutes)
  .route("/admin", adminRoutes)
  .post("/logout", sameOrigin, async (c) => {
    await closeSession(c, SESSION_COOKIE);
    deleteCookie(c, SESSION_COOKIE, COOKIE);
    return c.redirect("/login", 303);
  })
  .get("/pages.css", (c) => {
    const isThisVersion = c.req.url.endsWith(pagesCssPath);
    c.header("Cache-Control", isThisVersion ? "public, max-age=31536000, immutable" : "no-cache");
    c.header("X-Content-Type-Options", "nosniff");
    return c.body(pagesCss, 200, { "Content-Type": "text/css; charset=utf-8" });
  });
