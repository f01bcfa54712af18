import { type DeliveryRow, findMessage } from "../../db/queries/webhook-deliveries.ts";
import { forgetOlderBodies, insertAttempt, settleAttempt } from "../../db/queries/webhook-delivery-edits.ts";
import { type EndpointRow, findEndpoint, noteFailure, noteSuccess } from "../../db/queries/webhook-endpoints.ts";
import type { TenantDb } from "../../db/tenant-db.ts";
import type { Vault } from "../../db/vault.ts";
import { type Answer, type AttemptOutcome, decideAttempt, isDead } from "../../domain/outbound/decide-attempt.ts";
import { checkEndpointUrl } from "../../domain/outbound/endpoint-url.ts";
import type { EpochMs } from "../../domain/time.ts";
import { type PostOutcome, postWebhook, type WebhookResponse } from "../../providers/outbound/post.ts";
import { webhookHeaders } from "../../providers/outbound/sign.ts";
import { newId } from "../new-id.ts";
import { disableEndpoint } from "./disable-endpoint.ts";
import { renderBody } from "./render-body.ts";
import { openSecrets } from "./secrets.ts";
import { urlPolicy } from "./url-policy.ts";

export type Sender = { env: Env; db: TenantDb; vault: Vault; endpoint: EndpointRow };

type Attempted = { at: EpochMs; durationMs: number; answer: Answer; response: WebhookResponse | null };

/** Sends one message to one endpoint and stores what came of it, in one batch. A crash in between repeats the attempt. */
export async function attemptDelivery(sender: Sender, delivery: DeliveryRow): Promise<AttemptOutcome> {
  const attempted = await send(sender, delivery);
  const endedAt = attempted.at + attempted.durationMs;
  const outcome = decideAttempt(attempted.answer, delivery.failures, endedAt, Math.random());
  await store(sender, delivery, attempted, outcome);
  if (outcome.isGone) await disableEndpoint(sender, "gone", endedAt);
  else if (outcome.error !== null) await disableIfDead(sender, endedAt);
  return outcome;
}

async function send(sender: Sender, { messageId }: DeliveryRow): Promise<Attempted> {
  const { env, db, vault, endpoint } = sender;
  const at = Date.now();
  const refused = {
    at,
    durationMs: 0,
    answer: { kind: "unanswered", reason: "address_refused" },
    response: null,
  } as const;
  // Checked again: what is ours, and what is allowed, may have changed since the endpoint was stored.
  if (!checkEndpointUrl(endpoint.url, urlPolicy(env)).ok) return refused;
  const message = await findMessage(db, messageId);
  if (!message) throw new Error(`message ${messageId} of a delivery is gone`);
  const body = await renderBody({ env, db, vault }, message, endpoint.includesPersonalData);
  const headers = await webhookHeaders({ id: messageId, body, at }, await openSecrets(vault, endpoint, at));
  const correlation = message.requestId === null ? {} : { "x-request-id": message.requestId };
  const outcome = await postWebhook(endpoint.url, { ...headers, ...correlation }, body, at);
  const response = outcome.ok ? outcome.value : null;
  return { at, durationMs: Date.now() - at, answer: toAnswer(outcome), response };
}

function toAnswer(outcome: PostOutcome): Answer {
  if (!outcome.ok) return { kind: "unanswered", reason: outcome.error };
  const { status, retryAfterMs } = outcome.value;
  return { kind: "answered", status, retryAfterMs };
}

async function store(
  sender: Sender,
  delivery: DeliveryRow,
  attempted: Attempted,
  outcome: AttemptOutcome,
): Promise<void> {
  const { db, endpoint } = sender;
  const id = newId("wha");
  const { at, durationMs, response } = attempted;
  const { status, nextAttemptAt, error, pausedUntil } = outcome;
  const endedAt = at + durationMs;
  const seen = { lastStatus: response?.status ?? null, lastError: error };
  await db.orm.batch([
    insertAttempt(db, {
      id,
      deliveryId: delivery.id,
      at,
      durationMs,
      status: response?.status ?? null,
      error,
      headers: response?.headers ?? {},
      sealedBody: await sealBody(sender, id, response),
      isBodyCut: response?.isBodyCut ?? false,
    }),
    forgetOlderBodies(db, delivery.id, id),
    settleAttempt(db, delivery, { status, nextAttemptAt, ...seen, deliveredAt: error === null ? endedAt : null }),
    error === null ? noteSuccess(db, endpoint.id) : noteFailure(db, endpoint.id, endedAt, pausedUntil),
  ]);
}

/** Sealed, for an endpoint may well answer with what it was sent. */
async function sealBody({ vault }: Sender, row: string, response: WebhookResponse | null): Promise<string | null> {
  if (!response || response.body === "") return null;
  return vault.seal({ purpose: "webhook.response", row }, response.body);
}

async function disableIfDead(sender: Sender, now: EpochMs): Promise<void> {
  const endpoint = await findEndpoint(sender.db, sender.endpoint.id);
  if (endpoint && isDead(endpoint, now)) await disableEndpoint(sender, "failing", now);
}
