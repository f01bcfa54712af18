import { env } from "cloudflare:workers";
import { listConversations } from "../../../src/db/queries/conversations.ts";
import { tenantDb } from "../../../src/db/tenant-db.ts";
import type { ConversationId, SenderId } from "../../../src/domain/ids.ts";
import type { IncomingMessage } from "../../../src/providers/messaging/port.ts";
import { applyMessageEvent } from "../../../src/use-cases/messaging/apply-message-event.ts";
import type { TestTenant } from "./a-tenant.ts";
import { CALLER } from "./retell.ts";
import { aSender } from "./senders.ts";

export const whatsappSecret = {
  vendor: "whatsapp",
  accessToken: "whatsapp_token_test",
  appSecret: "whatsapp_app_secret",
  phoneNumberId: "106540352242922",
  businessAccountId: "102290129340398",
  verifyToken: "whatsapp_verify",
};

type Told = Partial<IncomingMessage> & { senderId?: SenderId };

/** Somebody writes to the business. Tells by which sender. */
export async function anIncoming(tenant: TestTenant, text: string, told: Told = {}, now = Date.now()) {
  const { senderId = await aSender(tenant), ...more } = told;
  const event = { type: "incoming", vendorId: crypto.randomUUID(), from: CALLER, text, vendorMeaning: null, ...more };
  const sealedEvent = await tenant.vault.seal({ purpose: "message.event", row: senderId }, JSON.stringify(event));
  await applyMessageEvent(env, { tenantId: tenant.tenantId, senderId, sealedEvent }, now);
  return senderId;
}

/** One that waits to be read. The caller of the tests is a customer here. */
export async function aConversation(tenant: TestTenant, from = CALLER): Promise<ConversationId> {
  await anIncoming(tenant, "Do you have parking?", { from });
  const { items } = await listConversations(tenantDb(env.DB, tenant.tenantId), {}, { cursor: null, limit: 1 });
  const [row] = items;
  if (!row) throw new Error("an incoming message made no conversation");
  return row.id;
}
