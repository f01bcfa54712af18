import { Buffer } from "node:buffer";
import { createHmac, randomUUID } from "node:crypto";
import { SANDBOX_MAIL } from "../../../../scripts/seed/business.ts";
import type { Bench, EmailFate, SentEmail } from "../../vendor.ts";
import { tell } from "../texts/text-box.ts";

export function reportOf({ id, from, to, subject, message }: SentEmail, fate: EmailFate): object {
  const facts = { email_id: id, message_id: `<${id}@resend.test>`, from, to, subject };
  const why = { message: "The mailbox does not exist.", type: "Permanent", subType: "General" };
  return { ...facts, tags: message ? { message } : {}, ...(fate === "bounced" ? { bounce: why } : {}) };
}

/** To the Worker, as Svix signs it. Without a demo nobody is told. */
export async function tellResend(bench: Bench, type: string, told: object): Promise<void> {
  const demo = await bench.demo().catch(() => null);
  if (!demo) return;
  const at = new Date(bench.now()).toISOString();
  const body = JSON.stringify({ type, created_at: at, data: { created_at: at, ...told } });
  const [id, seconds] = [`msg_${randomUUID()}`, Math.floor(bench.now() / 1_000)];
  const key = Buffer.from(SANDBOX_MAIL.resendWebhookSecret.slice("whsec_".length), "base64");
  const digest = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
  const signed = { "svix-id": id, "svix-timestamp": String(seconds), "svix-signature": `v1,${digest}` };
  await tell(bench, `${demo.baseUrl}/webhooks/resend`, {
    headers: { "content-type": "application/json", ...signed },
    body,
  });
}
