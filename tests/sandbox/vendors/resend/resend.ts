import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import * as z from "zod";
import type { Bench, Vendor } from "../../vendor.ts";
import { Outbox } from "./outbox.ts";

const KEY = /^Bearer re_\w{3,120}$/;
const ADDRESS = /^(?:[^<>\r\n]+<[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)$/;
const address = z.string().regex(ADDRESS);
const recipients = z.union([address.transform((one) => [one]), z.array(address).min(1).max(50)]);
const message = z
  .object({
    from: address,
    to: recipients,
    subject: z.string().min(1),
    html: z.string().optional(),
    text: z.string().optional(),
  })
  .refine(({ html, text }) => html !== undefined || text !== undefined, { path: ["html"], error: "Missing `html`." });

/** Plays api.resend.com: e-mail goes into an outbox that is shown on the sandbox's page. */
export function createResend(bench: Bench): Vendor {
  const outbox = new Outbox();
  return {
    name: "resend",
    title: "Resend",
    app: createApp(bench, outbox),
    refuse: (status, text) => refusal(status, status === 429 ? "rate_limit_exceeded" : "application_error", text),
    reset: () => outbox.clear(),
    emails: outbox,
  };
}

function createApp(bench: Bench, outbox: Outbox): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    if (!c.req.header("user-agent")) return refusal(403, "invalid_user_agent", "error code: 1010");
    const authorization = c.req.header("authorization");
    if (!authorization) return refusal(401, "missing_api_key", "Missing API Key");
    const isGood = KEY.test(authorization) && !authorization.startsWith("Bearer re_revoked");
    return isGood ? next() : refusal(403, "invalid_api_key", "API key is invalid");
  });
  app.post("/emails", (c) => send(c, bench, outbox));
  app.get("/emails/:id", (c) => {
    const sent = outbox.find(c.req.param("id"));
    return sent ? c.json({ object: "email", ...sent }) : refusal(404, "not_found", "Email not found");
  });
  return app;
}

async function send(c: Context, bench: Bench, outbox: Outbox): Promise<Response> {
  const text = await c.req.text();
  const key = c.req.header("idempotency-key");
  if (key !== undefined && (key.length < 1 || key.length > 256)) {
    return refusal(400, "invalid_idempotency_key", "The key must be between 1-256 chars.");
  }
  const hash = createHash("sha256").update(text).digest("hex");
  const known = key === undefined ? null : outbox.recall(key, bench.now());
  if (known && known.hash !== hash) {
    return refusal(409, "invalid_idempotent_request", "Same idempotency key used with a different request payload.");
  }
  if (known) return c.json({ id: known.id });
  const parsed = message.safeParse(parseJson(text));
  if (!parsed.success) return invalid(parsed.error);
  const { id } = outbox.add(parsed.data, bench.now());
  if (key !== undefined) outbox.remember(key, { hash, id, at: bench.now() });
  return c.json({ id });
}

function invalid(error: z.ZodError): Response {
  const [issue] = error.issues;
  const field = String(issue?.path[0] ?? "body");
  return refusal(422, "validation_error", `Invalid \`${field}\` field. ${issue?.message ?? ""}`);
}

function refusal(statusCode: number, name: string, text: string): Response {
  return Response.json({ statusCode, name, message: text }, { status: statusCode });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
