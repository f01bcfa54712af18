import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { jsonShape } from "../../domain/json-shape.ts";
import type { AppEnv } from "../app-env.ts";
import { problemResponse } from "../problem.ts";

/** Far more than any body of the API needs: the largest import has 100 appointments of some 20 fields. */
const MAX_DEPTH = 20;
const MAX_KEYS = 5_000;

/** Behind the limit of the body's size: refuses JSON whose shape alone would keep us busy, before it is built. */
export const modestJson = createMiddleware<AppEnv>(async (c, next) => {
  const isJson = (c.req.header("Content-Type") ?? "").toLowerCase().startsWith("application/json");
  const { depth, keys } = isJson && c.req.raw.body ? jsonShape(await c.req.text()) : { depth: 0, keys: 0 };
  if (depth > MAX_DEPTH) return refuseShape(c, `must not nest deeper than ${MAX_DEPTH}`);
  if (keys > MAX_KEYS) return refuseShape(c, `must not have more than ${MAX_KEYS} keys`);
  await next();
});

function refuseShape(c: Context<AppEnv>, rule: string): Response {
  const title = "The body is too complicated.";
  return problemResponse(c, { status: 400, code: "invalid_input", title, errors: [{ field: "", rule }] });
}
