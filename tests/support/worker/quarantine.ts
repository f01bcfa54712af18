import { env } from "cloudflare:workers";
import { insertWebhookEvents } from "../../../src/db/queries/webhook-events.ts";
import type { DeadLetterId, EventId } from "../../../src/domain/ids.ts";
import { emptyCall } from "../../../src/domain/voice/call-record.ts";
import { derivedId } from "../../../src/use-cases/derived-id.ts";
import { newId } from "../../../src/use-cases/new-id.ts";
import { storeDeadLetter } from "../../../src/use-cases/operations/store-dead-letter.ts";
import type { EventPayload } from "../../../src/use-cases/voice/receive-event.ts";
import type { TestTenant } from "./a-tenant.ts";

/** An event that was kept apart although by now its connection's only branch would do. */
export async function aQuarantinedEvent({ tenantId, connectionId, vault }: TestTenant): Promise<EventId> {
  const id = newId("evt");
  const labels = { agentId: null, namedTenantId: null, namedBranchId: null };
  const event = { type: "call_started", providerCallId: id, facts: emptyCall.facts, labels } as const;
  const payload: EventPayload = { event, branchId: null, provider: "retell" };
  const row = {
    tenantId,
    id,
    connectionId,
    type: event.type,
    dedupeKey: id,
    sealedPayload: await vault.seal({ purpose: "webhook.payload", row: id }, JSON.stringify(payload)),
    fileKey: null,
    receivedAt: Date.now(),
    requestId: null,
    status: "quarantined" as const,
    confidence: 0.3,
    evidence: { suggestion: null, number: null, clues: [] },
  };
  await insertWebhookEvents(env.DB, [row]);
  return id;
}

/** A message that could not be read, with a name in it. */
export async function aDeadLetter({ tenantId }: TestTenant, queue = "webhooks"): Promise<DeadLetterId> {
  const messageId = crypto.randomUUID();
  await storeDeadLetter(env, queue, messageId, {
    type: "webhook_received",
    tenantId,
    name: "Erika Musterfrau",
    count: 3,
  });
  return derivedId("dlt", `${queue}/${messageId}`);
}
