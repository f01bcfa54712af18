import { type Context, Hono } from "hono";
import { brandCss, brandCssPath } from "../../../pages/booking/brand.ts";
import { bookingJs, bookingJsPath } from "../../../pages/booking/script.ts";
import { bookingCss, bookingCssPath } from "../../../pages/booking/styles.ts";
import type { AppEnv } from "../../app-env.ts";
import { bookRoutes } from "./book.ts";
import { chooseRoutes } from "./choose.ts";
import { manageRoutes } from "./manage.ts";

/** What a business's customers see: booking, and the link to manage what they booked. */
export const bookingPageRoutes = new Hono<AppEnv>()
  .get("/booking.css", (c) => file(c, bookingCssPath, bookingCss, "text/css"))
  .get("/booking.js", (c) => file(c, bookingJsPath, bookingJs, "text/javascript"))
  .get("/brand/:file{[0-9a-f]+\\.css}", (c) => {
    const digits = c.req.param("file").replace(".css", "");
    const css = brandCss(digits);
    return css === null ? c.notFound() : file(c, brandCssPath(`#${digits}`), css, "text/css");
  })
  .route("/", bookRoutes)
  .route("/", chooseRoutes)
  .route("/", manageRoutes);

/** An address with this version in it never means anything else. */
function file(c: Context<AppEnv>, path: string, text: string, type: string) {
  const isThisVersion = c.req.url.endsWith(path);
  c.header("Cache-Control", isThisVersion ? "public, max-age=31536000, immutable" : "no-cache");
  return c.body(text, 200, { "Content-Type": `${type}; charset=utf-8` });
}
