import { Hono } from "hono";
import { playRecording } from "../../use-cases/voice/care/play-recording.ts";
import type { AppEnv } from "../app-env.ts";
import { problemResponse } from "../problem.ts";

/** Behind a signed link: what an audio element asks for, in parts and again and again. */
export const recordingFileRoutes = new Hono<AppEnv>().get("/recordings/:token", async (c) => {
  const played = await playRecording(c.env, c.req.param("token"), c.req.header("range"), Date.now());
  c.header("Cache-Control", "private, no-store");
  c.header("Accept-Ranges", "bytes");
  if (!played.ok && played.error.reason === "range_unsatisfiable") {
    c.header("Content-Range", `bytes */${played.error.size}`);
    return problemResponse(c, { status: 416, code: "range_unsatisfiable", title: "It is not that long." });
  }
  if (!played.ok) return problemResponse(c, { status: 404, code: "not_found", title: "There is no such recording." });
  const { body, contentType, size, range } = played.value;
  const { from, to } = range ?? { from: 0, to: size };
  c.header("Content-Type", contentType);
  c.header("Content-Length", String(to - from));
  if (range) c.header("Content-Range", `bytes ${from}-${to - 1}/${size}`);
  return c.body(body, range ? 206 : 200);
});
