import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import * as z from "zod";
import { SANDBOX_MAIL } from "../../../../scripts/seed/business.ts";
import type { Bench, EmailFate, SentEmail, Vendor } from "../../vendor.ts";
import { Outbox } from "../resend/outbox.ts";
import { tell } from "../texts/text-box.ts";

const order = z.object({
  From: z.string().min(3),
  To: z.string().min(3),
  Subject: z.string(),
  HtmlBody: z.string().optional(),
  TextBody: z.string().optional(),
  ReplyTo: z.string().optional(),
  Metadata: z.record(z.string(), z.string()).default({}),
});

/** Plays api.postmarkapp.com: takes e-mail, and reports with the password that is in its webhooks' address. */
export function createPostmark(bench: Bench): Vendor {
  const outbox = new Outbox();
  return {
    name: "postmark",
    title: "Postmark",
    app: createApp(bench, outbox),
    refuse: (status, text) => refusal(status, 100, text),
    reset: () => outbox.clear(),
    emails: {
      list: () => outbox.list(),
      find: (id) => outbox.find(id),
      tell: (sent, fate) => post(bench, reportOf(sent, fate)),
      answer: (sent, text) => {
        const to = sent.replyTo ?? sent.from;
        const mail = { MessageID: randomUUID(), From: sent.to[0], ToFull: [{ Email: to }], OriginalRecipient: to };
        return post(bench, { ...mail, Subject: `Re: ${sent.subject}`, TextBody: text, StrippedTextReply: "" });
      },
    },
  };
}

function createApp(bench: Bench, outbox: Outbox): Hono {
  const app = new Hono();
  app.post("/email", async (c) => {
    if (!c.req.header("x-postmark-server-token"))
      return refusal(401, 10, "No Account or Server API tokens were supplied.");
    const parsed = order.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) return refusal(422, 300, "Invalid email request");
    const { From, To, Subject, HtmlBody, TextBody, ReplyTo, Metadata } = parsed.data;
    const mail = { from: From, to: [To], subject: Subject, html: HtmlBody, text: TextBody };
    const sent = outbox.add({ ...mail, replyTo: ReplyTo, message: Metadata["message"] }, bench.now());
    void bench.sleep(200).then(() => post(bench, reportOf(sent, "delivered")));
    return c.json({
      To,
      SubmittedAt: new Date(bench.now()).toISOString(),
      MessageID: sent.id,
      ErrorCode: 0,
      Message: "OK",
    });
  });
  return app;
}

function reportOf({ id, to, message }: SentEmail, fate: EmailFate): object {
  const facts = { MessageID: id, MessageStream: "outbound", Metadata: message ? { message } : {} };
  if (fate === "delivered") return { RecordType: "Delivery", ...facts, Recipient: to[0] };
  if (fate === "complained") return { RecordType: "SpamComplaint", ...facts, Type: "SpamComplaint", Email: to[0] };
  return { RecordType: "Bounce", ...facts, Type: "HardBounce", TypeCode: 1, Inactive: true, Email: to[0] };
}

/** Without a demo nobody is told. */
async function post(bench: Bench, told: object): Promise<void> {
  const demo = await bench.demo().catch(() => null);
  if (!demo) return;
  const authorization = `Basic ${Buffer.from(`postmark:${SANDBOX_MAIL.postmarkPassword}`).toString("base64")}`;
  const headers = { "content-type": "application/json", authorization };
  await tell(bench, `${demo.baseUrl}/webhooks/postmark`, { headers, body: JSON.stringify(told) });
}

function refusal(status: number, code: number, message: string): Response {
  return Response.json({ ErrorCode: code, Message: message }, { status });
}
