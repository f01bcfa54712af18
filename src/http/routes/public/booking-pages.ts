import { type Context, Hono } from "hono";
import { brandCss, brandCssPath } from "../../../pages/booking/brand.ts";
import { embedJs } from "../../../pages/booking/embed-script.ts";
import { bookingJs, bookingJsPath } from "../../../pages/booking/script.ts";
import { robotsTxt } from "../../../pages/booking/sitemap.ts";
import { bookingCss, bookingCssPath } from "../../../pages/booking/styles.ts";
import { readLogo } from "../../../use-cases/tenants/logo.ts";
import type { AppEnv } from "../../app-env.ts";
import { portalRoutes } from "../portal/portal.ts";
import { bookRoutes } from "./book.ts";
import { chooseRoutes } from "./choose.ts";
import { contactRoutes } from "./contact.ts";
import { manageRoutes } from "./manage.ts";
import { offerRoutes } from "./offer.ts";
import { unsubscribeRoutes } from "./unsubscribe.ts";

/** What a business's customers see: booking, and the link to manage what they booked. */
export const bookingPageRoutes = new Hono<AppEnv>()
  .get("/booking.css", (c) => file(c, bookingCssPath, bookingCss, "text/css"))
  .get("/robots.txt", (c) => c.text(robotsTxt, 200, { "Cache-Control": "public, max-age=3600" }))
  // For the pages of other sites, which name no version: what they hold may be an hour old.
  .get("/embed.js", (c) => {
    c.header("Cross-Origin-Resource-Policy", "cross-origin");
    c.header("Cache-Control", "public, max-age=3600");
    return c.body(embedJs, 200, { "Content-Type": "text/javascript; charset=utf-8" });
  })
  .get("/booking.js", (c) => file(c, bookingJsPath, bookingJs, "text/javascript"))
  .get("/brand/:file{[0-9a-f]+\\.css}", (c) => {
    const digits = c.req.param("file").replace(".css", "");
    const css = brandCss(digits);
    return css === null ? c.notFound() : file(c, brandCssPath(`#${digits}`), css, "text/css");
  })
  .get("/logo/:slug/:name", async (c) => {
    const logo = await readLogo(c.env, c.req.param("slug"), c.req.param("name"));
    if (!logo) return c.notFound();
    const headers = { "Content-Type": logo.type, "Cache-Control": "public, max-age=31536000, immutable" };
    return c.body(logo.body, 200, { ...headers, "Cross-Origin-Resource-Policy": "cross-origin" });
  })
  .route("/", bookRoutes)
  .route("/", contactRoutes)
  .route("/", unsubscribeRoutes)
  .route("/", chooseRoutes)
  .route("/", manageRoutes)
  .route("/", offerRoutes)
  .route("/", portalRoutes);

/** An address with this version in it never means anything else. */
function file(c: Context<AppEnv>, path: string, text: string, type: string) {
  const isThisVersion = c.req.url.endsWith(path);
  c.header("Cache-Control", isThisVersion ? "public, max-age=31536000, immutable" : "no-cache");
  return c.body(text, 200, { "Content-Type": `${type}; charset=utf-8` });
}
