import { type Context, Hono } from "hono";
import { Webhook } from "standardwebhooks";
import * as z from "zod";
import type { Bench, ReceivedMessage, Vendor } from "../../vendor.ts";

const KEPT = 100;
const SLOW_MS = 20_000;

/**
 * Plays a customer's system that receives webhooks. `POST /hook` takes messages; `/gone`, `/broken`, `/redirect` and
 * `/slow` misbehave. `PUT /secret` tells it the secret of its endpoint, so that it can verify signatures.
 */
export function createReceiver(bench: Bench): Vendor {
  const messages: ReceivedMessage[] = [];
  let webhook: Webhook | null = null;
  const app = new Hono();
  const note = async (c: Context): Promise<ReceivedMessage> => {
    const message = await receive(c, webhook, bench.now());
    messages.unshift(message);
    messages.splice(KEPT);
    return message;
  };
  app.put("/secret", async (c) => {
    const parsed = z.strictObject({ secret: z.string().startsWith("whsec_") }).safeParse(await c.req.json());
    if (!parsed.success) return refusal(400, 'Send { secret: "whsec_..." }.');
    webhook = new Webhook(parsed.data.secret);
    return c.body(null, 204);
  });
  app.post("/hook", async (c) =>
    (await note(c)).verified === false ? refusal(401, "Bad signature.") : c.body(null, 204),
  );
  app.post("/gone", async (c) => refusal(410, `${(await note(c)).id} is not wanted any more.`));
  app.post("/broken", async (c) => refusal(500, `${(await note(c)).id} <b>broke</b> the receiver.`));
  app.post("/redirect", async (c) => c.redirect(`/receiver/hook?instead=${(await note(c)).id}`, 302));
  app.post("/slow", async (c) => {
    await note(c);
    await bench.sleep(SLOW_MS);
    return c.body(null, 204);
  });
  const reset = () => {
    messages.length = 0;
    webhook = null;
  };
  return { name: "receiver", title: "A customer's system", app, refuse: refusal, reset, messages: () => messages };
}

async function receive(c: Context, webhook: Webhook | null, at: number): Promise<ReceivedMessage> {
  const body = await c.req.text();
  const headers = c.req.header();
  const type = z.object({ type: z.string() }).safeParse(parse(body)).data?.type ?? "?";
  return {
    id: headers["webhook-id"] ?? "",
    at,
    path: c.req.path,
    type,
    body,
    verified: verify(webhook, body, headers),
  };
}

/** Null while it does not know its secret. */
function verify(webhook: Webhook | null, body: string, headers: Record<string, string>): boolean | null {
  if (!webhook) return null;
  try {
    webhook.verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function refusal(status: number, message: string): Response {
  return Response.json({ error: message }, { status });
}
