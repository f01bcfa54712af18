import { env, exports } from "cloudflare:workers";
import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { drizzle } from "drizzle-orm/d1";
import { messageSenders } from "../../../src/db/schema/messaging.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { MessageId, SenderId } from "../../../src/domain/ids.ts";
import { type MessageDraft, messageInsert, sealMessage } from "../../../src/use-cases/messaging/queue-message.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import type { TestTenant } from "./a-tenant.ts";
import { CALLER, ORIGIN } from "./retell.ts";

export const twilioSecret = {
  vendor: "twilio",
  accountSid: `AC${"0".repeat(32)}`,
  authToken: "twilio_auth_token_test",
};

/** A tenant's number at Twilio. */
export async function aSender({ tenantId, vault }: TestTenant, secret: object = twilioSecret): Promise<SenderId> {
  const id = newId("snd");
  const vendor = (secret as typeof twilioSecret).vendor as "twilio"; // or another; the column is text
  const sealedSecret = await vault.seal({ purpose: "sender.secret", row: id }, JSON.stringify(secret));
  const channel = (vendor as string) === "whatsapp" ? ("whatsapp" as const) : ("sms" as const);
  const row = { tenantId, id, name: "Mobile", vendor, channel, address: "+493023125840", sealedSecret };
  await drizzle(env.DB)
    .insert(messageSenders)
    .values({ ...row, createdAt: 1, secretChangedAt: 1 });
  return id;
}

/** A webhook of Twilio, signed as Twilio signs it. */
export function postTwilio(
  sender: SenderId,
  fields: Record<string, string>,
  { query = "", token = twilioSecret.authToken }: { query?: string; token?: string } = {},
): Promise<Response> {
  const url = `${ORIGIN}/webhooks/twilio/${sender}${query}`;
  const names = Object.keys(fields).sort();
  const signed = url + names.map((name) => name + fields[name]).join("");
  const signature = createHmac("sha1", token).update(Buffer.from(signed)).digest("base64");
  const headers = { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature };
  return exports.default.fetch(url, { method: "POST", headers, body: new URLSearchParams(fields).toString() });
}

/** One that waits to be sent, to nobody in particular. */
export async function aMessage(
  tenant: TestTenant,
  more: Partial<MessageDraft> = {},
  now = Date.now(),
): Promise<MessageId> {
  const draft = {
    channel: "sms",
    purpose: "transactional",
    kind: "note",
    to: CALLER,
    body: { text: "Hello" },
  } as const;
  const about = { language: "en", customerId: null, appointmentId: null, appointmentStartsAt: null } as const;
  const row = await sealMessage(tenant.vault, { uniqueKey: crypto.randomUUID(), ...draft, ...about, ...more }, now);
  await messageInsert(tenantDb(env.DB, tenant.tenantId), row);
  return row.id;
}
