import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../app-env.ts";
import { problemResponse } from "../problem.ts";

/** Nobody's bodies are compressed here: the runtime does not unpack them, and whatever did would unpack bombs. */
export const plainBody = createMiddleware<AppEnv>(async (c, next) => {
  const encoding = c.req.header("Content-Encoding");
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") {
    const title = "Send the body as it is, without Content-Encoding.";
    return problemResponse(c, { status: 415, code: "unsupported_media_type", title });
  }
  await next();
});
