import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { feedbackBody } from "../../../contracts/feedback.ts";
import { feedbackId } from "../../../domain/ids.ts";
import { sendFeedback } from "../../../use-cases/feedback/send-feedback.ts";
import { body, commonRefusals, createApi, json, refusal } from "../../api.ts";
import { requireAccount } from "../../middleware/require-account.ts";
import { requirePermission } from "../../middleware/require-permission.ts";
import { problemResponse } from "../../problem.ts";

const send = createRoute({
  method: "post",
  path: "/me/feedback",
  tags: ["Account"],
  summary: "Tell the operators of the platform what is wrong, missing or good",
  security: [{ session: [] }],
  middleware: [requirePermission("account:write"), requireAccount] as const,
  request: { body: body(feedbackBody) },
  responses: {
    201: json(z.object({ id: feedbackId }), "It was kept."),
    429: refusal("Twenty an hour are enough; `Retry-After` tells when more are heard."),
    ...commonRefusals,
  },
});

export const feedbackRoutes = createApi().openapi(send, async (c) => {
  const actor = c.get("actor");
  if (actor.kind !== "user") {
    return problemResponse(c, { status: 403, code: "user_required", title: "Only users of a business can do this." });
  }
  const sender = { env: c.env, actor, requestId: c.get("requestId"), now: Date.now() };
  const sent = await sendFeedback(sender, c.req.valid("json"));
  if (sent.ok) return c.json({ id: sent.value }, 201);
  c.header("Retry-After", String(sent.error.retryAfterSeconds));
  return problemResponse(c, { status: 429, code: "too_many_attempts", title: "That was a lot. Write again later." });
});
