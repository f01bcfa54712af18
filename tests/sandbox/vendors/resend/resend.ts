import { createHash, randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import * as z from "zod";
import type { Bench, Vendor } from "../../vendor.ts";
import { Outbox } from "./outbox.ts";
import { reportOf, tellResend } from "./reports.ts";

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
    reply_to: z.string().optional(),
    tags: z.array(z.object({ name: z.string(), value: z.string().regex(/^[\w-]+$/) })).optional(),
  })
  .refine(({ html, text }) => html !== undefined || text !== undefined, { path: ["html"], error: "Missing `html`." });

/** Plays api.resend.com: e-mail goes into an outbox that is shown on the sandbox's page. */
export function createResend(bench: Bench): Vendor {
  const outbox = new Outbox();
  const mailbox = new Map<string, string>();
  return {
    name: "resend",
    title: "Resend",
    app: createApp(bench, outbox, mailbox),
    refuse: (status, text) => refusal(status, status === 429 ? "rate_limit_exceeded" : "application_error", text),
    reset: () => outbox.clear(),
    emails: {
      list: () => outbox.list(),
      find: (id) => outbox.find(id),
      tell: (sent, fate) => tellResend(bench, `email.${fate}`, reportOf(sent, fate)),
      answer: async (sent, text) => {
        const id = randomUUID();
        mailbox.set(id, text);
        const mail = {
          email_id: id,
          from: sent.to[0],
          to: [sent.replyTo ?? sent.from],
          subject: `Re: ${sent.subject}`,
        };
        await tellResend(bench, "email.received", mail);
      },
      receive: async ({ text, to, ...mail }) => {
        const id = randomUUID();
        mailbox.set(id, text);
        await tellResend(bench, "email.received", { email_id: id, to: [to], ...mail });
      },
    },
  };
}

function createApp(bench: Bench, outbox: Outbox, mailbox: Map<string, string>): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    if (!c.req.header("user-agent")) return refusal(403, "invalid_user_agent", "error code: 1010");
    const authorization = c.req.header("authorization");
    if (!authorization) return refusal(401, "missing_api_key", "Missing API Key");
    const isGood = KEY.test(authorization) && !authorization.startsWith("Bearer re_revoked");
    return isGood ? next() : refusal(403, "invalid_api_key", "API key is invalid");
  });
  app.post("/emails", (c) => send(c, bench, outbox));
  app.get("/emails/receiving/:id", (c) => {
    const text = mailbox.get(c.req.param("id"));
    return text === undefined ? refusal(404, "not_found", "Email not found") : c.json({ object: "email", text });
  });
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
  const { reply_to: replyTo, tags = [], ...given } = parsed.data;
  const named = { replyTo, message: tags.find(({ name }) => name === "message")?.value };
  const sent = outbox.add({ ...given, ...named }, bench.now());
  const { id } = sent;
  void bench.sleep(200).then(() => tellResend(bench, "email.delivered", reportOf(sent, "delivered")));
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
