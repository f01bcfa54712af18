import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./app-env.ts";
import { problemResponse } from "./problem.ts";

const FORM_LIMIT_BYTES = 32 * 1024;
const MAX_FIELDS = 60;

export const limitForm = bodyLimit({
  maxSize: FORM_LIMIT_BYTES,
  onError: (c) => problemResponse(c, { status: 413, code: "too_large", title: "The form is too large." }),
});

export const formOnly = createMiddleware<AppEnv>(async (c, next) => {
  const [type = ""] = (c.req.header("Content-Type") ?? "").split(";");
  if (type.trim().toLowerCase() === "application/x-www-form-urlencoded") return next();
  return problemResponse(c, { status: 415, code: "unsupported_media_type", title: "Send a form." });
});

/** The fields of a form; of a field that comes twice, the last. Without a prototype that a name could reach into. */
export async function readForm(c: Context<AppEnv>): Promise<Readonly<Record<string, string>>> {
  const pairs = [...new URLSearchParams(await c.req.text())].slice(0, MAX_FIELDS);
  return Object.assign(Object.create(null), Object.fromEntries(pairs)) as Record<string, string>;
}
