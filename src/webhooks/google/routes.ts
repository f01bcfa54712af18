import { Hono } from "hono";
import { calendarTargetId } from "../../domain/ids.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { problemResponse } from "../../http/problem.ts";
import { openChannelOf, receiveGoogleHint } from "../../use-cases/calendars/sync/google/receive-hint.ts";

const MAX_HEADER = 256;

/** Google signs nothing: it repeats the secret that we gave it for the channel. The body is empty and never read. */
export const googleWebhookRoutes = new Hono<AppEnv>().post("/:targetId", async (c) => {
  const id = calendarTargetId.safeParse(c.req.param("targetId"));
  const said = (name: string) => (c.req.header(`x-goog-${name}`) ?? "").slice(0, MAX_HEADER);
  const hint = { channelId: said("channel-id"), token: said("channel-token"), state: said("resource-state") };
  const target = id.success ? await openChannelOf(c.env, id.data, hint) : null;
  if (!target) return problemResponse(c, { status: 401, code: "bad_signature", title: "That is no channel of ours." });
  await receiveGoogleHint(c.env, target, hint, Date.now(), c.var.requestId);
  return c.body(null, 204);
});
