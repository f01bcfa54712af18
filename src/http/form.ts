import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./app-env.ts";
import { problemResponse } from "./problem.ts";

const FORM_LIMIT_BYTES = 16 * 1024;

export const limitForm = bodyLimit({
  maxSize: FORM_LIMIT_BYTES,
  onError: (c) => problemResponse(c, { status: 413, code: "too_large", title: "The form is too large." }),
});

export const formOnly = createMiddleware<AppEnv>(async (c, next) => {
  const [type = ""] = (c.req.header("Content-Type") ?? "").split(";");
  if (type.trim().toLowerCase() === "application/x-www-form-urlencoded") return next();
  return problemResponse(c, { status: 415, code: "unsupported_media_type", title: "Send a form." });
});

/** The fields of a form; of a field that comes twice, the last. */
export async function readForm(c: Context<AppEnv>): Promise<Record<string, string | undefined>> {
  return Object.fromEntries(new URLSearchParams(await c.req.text()));
}
