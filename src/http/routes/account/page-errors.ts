import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { tallyError } from "../../../error-tally.ts";
import { body, commonRefusals, createApi } from "../../api.ts";
import { requireAccount } from "../../middleware/require-account.ts";
import { requirePermission } from "../../middleware/require-permission.ts";

const pageError = z.strictObject({
  name: z.string().min(1).max(60).describe("The kind of error, such as `TypeError`."),
  message: z.string().max(300),
  page: z.string().max(200).describe("The path of the page."),
});

const report = createRoute({
  method: "post",
  path: "/me/page-errors",
  tags: ["Account"],
  summary: "Tell that a page broke",
  description: "The dashboard does. It counts in the operators' groups of errors, without ids, numbers and quotations.",
  security: [{ session: [] }],
  middleware: [requirePermission("account:write"), requireAccount],
  request: { body: body(pageError) },
  responses: { 204: { description: "Counted." }, ...commonRefusals },
});

export const pageErrorRoutes = createApi().openapi(report, (c) => {
  const { name, message, page } = c.req.valid("json");
  tallyError("page_error", `${name}: ${message} (${placeOf(page)})`, c.get("requestId"));
  return c.body(null, 204);
});

/** Which page it was, whatever it showed. */
function placeOf(path: string): string {
  const [place = ""] = path.split(/[?#]/, 1);
  return place.replaceAll(/[a-z]{3}_[0-9a-z]{26}/g, "…");
}
