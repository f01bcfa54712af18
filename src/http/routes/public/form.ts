import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import type { Typed } from "../../../pages/booking/details.tsx";
import type { AppEnv } from "../../app-env.ts";
import { problemResponse } from "../../problem.ts";

const FORM_LIMIT_BYTES = 32 * 1024;
const MAX_FIELDS = 60;

/** For every form of the booking pages: small, and a form. */
export const limitForm = bodyLimit({
  maxSize: FORM_LIMIT_BYTES,
  onError: (c) => problemResponse(c, { status: 413, code: "too_large", title: "The form is too large." }),
});

export const formOnly = createMiddleware<AppEnv>(async (c, next) => {
  const [type = ""] = (c.req.header("Content-Type") ?? "").split(";");
  if (type.trim().toLowerCase() !== "application/x-www-form-urlencoded") {
    return problemResponse(c, { status: 415, code: "unsupported_media_type", title: "Send a form." });
  }
  await next();
});

/** The fields of a sent form. A name that comes twice counts as its last. */
export async function fieldsOf(c: Context<AppEnv>): Promise<Typed> {
  const pairs = [...new URLSearchParams(await c.req.text())].slice(0, MAX_FIELDS);
  return Object.assign(Object.create(null), Object.fromEntries(pairs)) as Record<string, string>;
}
