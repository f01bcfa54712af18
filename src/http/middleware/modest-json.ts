import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { jsonShape, shapeRule } from "../../domain/json-shape.ts";
import type { AppEnv } from "../app-env.ts";
import { problemResponse } from "../problem.ts";

/** Far more than any body of the API needs: the largest import has 100 appointments of some 20 fields. */
const LIMITS = { maxDepth: 20, maxKeys: 5_000 };

/** Behind the limit of the body's size: refuses JSON whose shape alone would keep us busy, before it is built. */
export const modestJson = createMiddleware<AppEnv>(async (c, next) => {
  const isJson = (c.req.header("Content-Type") ?? "").toLowerCase().startsWith("application/json");
  const rule = isJson && c.req.raw.body ? shapeRule(jsonShape(await c.req.text()), LIMITS) : null;
  if (rule !== null) return refuseShape(c, rule);
  await next();
});

function refuseShape(c: Context<AppEnv>, rule: string): Response {
  const title = "The body is too complicated.";
  return problemResponse(c, { status: 400, code: "invalid_input", title, errors: [{ field: "", rule }] });
}
