import { Hono } from "hono";
import { calendarAccountId } from "../../domain/ids.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readJsonBytes } from "../../http/body.ts";
import { problemResponse } from "../../http/problem.ts";
import { readCalcomHook } from "../../providers/calendars/calcom/webhook.ts";
import { readJsonBody } from "../../providers/messaging/read-webhook.ts";
import { openHinted, receiveHint } from "../../use-cases/calendars/calcom/receive-hint.ts";

/** Larger than any booking. */
const MAX_BODY_BYTES = 256 * 1024;

/** Signed over the raw bytes with the secret that the account's webhook was given when it was connected. */
export const calcomWebhookRoutes = new Hono<AppEnv>().post("/:accountId", async (c) => {
  const read = await readJsonBytes(c.req.raw, MAX_BODY_BYTES);
  if (!read.ok) {
    return read.error.reason === "too_large"
      ? problemResponse(c, { status: 413, code: "too_large", title: `The body is over ${MAX_BODY_BYTES} bytes.` })
      : problemResponse(c, { status: 415, code: read.error.reason, title: read.error.rule });
  }
  const body = new Uint8Array(read.value);
  const id = calendarAccountId.safeParse(c.req.param("accountId"));
  const signature = c.req.header("x-cal-signature-256");
  const hinted = id.success ? await openHinted(c.env, id.data, { body, signature }) : null;
  if (!hinted) return problemResponse(c, { status: 401, code: "bad_signature", title: "Cal.com has not signed this." });
  const hint = readCalcomHook(readJsonBody(body));
  if (!hint.ok) {
    const errors = hint.error.issues
      .slice(0, 20)
      .map(({ path, message }) => ({ field: path.join("."), rule: message }));
    return problemResponse(c, { status: 400, code: "unknown_shape", title: "No webhook of Cal.com's.", errors });
  }
  await receiveHint(c.env, hinted, hint.value, Date.now());
  return c.body(null, 204);
});
